from odoo import fields, models

_OWN = {"readonly": True, "copy": False, "guarded": True}


class CapaRecallNotified(models.AbstractModel):
    """Whether a customer was told of a recall, and how often he was reminded."""

    _name = "capa.recall.notified"
    _inherit = "complaint.guarded.mixin"
    _description = "Customer who is told of a recall"

    notice_id = fields.Many2one(
        "complaint.reply", index="btree_not_null", ondelete="set null", **_OWN
    )
    notice_state = fields.Selection(
        [
            ("waiting", "On its way"),
            ("letter", "Letter to print"),
            ("sent", "Told"),
            ("failed", "Not reached"),
        ],
        "Told or not",
        **_OWN,
    )
    notified_on = fields.Datetime("Told on", **_OWN)
    reminder_count = fields.Integer("Reminders", **_OWN)

    def _note_notice(self, notice):
        """``notice`` was written to these."""
        vals = {
            "notice_id": notice.id,
            "notice_state": "letter" if notice.state == "draft" else "waiting",
        }
        if notice.kind == "recall_reminder":
            vals["reminder_count"] = max(self.mapped("reminder_count")) + 1
        self._write_guarded(vals)

    def _note_notice_state(self, target):
        """The notices of these went on to ``target``."""
        if target in ("sent", "printed"):
            vals = {"notice_state": "sent", "notified_on": fields.Datetime.now()}
        elif target == "cancelled":
            vals = {"notice_id": False, "notice_state": False}
        else:
            vals = {"notice_state": "failed" if target == "failed" else "waiting"}
        self._write_guarded(vals)
