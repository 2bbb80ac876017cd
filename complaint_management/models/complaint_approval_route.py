from odoo import api, fields, models, tools
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools.safe_eval import safe_eval

from ..tools.approval import Place


class ComplaintApprovalRoute(models.Model):
    """Who decides a subject, for which records, in which order (R-A03).

    The first route that fits is taken: those of the policy, then the company's own,
    then those of a company above, then the shared ones. None fits: nothing is asked,
    and that is an error.
    """

    _name = "complaint.approval.route"
    _inherit = ["complaint.approval.row.mixin", "complaint.setting.mixin"]
    _approval_parent = "policy_id"
    _description = "Approval Route"
    _order = "subject, sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    subject = fields.Selection(
        lambda self: self.env["complaint.approval.subject"]._get_subjects(),
        "What is decided",
        required=True,
        default="disposition",
    )
    policy_id = fields.Many2one(
        "complaint.policy",
        index="btree_not_null",
        ondelete="cascade",
        help="Empty: whatever the policy.",
    )
    company_id = fields.Many2one(
        "res.company",
        index=True,
        default=lambda self: self.env.company,
        help="Empty: every company.",
    )
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")
    domain_model = fields.Char(compute="_compute_domain_model")
    domain = fields.Char(
        "Only when", help="Empty: always. Else for records that are like that."
    )
    amount_from = fields.Monetary(
        "From this amount on",
        help="In the currency of the company, at the rate of the day. Zero: whatever "
        "the amount.",
    )
    is_either = fields.Boolean(
        "Either suffices",
        help="It is taken where the condition holds or the amount is reached; else "
        "only where both are so.",
    )
    is_senior = fields.Boolean(
        "When the customer was not satisfied",
        help="Taken for what did not satisfy the customer, and for nothing else: it "
        "leads to senior management.",
    )
    step_ids = fields.One2many(
        "complaint.approval.step", "route_id", "Steps", copy=True
    )

    example_case_id = fields.Many2one(
        "complaint.case",
        "For example",
        store=False,
        help="Who would be asked for this complaint now.",
    )
    example_text = fields.Text("Would be asked", compute="_compute_example_text")

    @api.depends(
        "example_case_id", "step_ids", "domain", "amount_from", "is_either", "subject"
    )
    def _compute_example_text(self):
        for route in self:
            case = route.example_case_id
            route.example_text = case and route._tell_example(case)

    def _tell_example(self, case):
        """Who would be asked for ``case``, in words."""
        if self.domain_model != "complaint.case":
            return self.env._("Conditions of this subject read no complaint.")
        record, route = case._origin.sudo(), self.sudo()
        try:
            if not route._filter_fitting(route, record, route.subject):
                return self.env._("Another route: the condition does not fit.")
            steps = route.step_ids.filtered(
                lambda step: route._filter_fitting(step, record, route.subject)
            )
        except (ValueError, SyntaxError, NameError) as error:
            return str(error)
        place = Place(
            record.company_id,
            record,
            record._approval_department(self.env.user),
            record.branch_id,
            {},
        )
        lines = [step._tell_asked(place) for step in steps.sorted("sequence")]
        return "\n".join(lines) or self.env._("Nobody: no step fits.")

    @api.depends("company_id")
    @api.depends_context("company")
    def _compute_currency_id(self):
        for route in self:
            company = route.company_id or self.env.company
            route.currency_id = company.currency_id

    @api.depends("subject")
    def _compute_domain_model(self):
        subjects = self.env["complaint.approval.subject"]
        for route in self:
            route.domain_model = subjects._get_domain_model(route.subject)

    # ------------------------------------------------------------
    # CHECKS
    # ------------------------------------------------------------

    @api.constrains("domain", "subject")
    def _check_domain(self):
        for route in self:
            route._check_condition(route.domain, route.name)
            for step in route.step_ids:
                route._check_condition(step.domain, step.name)

    def _check_condition(self, text, name):
        """Raise when a condition cannot be read by the records it is about."""
        try:
            model = self.env[self.domain_model].sudo()
            model.search(self._parse(text), limit=1)
        except Exception as error:
            raise ValidationError(
                self.env._(
                    "The condition of “%(name)s” cannot be used: %(error)s",
                    name=name,
                    error=error,
                )
            ) from error

    @api.constrains("policy_id", "company_id")
    def _check_company_of_policy(self):
        for route in self:
            company = route.policy_id.company_id
            if company and route.company_id != company:
                raise ValidationError(
                    self.env._(
                        "“%(policy)s” is the policy of %(company)s: the route belongs "
                        "to the same company.",
                        policy=route.policy_id.name,
                        company=company.name,
                    )
                )

    @api.model
    def _parse(self, text):
        """A condition as a domain; nothing: always."""
        today = fields.Date.context_today(self)
        return Domain(safe_eval(text or "[]", {"uid": self.env.uid, "today": today}))

    # ------------------------------------------------------------
    # WHICH ONE
    # ------------------------------------------------------------

    @api.model
    @tools.ormcache("subject", "company_id", "policy_id")
    def _get_route_ids(self, subject, company_id, policy_id):
        """Ids of the routes that may fit, in the order in which they are tried."""
        company = self.env["res.company"].sudo().browse(company_id)
        lineage = [int(part) for part in company.parent_path.split("/")[:-1]]
        found = self.sudo().search(
            [
                ("subject", "=", subject),
                ("company_id", "in", [*lineage, False]),
                ("policy_id", "in", [policy_id, False]),
            ]
        )
        ranks = {company_id: rank for rank, company_id in enumerate(lineage)}
        return found.sorted(
            lambda route: (not route.policy_id, -ranks.get(route.company_id.id, -1))
        )._ids

    @api.model
    def _find_for(self, records, subject):
        """The route and the steps of it that each of ``records`` takes.

        :param records: of a model with ``complaint.approval.mixin``
        :return: dict record → ``(route, steps)``
        :raises UserError: no route fits, or no step of it: nobody would decide
        """
        found, left = {}, records
        for (company, policy), group in records.grouped(
            lambda record: (record._approval_company(), record._approval_policy())
        ).items():
            for route_id in self._get_route_ids(subject, company.id, policy.id):
                route = self.sudo().browse(route_id)
                fitting = route._filter_fitting(route, group & left, subject)
                left -= fitting
                found.update(route._get_steps_for(fitting, subject))
        for record in records:
            if not found.get(record, (None, ()))[1]:
                raise UserError(self._say_no_route(record, subject))
        return found

    def _get_steps_for(self, records, subject):
        steps = {
            record: self.env["complaint.approval.step"].sudo() for record in records
        }
        for step in self.step_ids if records else ():
            for record in self._filter_fitting(step, records, subject):
                steps[record] += step
        return {record: (self, steps[record]) for record in records}

    def _filter_fitting(self, condition, records, subject):
        """Those of ``records`` that the condition of a route or step is about.

        R-D07: what did not satisfy the customer takes a route to senior management,
        whatever the ordinary routes are.
        """
        if condition._name == self._name:
            senior = condition.is_senior
            records = records.filtered(lambda one: one._goes_up(subject) == senior)
        like_that = self._filter_like(condition.domain, records)
        if not condition.amount_from:
            return like_that
        if not condition.is_either:
            return self._filter_amount(condition.amount_from, like_that, subject)
        dear = self._filter_amount(condition.amount_from, records, subject)
        return dear | like_that if self._parse(condition.domain or "[]") else dear

    def _filter_like(self, domain, records):
        if not (domain and records):
            return records
        about = {record: record._approval_about().id for record in records}
        fitting = (
            self.env[self.domain_model]
            .sudo()
            .search(Domain("id", "in", list(about.values())) & self._parse(domain))
        )
        return records.filtered(lambda record: about[record] in fitting._ids)

    def _filter_amount(self, amount_from, records, subject):
        """Those on which so much, in the company's currency, is decided."""
        return records.filtered(
            lambda record: (
                record._approval_company().currency_id.compare_amounts(
                    record._approval_amount(subject), amount_from
                )
                >= 0
            )
        )

    @api.model
    def _say_no_route(self, record, subject):
        return self.env._(
            "Nobody is named who decides “%(subject)s” for %(record)s. Ask the "
            "administrator to add a route that fits (Configuration > Approval routes).",
            subject=self.env["complaint.approval.subject"]._get_label(subject),
            record=record.display_name,
        )
