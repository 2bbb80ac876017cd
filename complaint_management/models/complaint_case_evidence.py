from odoo import api, fields, models
from odoo.exceptions import AccessError

OFFICER = "complaint_management.group_complaint_officer"


class ComplaintCaseEvidence(models.AbstractModel):
    """A workflow with a shelf of evidence that its decision locks (R-V04)."""

    _name = "complaint.case.evidence"
    _inherit = "complaint.case.decision"
    _description = "Evidence of a complaint"

    evidence_ids = fields.One2many("complaint.evidence", "case_id")
    # Stored: who adds and who decides at the same time write the same row, so the
    # later one starts anew on what the earlier one did; and without evidence the
    # decision asks for none.
    evidence_count = fields.Integer(
        compute="_compute_evidence_count",
        store=True,
        precompute=True,
        guarded=True,
        copy=False,
    )
    can_add_evidence = fields.Boolean(compute="_compute_can_add_evidence")

    @api.depends("evidence_ids")
    def _compute_evidence_count(self):
        for case in self:
            case.evidence_count = len(case.evidence_ids)

    @api.depends("receiver_id", "user_id")
    @api.depends_context("uid")
    def _compute_can_add_evidence(self):
        officer = self.env.user.has_group(OFFICER)
        for case in self:
            mine = self.env.user in case.receiver_id | case.user_id
            case.can_add_evidence = officer or mine or not case._origin

    # ------------------------------------------------------------
    # LOCK
    # ------------------------------------------------------------

    @api.model
    def _get_evidence_locked_states(self):
        """States in which the shelf is locked: the decision stands on it (R-V04)."""
        return ("approved", "confirming", "closed")

    def _is_evidence_locked(self):
        """Whether what is added now is added after the decision."""
        self.ensure_one()
        return self.state in self._get_evidence_locked_states()

    def _write_guarded(self, vals, reason=False):
        result = super()._write_guarded(vals, reason)
        if vals.get("state") in self._get_evidence_locked_states():
            self._lock_evidence()
        return result

    def _lock_evidence(self):
        """Lock what is there; reopening the case does not unlock it."""
        evidences = self.sudo().filtered("evidence_count").evidence_ids
        if unlocked := evidences.filtered(lambda one: not one.locked):
            unlocked._write_guarded({"locked": True})

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_add_evidence(self):
        """The form that adds one piece of evidence."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Add evidence"),
            "res_model": "complaint.evidence",
            "view_mode": "form",
            "target": "new",
            "context": {"default_case_id": self.id},
        }

    def action_collect_evidence(self):
        """Take what was attached to the messages as evidence, each file once.

        :raises AccessError: only officers do
        :return: a notification that says what was taken, and what was not and why
        """
        if not (self.env.su or self.env.user.has_group(OFFICER)):
            raise AccessError(self.env._("Officers take attachments as evidence."))
        taken, faults = self.env["complaint.evidence.collector"]._collect(self)
        sentences = [self._say_collected(len(taken)), *faults]
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if faults else "success" if taken else "info",
                "message": "\n".join(sentences),
                "sticky": bool(faults),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _say_collected(self, count):
        if not count:
            return self.env._("No new attachment to take as evidence.")
        return self.env._("Taken as evidence: %(count)s.", count=count)
