from odoo import api, models
from odoo.addons.complaint_management.tools.desk import Section
from odoo.fields import Domain
from odoo.tools import SQL

from .capa_plan import QUALITY

# which day of a row counts where it has no moment of its own
_DUE = {"capa.action": "date_due", "capa.check": "date_to", "capa.containment": False}


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
            Section(
                "capa_action",
                self.env._("Measures to carry out"),
                "capa.action",
                mine,
                columns=("name", "kind"),
            ),
            Section(
                "capa_check",
                self.env._("Effects to judge"),
                "capa.check",
                judge,
                columns=("name", "method"),
            ),
            Section(
                "capa_containment",
                self.env._("Stock held back"),
                "capa.containment",
                held,
                columns=("reason", "state"),
            ),
        ]

    @api.model
    def _get_due(self, model, query):
        """A day is over when it is over where the reader is."""
        if model._name not in _DUE:
            return super()._get_due(model, query)
        name = _DUE[model._name]
        if not name:
            return SQL("NULL::timestamp")
        return SQL(
            "(%s + time '23:59') AT TIME ZONE %s AT TIME ZONE 'UTC'",
            model._field_to_sql(query.table, name, query),
            self.env.context.get("tz") or "UTC",
        )

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
