from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.approval import find_break, link

DECISIONS = [
    ("request", "Asked for approval"),
    ("approve", "Approved"),
    ("change", "Approved with a changed instruction"),
    ("return", "Returned"),
    ("refuse", "Refused"),
    ("withdraw", "Withdrawn"),
    ("revoke", "Approval taken back"),
    ("reassign", "Given to another person"),
    ("add", "Asked another person to sign too"),
    ("erase", "Personal data erased"),
]

# what the hash of a signature covers
SIGNED = (
    "request_id",
    "turn_id",
    "round",
    "step_name",
    "user_id",
    "user_name",
    "principal_id",
    "principal_name",
    "decision",
    "return_level",
    "comment_digest",
    "content_hash",
    "signed_on",
)


class ComplaintApprovalSignature(models.Model):
    """Who did what to an approval, when, for whom, on which text. Append-only, and each
    signature stands on the one before it: what was altered behind Odoo's back shows
    (R-A04, R-A05)."""

    _name = "complaint.approval.signature"
    _inherit = ["complaint.guarded.mixin"]
    _description = "Signature"
    _order = "id"
    _rec_name = "user_name"

    request_id = fields.Many2one(
        "complaint.approval.request",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        guarded=True,
    )
    turn_id = fields.Many2one(
        "complaint.approval.turn",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        guarded=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, guarded=True
    )
    case_id = fields.Many2one(
        related="request_id.case_id", store=True, index="btree_not_null", guarded=True
    )
    round = fields.Integer(readonly=True, guarded=True)
    step_name = fields.Char("Step", readonly=True, guarded=True)
    user_id = fields.Many2one(
        "res.users",
        "By",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        guarded=True,
    )
    user_name = fields.Char("Signed", readonly=True, guarded=True)
    principal_id = fields.Many2one(
        "res.users", "For", readonly=True, ondelete="restrict", guarded=True
    )
    principal_name = fields.Char("For whom", readonly=True, guarded=True)
    decision = fields.Selection(DECISIONS, required=True, readonly=True, guarded=True)
    return_level = fields.Integer("Back to level", readonly=True, guarded=True)
    comment_digest = fields.Char(readonly=True, guarded=True)
    comment = fields.Text("Instruction", compute="_compute_comment")
    signed_on = fields.Datetime("On", required=True, readonly=True, guarded=True)
    content_hash = fields.Char(
        "Signed text", required=True, readonly=True, guarded=True
    )
    previous_hash = fields.Char(readonly=True, guarded=True)
    hash = fields.Char("Fingerprint", required=True, readonly=True, guarded=True)
    on_old_text = fields.Boolean(
        "On an earlier text",
        compute="_compute_on_old_text",
        help="Given before the instruction was changed.",
    )

    _principal_uniq = models.UniqueIndex(
        "(turn_id, principal_id) WHERE decision IN"
        " ('approve', 'change', 'return', 'refuse')",
        "This person has signed this step already.",
    )
    _seat_idx = models.Index("(principal_id, turn_id, decision)")
    _previous_uniq = models.UniqueIndex(
        "(request_id, COALESCE(previous_hash, ''))",
        "Somebody signed at the same moment. Load the page again.",
    )

    @api.depends("comment_digest", "request_id")
    def _compute_comment(self):
        """The words are kept apart, so that they can be erased."""
        texts = self.sudo().request_id._get_texts()
        for signature in self:
            words = texts.get((signature.request_id.id, signature.comment_digest))
            if signature.comment_digest and words is None:
                words = self.env._("(erased)")
            signature.comment = words or False

    @api.depends("content_hash", "request_id.snapshot_hash")
    def _compute_on_old_text(self):
        for signature in self:
            now = signature.sudo().request_id.snapshot_hash
            signature.on_old_text = (
                signature.decision in ("approve", "change")
                and signature.content_hash != now
            )

    # ------------------------------------------------------------
    # APPEND ONLY
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        raise UserError(
            self.env._(
                "Nobody writes a signature by hand: decide with the buttons of the "
                "approval that waits for you."
            )
        )

    def write(self, vals):
        raise UserError(self.env._("A signature cannot be changed."))

    def _write_guarded(self, vals, reason=False):
        raise UserError(self.env._("A signature cannot be changed."))

    # no ondelete method: a context key of the uninstaller's switches those off
    def unlink(self):
        self._refuse_deletion()
        return super().unlink()

    def _refuse_deletion(self):
        raise UserError(self.env._("A signature cannot be deleted."))

    # ------------------------------------------------------------
    # THE CHAIN
    # ------------------------------------------------------------

    @api.model
    def _sign(self, vals_list):
        """Append signatures, one for each request at most in one call.

        :param list vals_list: values without hashes; ``request_id`` and ``decision``
            at least
        """
        now = fields.Datetime.now()
        requests = self.env["complaint.approval.request"].browse(
            [vals["request_id"] for vals in vals_list]
        )
        for request, vals in zip(requests, vals_list, strict=True):
            user = self.env.user
            principal = self.env["res.users"].browse(
                vals.get("principal_id") or user.id
            )
            vals.update(
                company_id=request.company_id.id,
                round=request.round,
                user_id=user.id,
                user_name=user.name,
                principal_id=principal.id,
                principal_name=principal.sudo().name,
                signed_on=now,
                content_hash=request.snapshot_hash,
                previous_hash=request.last_hash or False,
            )
            vals["hash"] = link(vals["previous_hash"], self._get_content(vals))
        signatures = self._create_guarded(vals_list)
        for request, vals in zip(requests, vals_list, strict=True):
            # one row that every decision writes: of two at once, one is run again
            request._write_guarded({"last_hash": vals["hash"]})
        return signatures

    @api.model
    def _get_content(self, vals):
        """What the hash of a signature covers."""
        return {name: vals.get(name) or None for name in SIGNED}

    def _find_break(self):
        """The first signature of these that was altered or whose predecessor is gone;
        empty when the chain of their request holds."""
        rows = self.sorted("id")
        chain = [
            (row.previous_hash or "", self._get_content(row._read_content()), row.hash)
            for row in rows
        ]
        index = find_break(chain)
        return self.browse() if index is None else rows[index]

    def _read_content(self):
        return {
            name: value.id if isinstance(value, models.BaseModel) else value
            for name in SIGNED
            for value in [self[name]]
        }
