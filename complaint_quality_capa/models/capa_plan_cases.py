from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.fields import Command, Domain
from odoo.tools import format_date


class CapaPlanCases(models.AbstractModel):
    """What a plan knows of the complaints that it comes from: nothing of who complained
    (R-P03, R-Q12)."""

    _name = "capa.plan.cases"
    _description = "Complaints of a plan"

    # ------------------------------------------------------------
    # WHAT THE COMPLAINTS SAY
    # ------------------------------------------------------------

    def _get_cases(self):
        """All complaints that it comes from, as superuser: asked for anew, because the
        field holds what its first reader may read."""
        domain = [("capa_plan_ids", "in", self._origin.ids)]
        return self.env["complaint.case"].sudo().search(domain, order="id")

    def _group_cases(self):
        """The complaints of each plan by its id, like ``_get_cases``; one query."""
        cases = self.env["complaint.case"].sudo()
        grouped = cases._read_group(
            [("capa_plan_ids", "in", self._origin.ids)],
            ["capa_plan_ids"],
            ["id:recordset"],
        )
        return {plan.id: own.sorted("id") for plan, own in grouped}

    def _check_not_before_case(self, day, name):
        """:raises ValidationError: ``day`` lies before the first complaint came"""
        received = self._get_cases().mapped("received_on")
        first = received and self._get_own_day(min(received))
        if first and day and day < first:
            raise ValidationError(
                self.env._(
                    "“%(name)s” cannot be on %(day)s: the complaint came on %(first)s.",
                    name=name,
                    day=format_date(self.env, day),
                    first=format_date(self.env, first),
                )
            )

    def _get_zone(self):
        return ZoneInfo(self.env["complaint.numbering"]._get_zone(self.company_id.id))

    def _get_own_day(self, moment=None):
        """The day of ``moment``, or of now, in the time of the company."""
        return self.env["complaint.numbering"]._get_day(self.company_id.id, moment)

    def _get_same_domain(self, first, last):
        """Complaints about the same that came from one day to another, without those
        that the plan comes from; as superuser."""
        days = (first, last + timedelta(days=1))
        since, until = (
            datetime.combine(day, time(), self._get_zone())
            .astimezone(UTC)
            .replace(tzinfo=None)
            for day in days
        )
        about = (
            Domain("line_ids.product_id", "in", self.product_ids.ids)
            if self.product_ids
            else Domain("category_id", "child_of", self.category_id.ids)
        )
        return about & Domain(
            [
                ("company_id", "=", self.company_id.id),
                ("received_on", ">=", since),
                ("received_on", "<", until),
                ("state", "not in", ("refused", "cancelled")),
                ("id", "not in", self._get_cases().ids),
            ]
        )

    # ------------------------------------------------------------
    # PROPOSING
    # ------------------------------------------------------------

    @api.model
    def _propose_for(self, cases):
        """A plan for ``cases``, as far as they tell; the caller has checked who may.

        :param cases: ``complaint.case`` of one company
        :raises ValidationError: of several companies
        """
        if len(cases.company_id) > 1:
            raise ValidationError(
                self.env._("A plan is for complaints of one company.")
            )
        return self.create([self._prepare_plan_vals(cases.sudo())])

    @api.model
    def _prepare_plan_vals(self, cases):
        """Seam: what the complaints say of the plan; nothing of who complained."""
        lines = cases.line_ids
        category = cases.category_id[:1]
        about = [*lines.product_id[:2].mapped("display_name"), category.name]
        return {
            "name": ", ".join(filter(None, about)) or cases[:1].number,
            "company_id": cases.company_id.id,
            "case_ids": [Command.set(cases.ids)],
            "product_ids": [Command.set(lines.product_id.ids)],
            "lot_ids": [Command.set(lines.lot_id.ids)],
            "category_id": category.id,
            "department_id": cases.department_id[:1].id,
            # cleaned of the complainant by the officer
            "problem": "\n".join(filter(None, cases.mapped("facts"))) or False,
        }
