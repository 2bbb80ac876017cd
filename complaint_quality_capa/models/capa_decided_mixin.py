from odoo import api, fields, models


class CapaDecidedMixin(models.AbstractModel):
    """Something with steps of which the approval engine decides some: who decides it is
    shown, and a step that leads elsewhere takes back what was put up or granted."""

    _name = "capa.decided.mixin"
    _inherit = ["complaint.approval.mixin", "complaint.workflow.mixin"]
    _description = "Decided on its way"

    request_chain = fields.Json("Who decides", compute="_compute_request_chain")

    @api.depends("state")
    @api.depends_context("uid", "lang", "tz")
    def _compute_request_chain(self):
        # who may read the record may know who decides it
        requests = self.env["complaint.approval.request"].sudo()
        found = requests.search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)], order="id"
        )
        latest = {request.res_id: request for request in found}
        for record in self:
            record.request_chain = latest.get(record._origin.id, requests).chain

    def _get_last_words(self, request):
        """What who decided last wrote, else what became of it."""
        words = request.signature_ids.sorted("id")[-1:].comment
        labels = dict(request._fields["state"]._description_selection(self.env))
        return words or labels.get(request.state)

    def _end_request(self, subject, state, reason):
        """Take back what is being decided (``open``) or was granted; signatures stay.
        The arrow said who may."""
        if subject not in self.sudo()._get_approval_locks():
            return
        requests = self.env["complaint.approval.request"].sudo()
        found = requests.search(
            [
                ("res_model", "=", self._name),
                ("res_id", "=", self.id),
                ("subject", "=", subject),
                ("state", "=", state),
            ]
        )
        for request in found:
            words = reason or self._get_state_label(self.state)
            if state == "granted":
                request.with_env(self.env)._revoke(words)
            else:
                request._enter()
                request._sign_and_end("withdraw", "withdrawn", words)
