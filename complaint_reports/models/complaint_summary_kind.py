from odoo import api, fields, models
from odoo.addons.complaint_management.models.complaint_policy_review import MONTHS
from odoo.addons.complaint_management.models.hr_department import COMPLAINT_KINDS

from ..tools.summary_periods import Interval


class ComplaintSummaryKind(models.Model):
    """A kind of summary: how often, whose, for whom, what is in it (R-F02).

    The policy of a company decides which it has: a kind is made where the policy in
    force asks for such a review. A company may choose further ones.
    """

    _name = "complaint.summary.kind"
    _description = "Kind of Summary"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    purpose = fields.Text(translate=True)
    frequency = fields.Selection(
        [
            ("week", "Every week"),
            ("month", "Every month"),
            ("quarter", "Every quarter"),
            ("half_year", "Every half year"),
            ("year", "Every year"),
        ],
        "How often",
        required=True,
        default="month",
    )
    month = fields.Selection(
        MONTHS,
        "Counted from",
        required=True,
        default="1",
        help="June for a half-yearly one: June and December.",
    )
    until_day = fields.Integer(
        "Until day", help="Of the month: 10 for its first ten days; 0 for its end."
    )
    owner_kind = fields.Selection(
        COMPLAINT_KINDS,
        "Whose it is",
        help="The head of that department adds weak points and proposals.",
    )
    policy_codes = fields.Char(
        "Asked for by profiles",
        help="Letters of the ready-made policies, as A,C. It is made while the policy "
        "in force is of one of these and has such a periodic review; that says when.",
    )
    company_ids = fields.Many2many(
        "res.company",
        "complaint_summary_kind_company_rel",
        "kind_id",
        "company_id",
        "Also made for",
        help="Companies that want it though no policy asks for it.",
    )
    made_for_ids = fields.Many2many(
        "res.company", string="Made for", compute="_compute_made_for_ids"
    )
    reader_ids = fields.One2many(
        "complaint.summary.reader", "kind_id", "Who gets it", copy=True
    )
    figure_ids = fields.Many2many(
        "complaint.figure",
        "complaint_summary_kind_figure_rel",
        "kind_id",
        "figure_id",
        "Figures",
    )
    by_category = fields.Boolean("By category", default=True)
    by_branch = fields.Boolean("By branch")
    by_department = fields.Boolean("By department responsible")
    by_channel = fields.Boolean("By channel")
    with_cases = fields.Boolean(
        "Case by case", help="Responsibility, measures and result of each complaint."
    )
    with_register = fields.Boolean(
        "Record forms", help="The record forms of the period, as a file of their own."
    )

    _until_day_check = models.Constraint(
        "CHECK (until_day BETWEEN 0 AND 31)", "A month has days 1 to 31."
    )

    @api.depends("policy_codes", "company_ids", "frequency", "owner_kind", "active")
    @api.depends_context("allowed_company_ids")
    def _compute_made_for_ids(self):
        for kind in self:
            kind.made_for_ids = self.env.companies.filtered(kind._is_on)

    def _is_on(self, company):
        """Whether it is made for ``company`` by itself."""
        return self.active and (
            company in self.sudo().company_ids or bool(self._get_review(company))
        )

    def _get_review(self, company):
        """The periodic review of the policy in force that asks for it, if any."""
        reviews = self.env["complaint.policy.review"].sudo()  # which, is no secret
        codes = {code.strip().upper() for code in (self.policy_codes or "").split(",")}
        today = self.env["complaint.summary"]._get_today(company)
        policy = self.env["complaint.policy"].sudo()._get_for(company, today)
        if not policy.code or policy.code.upper() not in codes:
            return reviews
        return policy.review_ids.filtered(
            lambda one: (
                one.active
                and one.frequency == self.frequency
                and one.department_kind == self.owner_kind
            )
        )[:1]

    def _get_interval(self, company):
        """How often and by when: as the policy says, else as is said here."""
        said = self._get_review(company) or self
        return Interval(said.frequency, int(said.month), said.until_day)

    def _get_owner(self, company):
        """The head of the department whose it is; empty where there is none."""
        if not self.owner_kind:
            return self.env["res.users"]
        departments = self.env["hr.department"].sudo()
        department = departments._get_of_kind(self.owner_kind, company)
        return department and department._get_head_user()[0] or self.env["res.users"]

    def _get_readers(self, company):
        """Everybody who gets it in ``company``."""
        users = self.env["res.users"]
        return users.union(*(row._get_users(company) for row in self.reader_ids))

    def action_open_summaries(self):
        """Those that were made."""
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "complaint_reports.complaint_summary_action"
            ),
            "domain": [("kind_id", "=", self.id)],
        }
