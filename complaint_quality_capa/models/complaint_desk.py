from odoo import api, fields, models
from odoo.addons.complaint_management.tools.desk import Section
from odoo.fields import Domain

from .capa_plan import QUALITY

MERIT = "complaint_quality_capa.group_complaint_merit"


class ComplaintDesk(models.AbstractModel):
    _inherit = "complaint.desk"

    @api.model
    def _get_owed(self):
        """… measures to carry out, effects to judge, stock that is still held back."""
        mine = Domain("user_id", "=", self.env.uid) & Domain("is_open", "=", True)
        judge = Domain("verifier_id", "=", self.env.uid)
        judge &= Domain("state", "=", "planned")
        judge &= Domain("plan_id.state", "=", "verifying")
        held = Domain("is_open", "=", True)
        if not self.env.user.has_group(QUALITY):
            held &= Domain("owner_id", "=", self.env.uid)
        return [
            *super()._get_owed(),
            *self._get_responsibility(),
            Section(
                "capa_action",
                self.env._("Measures to carry out"),
                "capa.action",
                mine,
                columns=("name", "kind"),
                due="date_due",
            ),
            Section(
                "capa_check",
                self.env._("Effects to judge"),
                "capa.check",
                judge,
                columns=("name", "method"),
                due="date_to",
            ),
            Section(
                "capa_containment",
                self.env._("Stock held back"),
                "capa.containment",
                held,
                columns=("reason", "state"),
                dateless=True,
            ),
        ]

    @api.model
    def _get_responsibility(self):
        """Shares to confirm, proposals that one may object to; of who keeps rewards and
        penalties the objections to answer, and what is to be put up for decision. What
        is to be decided is among the approvals (R-R01, R-R05)."""
        mine = Domain("user_id", "=", self.env.uid) & Domain("state", "=", "asked")
        heard = Domain("state", "=", "heard")
        over = Domain("object_until", "<", fields.Date.context_today(self))
        of_me = Domain("employee_id.user_id", "=", self.env.uid)
        told = self.env._("Proposed about me: I may object")
        merits = [("merit_heard", told, heard & of_me)]
        if self.env.user.has_group(MERIT):
            objected = Domain("state", "=", "objected")
            merits += [
                ("merit_objected", self.env._("Objections to answer"), objected),
                ("merit_over", self.env._("Heard: put up for decision"), heard & over),
            ]
        return [
            Section(
                "attribution_review",
                self.env._("Shares of the half-year to confirm"),
                "complaint.attribution.review",
                mine,
                columns=("date_from", "state"),
                dateless=True,
            ),
            *(
                Section(
                    key,
                    label,
                    "complaint.merit",
                    domain,
                    columns=("number", "finding"),
                    due="object_until",
                )
                for key, label, domain in merits
            ),
        ]

    @api.model
    def _get_told(self):
        """… and what one has to read and to attend (R-Q11, R-Q14)."""
        mine = Domain("is_open", "=", True) & Domain("user_id", "=", self.env.uid)
        section = Section(
            "learning",
            self.env._("To read and to attend"),
            "capa.learning",
            mine,
            columns=("name", "kind"),
        )
        return [*super()._get_told(), section]
