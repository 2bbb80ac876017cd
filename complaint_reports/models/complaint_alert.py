from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import SQL, format_list

from .complaint_alert_steps import ASKED

KINDS = [
    ("product", "Product"),
    ("lot", "Lot"),
    ("category", "Category"),
    ("customer", "Customer"),
    ("branch", "Branch"),
]
# the field that holds what an alert of that kind is about
SUBJECTS = {
    "product": "product_id",
    "lot": "lot_id",
    "category": "category_id",
    "customer": "partner_id",
    "branch": "department_id",
}
_OWN = {"readonly": True, "guarded": True}
_LINK = {**_OWN, "index": "btree_not_null", "ondelete": "restrict"}


class ComplaintAlert(models.Model):
    """A rise beyond chance: more complaints about a product, lot, category, customer or
    branch than its own past explains (R-F04)."""

    _name = "complaint.alert"
    _inherit = ["complaint.alert.steps"]
    _description = "Early Warning"
    _order = "found_on desc, id desc"
    _rec_names_search = ["name"]

    name = fields.Char("Stored name", required=True, index="trigram", **_OWN)
    about = fields.Char(compute="_compute_about")
    kind = fields.Selection(KINDS, "About a", required=True, **_OWN)
    subject_id = fields.Integer(required=True, **_OWN)
    company_id = fields.Many2one("res.company", required=True, index=True, **_OWN)
    product_id = fields.Many2one("product.product", **_LINK)
    lot_id = fields.Many2one("stock.lot", **_LINK)
    category_id = fields.Many2one("complaint.category", **_LINK)
    partner_id = fields.Many2one("res.partner", "Customer", **_LINK)
    department_id = fields.Many2one("hr.department", "Branch", **_LINK)

    found_on = fields.Datetime("Found on", required=True, **_OWN)
    seen_on = fields.Datetime("Last seen", **_OWN)
    date_from = fields.Date("From", required=True, **_OWN)
    date_to = fields.Date("To", required=True, **_OWN)
    recent_count = fields.Integer("Complaints", **_OWN)
    expected = fields.Float(digits=(12, 1), **_OWN)
    rises = fields.Float("Times as many", digits=(12, 1), **_OWN)
    p_value = fields.Float("Probability by chance", digits=0, **_OWN)
    q_value = fields.Float("Among all tested", digits=0, **_OWN)
    dispersion = fields.Float("Usual variation", digits=(12, 2), **_OWN)
    tested_count = fields.Integer("Tested in that run", **_OWN)
    basis = fields.Selection(
        [("delivered", "Quantity delivered"), ("days", "Days only")],
        "Compared by",
        help="Days only: nothing of it is delivered from stock.",
        **_OWN,
    )
    history = fields.Json(**_OWN)
    chance = fields.Char("By chance", compute="_compute_chance")
    case_ids = fields.Many2many(
        "complaint.case",
        "complaint_alert_case_rel",
        "alert_id",
        "case_id",
        "Complaints named",
        **_OWN,
    )
    case_numbers = fields.Char("Numbers of complaints", compute="_compute_case_numbers")
    user_id = fields.Many2one(
        "res.users",
        "Looks into it",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        trailed=True,
    )
    # stored: a rule runs from the record to the user
    told_ids = fields.Many2many(
        "res.users", "complaint_alert_told_rel", "alert_id", "user_id", **_OWN
    )

    _once = models.UniqueIndex(
        "(company_id, kind, subject_id) WHERE is_open IS TRUE",
        "This was noticed already and is looked into.",
    )
    _list_idx = models.Index("(found_on DESC, id DESC)")
    _open_idx = models.Index("(found_on DESC, id DESC) WHERE is_open IS TRUE")
    _answered_idx = models.Index("(company_id, answered_on)")

    # ------------------------------------------------------------
    # COMPUTES
    # ------------------------------------------------------------

    @api.depends("kind", *SUBJECTS.values())
    @api.depends_context("lang")
    def _compute_about(self):
        """In the reader's language; who reads the alert may know what it is about."""
        for alert in self:
            alert.about = alert.sudo()._get_subject().display_name or alert.name

    @api.depends("about")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for alert in self:
            alert.display_name = " ".join(
                filter(None, [labels.get(alert.kind), alert.about])
            )

    @api.depends("p_value")
    @api.depends_context("lang")
    def _compute_chance(self):
        """In words: a probability of many zeros says nothing to most people."""
        for alert in self:
            times = min(1 / alert.p_value, 1e9) if alert.p_value else 1e9
            alert.chance = self.env._("once in %(times)s", times=f"{times:,.0f}")

    @api.depends("case_ids")
    def _compute_case_numbers(self):
        """R-P03: who may not read a complaint knows its number."""
        cases = self._get_cases()
        for alert in self:
            numbers = cases[alert.id].mapped("number")
            alert.case_numbers = format_list(self.env, sorted(filter(None, numbers)))

    # ------------------------------------------------------------
    # CRUD: the job finds, people answer
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        raise UserError(self.env._("Early warnings are found by the job, each day."))

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Nobody follows it: who is told has an activity; those call this.

        :return: ``True``, as Odoo's own
        """
        return True

    # ------------------------------------------------------------
    # TELLING
    # ------------------------------------------------------------

    def _get_cases(self):
        """The complaints of each, as superuser: asked for anew, because the field holds
        what its first reader may read.

        :return: dict from the id of an alert to its complaints
        """
        self.flush_model(["case_ids"])
        rows = self.env.execute_query(
            SQL(
                "SELECT alert_id, case_id FROM complaint_alert_case_rel "
                "WHERE alert_id = ANY(%s) ORDER BY case_id",
                self.ids,
            )
        )
        cases = self.env["complaint.case"].sudo()
        whole = cases.browse(case for _alert, case in rows)
        found = {alert: [] for alert in self.ids}
        for alert, case in rows:
            found[alert].append(case)
        return {
            alert: cases.browse(ids).with_prefetch(whole._ids)
            for alert, ids in found.items()
        }

    def _get_subject(self):
        """What it is about."""
        return self[SUBJECTS[self.kind or "product"]]

    def _prepare_plan_subject(self):
        """What a plan that comes from it is about; a customer is not named there."""
        vals = {"category_id": self.category_id.id} if self.category_id else {}
        if self.product_id:
            vals["product_ids"] = [Command.set(self.product_id.ids)]
        if self.lot_id:
            vals["lot_ids"] = [Command.set(self.lot_id.ids)]
            vals["product_ids"] = [Command.set(self.lot_id.product_id.ids)]
        return vals

    def _get_people(self):
        """Who is told: quality, the owner department, the branch; who looks into it is
        the first. Inside only."""
        departments = self.env["hr.department"]
        quality = departments._get_of_kind("quality", self.company_id)
        owner = self._get_cases()[self.id][:1].owner_department_id
        ways = {
            "branch": (self.department_id, owner),
            "customer": (owner, quality),
            "category": (owner, quality),
        }
        ordered = ways.get(self.kind, (quality, owner))
        users = self.env["res.users"]
        for department in ordered:
            users |= department and department._get_head_user()[0] or users.browse()
        if not users:
            post = self.env["complaint.post"]
            users = post._get_holder("executive_vice_gm", self.company_id)
        return users

    def _tell(self):
        """An activity for each, in his language."""
        for alert in self:
            people = alert._get_people()
            alert._write_guarded(
                {"told_ids": [Command.set(people.ids)], "user_id": people[:1].id}
            )
            for user in people:
                env = alert.with_context(
                    lang=user.lang or self.env.lang,
                    # one digest a day tells of activities: no mail for each
                    mail_activity_quick_update=True,
                ).env
                own = alert.with_env(env)
                own.activity_schedule(
                    ASKED,
                    user_id=user.id,
                    summary=env._(
                        "%(about)s: %(count)s complaints, %(expected).1f expected",
                        about=own.display_name,
                        count=alert.recent_count,
                        expected=alert.expected,
                    ),
                )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_open_cases(self):
        """The complaints that it names; those that this user may read."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Complaints: %(about)s", about=self.display_name),
            "res_model": "complaint.case",
            "view_mode": "list,kanban,form",
            "mobile_view_mode": "kanban",
            "views": self.env["complaint.case"]._get_flat_views(
                "list", "kanban", "form"
            ),
            "domain": [("id", "in", self._get_cases()[self.id].ids)],
            "context": {"create": False},
        }
