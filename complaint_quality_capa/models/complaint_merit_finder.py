from odoo import api, models
from odoo.addons.complaint_management.tools import batches

from ..tools import merits


class ComplaintMeritFinder(models.AbstractModel):
    """The job that draws proposals from findings by the rules; once each (unique index
    on rule, source and person), so that a run that was killed is run again. It
    proposes, nothing more (R-R04, R-R05)."""

    _name = "complaint.merit.finder"
    _inherit = "complaint.merit.source"
    _description = "Drawing of proposals"

    @api.model
    def _cron_find(self):
        """Draw what the automatic rules find; safe to run at any time."""
        rules = self.env["complaint.merit.rule"].search([("is_automatic", "=", True)])
        for rule in rules:
            batches.walk(rule, self._draw, lambda _rule, _error: None)
            if not self.env["ir.cron"]._commit_progress(1):
                return

    @api.model
    def _draw(self, rule):
        """Propose what ``rule`` finds.

        :return: the proposals
        """
        company = rule.company_id
        # facts are kept in the words and at the hours of the company
        self = self.with_context(
            lang=company.partner_id.lang or self.env.lang,
            tz=self.env["complaint.numbering"]._get_zone(company.id),
        )
        find = self._get_sources().get(rule.finding)
        proposals = self.env["complaint.merit"]
        if not find:
            return proposals
        rows = []
        for candidate in find(rule):
            rows += self._prepare_proposals(rule, candidate)
        return proposals._create_guarded(rows)

    @api.model
    def _prepare_proposals(self, rule, candidate):
        """A proposal for each person or department that the rule means; the amounts are
        exact in sum."""
        means = [
            (whom, weight * share.percent)
            for share in rule.share_ids
            for whom, weight in self._get_meant(share.whom, candidate)
        ]
        if not means:
            return []
        base = candidate["base"] if rule.base != "none" else 0
        amounts = merits.split(
            rule._reckon(base),
            [weight for _whom, weight in means],
            rule.currency_id.decimal_places,
        )
        return [
            self._prepare_proposal_vals(rule, candidate, whom, amount)
            for (whom, _weight), amount in zip(means, amounts, strict=True)
        ]

    @api.model
    def _prepare_proposal_vals(self, rule, candidate, whom, amount):
        person = whom._name == "hr.employee"
        return {
            "company_id": rule.company_id.id,
            "rule_id": rule.id,
            "sense": rule.sense,
            "finding": rule.finding,
            "form": rule.form,
            "is_serious": rule.is_serious,
            "origin_case_id": candidate["case"].id,
            "source_key": candidate["key"],
            "employee_id": whom.id if person else False,
            "department_id": whom.department_id.id if person else whom.id,
            "facts": candidate["facts"],
            "base_amount": candidate["base"] if rule.base != "none" else 0,
            "amount": amount,
            "instalment_amount": rule.instalment_amount,
        }

    @api.model
    def _get_meant(self, whom, candidate):
        """Whom a part of a rule means in this case: ``(employee or department,
        weight)``; nobody where there is nobody."""
        if whom == "answerable":
            return self._get_answerable(candidate)
        if whom == "department":
            found = candidate["department"]
        elif whom in ("handler", "proposer"):
            found = self._get_employee(candidate["user"], candidate)
        else:
            found = self._get_superior(whom, candidate)
        return [(found, 1)] if found else []

    @api.model
    def _get_answerable(self, candidate):
        attributions = self.env["complaint.attribution"]
        agreed = attributions._get_agreed(candidate["case"])
        inside = agreed.share_ids.filtered(
            lambda share: share.area in ("production", "service")
        )
        return [
            (share.employee_id or share.department_id, share.percent)
            for share in inside
        ]

    @api.model
    def _get_superior(self, whom, candidate):
        department = candidate["department"]
        if not department:
            return self.env["hr.employee"]
        user = (
            department._get_head_user()[0]
            if whom == "head"
            else department._get_executive_user()[0]
        )
        return self._get_employee(user, candidate)

    @api.model
    def _get_employee(self, user, candidate):
        company = candidate["company"]
        # the rule says whom; who is proposed need not be read by who proposes
        return (
            self.env["hr.employee"]
            .sudo()
            .search(
                [("user_id", "in", user.ids), ("company_id", "=", company.id)], limit=1
            )
        )
