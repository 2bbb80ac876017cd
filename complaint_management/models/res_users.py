from odoo import api, fields, models
from odoo.exceptions import RedirectWarning
from odoo.fields import Domain


class ResUsers(models.Model):
    """Who leaves hands over what he owes in complaints first (issue 4, bad input); who
    leaves, or goes to another company, has nothing waiting for him any more."""

    _inherit = "res.users"

    complaint_absence_ids = fields.One2many(
        "complaint.approval.delegation", "user_id", "Absences"
    )
    complaint_department_ids = fields.Many2many(
        "hr.department",
        "complaint_department_user_rel",
        "user_id",
        "department_id",
        "Departments in complaints",
        readonly=True,
        help="In which he works, or which he leads.",
    )

    def write(self, vals):
        if vals.get("active") is False:
            self.filtered("active")._check_owes_nothing()
        before = {user: user.company_ids for user in self}
        result = super().write(vals)
        if "active" in vals or "company_ids" in vals:
            companies = self.company_ids.union(*before.values())
            self.env["complaint.approval.turn"]._refresh_people(companies)
            owed = [("user_id", "in", self.ids)]
            self.env["complaint.duty"]._refresh_people(owed)
            for user, worked_in in before.items():
                if left := worked_in - user.company_ids:
                    user._check_owes_nothing(left)
        return result

    def _check_owes_nothing(self, companies=None):
        """Raise with what these users owe in open complaints, and the way to hand it
        over.

        :param companies: that they leave; all where ``None``
        """
        for user in self:
            owed = user._describe_owed_complaints(companies)
            if owed:
                ids = companies.ids if companies else []
                raise RedirectWarning(
                    self.env._(
                        "%(person)s still answers for open complaints:\n%(owed)s\n"
                        "Hand that over to a successor first.",
                        person=user.name,
                        owed="\n".join(f"• {line}" for line in owed),
                    ),
                    self.env.ref("complaint_management.complaint_succession_action").id,
                    self.env._("Hand it over"),
                    {
                        "default_user_id": user.id,
                        "default_company_ids": [(6, 0, ids)],
                    },
                )

    @api.model
    def _get_owed_domains(self, user):
        """By model and field, what is open of ``user``; extend for what hangs on cases.

        :return: list of (model, field, domain)
        """
        is_open = Domain("is_open", "=", True)
        return [
            ("complaint.case", name, is_open & Domain(name, "=", user.id))
            for name in ("receiver_id", "user_id")
        ] + [
            ("complaint.duty", name, is_open & Domain(name, "=", user.id))
            for name in ("handler_id", "head_id")
        ]

    def _get_owed_records(self, companies=None):
        """What this user owes, whoever asks.

        :param companies: only there; in every company where empty
        :return: list of (field, records)
        """
        self.ensure_one()
        there = Domain("company_id", "in", companies.ids) if companies else Domain.TRUE
        return [
            (name, records)
            for model, name, domain in self._get_owed_domains(self)
            if (records := self.env[model].sudo().search(domain & there))
        ]

    def _describe_owed_complaints(self, companies=None):
        """One line for each part, with the numbers."""
        lines = []
        for name, records in self._get_owed_records(companies):
            told_by = "number" if "number" in records._fields else "display_name"
            shown = records[:5].mapped(told_by)
            more = len(records) - len(shown)
            label = records._fields[name]._description_string(self.env)
            kind = self.env["ir.model"]._get(records._name).name
            rest = self.env._("and %(count)s more", count=more) if more else ""
            lines.append(f"{kind}, {label}: {', '.join(shown)} {rest}".strip())
        return lines
