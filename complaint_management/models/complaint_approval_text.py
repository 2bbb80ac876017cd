from odoo import api, fields, models
from odoo.exceptions import UserError


class ComplaintApprovalText(models.Model):
    """A text that a snapshot or a signature names by its digest only. It can be erased
    when it holds personal data; what was signed still holds (R-A05, R-S04)."""

    _name = "complaint.approval.text"
    _inherit = ["complaint.guarded.mixin"]
    _description = "Text of an Approval"
    _rec_name = "digest"

    request_id = fields.Many2one(
        "complaint.approval.request",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        guarded=True,
    )
    # Words about another complaint that is decided with it are that one's: they are
    # erased with it (R-I15, R-S04).
    case_id = fields.Many2one(
        "complaint.case",
        compute="_compute_case",
        store=True,
        precompute=True,
        readonly=False,
        index="btree_not_null",
        ondelete="restrict",
        guarded=True,
    )
    digest = fields.Char(required=True, readonly=True, guarded=True)
    salt = fields.Char(readonly=True, guarded=True, groups="base.group_system")
    text = fields.Text(readonly=True, guarded=True)

    @api.depends("request_id")
    def _compute_case(self):
        for text in self:
            text.case_id = text.case_id or text.request_id.case_id

    @api.model_create_multi
    def create(self, vals_list):
        raise UserError(self.env._("What was decided on cannot be changed."))

    def write(self, vals):
        raise UserError(self.env._("What was decided on cannot be changed."))

    def unlink(self):
        self._refuse_deletion()
        return super().unlink()

    def _refuse_deletion(self):
        raise UserError(self.env._("What was decided on cannot be changed."))

    def _erase(self):
        """Remove these texts for good; their digests stay where they are named.

        The caller writes down who had them erased (``request._erase_texts``).
        """
        return super().unlink()
