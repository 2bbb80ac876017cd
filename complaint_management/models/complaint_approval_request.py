from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError

from ..tools.approval import fingerprint
from .complaint_counted_mixin import READERS

STATES = [
    ("open", "Being decided"),
    ("granted", "Approved"),
    ("returned", "Returned"),
    ("refused", "Refused"),
    ("withdrawn", "Withdrawn"),
]
ADMIN = "complaint_management.group_complaint_admin"


class ComplaintApprovalRequest(models.Model):
    """One subject of one record put up for decision: what it said at that moment, whose
    turn it is, and how it ended (R-A03 to R-A05)."""

    _name = "complaint.approval.request"
    _inherit = [
        "complaint.approval.going",  # opens the levels, goes back, ends
        "complaint.approval.face",  # what it is about in words, the chain
        "mail.activity.mixin",
    ]
    _description = "Approval"
    _order = "id desc"
    _rec_name = "reference"

    res_model = fields.Char(
        "Document model", required=True, readonly=True, guarded=True
    )
    res_id = fields.Many2oneReference(
        "Document",
        model_field="res_model",
        required=True,
        readonly=True,
        guarded=True,
    )
    reference = fields.Char(readonly=True, guarded=True)
    case_id = fields.Many2one(
        "complaint.case",
        "Complaint",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        guarded=True,
    )
    subject = fields.Selection(
        lambda self: self.env["complaint.approval.subject"]._get_subjects(),
        "What is decided",
        required=True,
        readonly=True,
        guarded=True,
    )
    route_id = fields.Many2one(
        "complaint.approval.route",
        readonly=True,
        required=True,
        index=True,
        ondelete="restrict",
        guarded=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, guarded=True
    )
    state = fields.Selection(
        STATES,
        "Status",
        required=True,
        readonly=True,
        default="open",
        guarded=True,
    )
    round = fields.Integer(default=1, readonly=True, guarded=True)
    snapshot = fields.Json(readonly=True, guarded=True, groups=",".join(READERS))
    snapshot_hash = fields.Char("Fingerprint of the text", readonly=True, guarded=True)
    last_hash = fields.Char(
        "Fingerprint of the last signature",
        readonly=True,
        guarded=True,
        help="Kept outside, on the printed form, it shows whether anything was altered "
        "behind Odoo's back.",
    )
    requested_by_id = fields.Many2one(
        "res.users",
        "Asked by",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        guarded=True,
    )
    requested_on = fields.Datetime("Asked on", readonly=True, guarded=True)
    decided_on = fields.Datetime("Decided on", readonly=True, guarded=True)
    turn_ids = fields.One2many("complaint.approval.turn", "request_id", "Turns")
    signature_ids = fields.One2many(
        "complaint.approval.signature", "request_id", "Signatures"
    )
    copy_ids = fields.One2many("complaint.form.copy", "request_id", "Signed copies")

    _open_uniq = models.UniqueIndex(
        "(res_model, res_id, subject) WHERE state = 'open'",
        "This is being decided already.",
    )
    _document_idx = models.Index("(res_model, res_id, subject, id DESC)")
    _open_idx = models.Index("(id DESC) WHERE state = 'open'")

    @api.depends("subject", "reference")
    @api.depends_context("lang")
    def _compute_display_name(self):
        subjects = self.env["complaint.approval.subject"]
        for request in self:
            label = subjects._get_label(request.subject)
            request.display_name = " ".join(filter(None, [label, request.reference]))

    # ------------------------------------------------------------
    # CRUD: by hand nothing
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        raise UserError(
            self.env._("An approval is asked for on the record that it is about.")
        )

    def unlink(self):
        self._refuse_deletion()
        return super().unlink()

    def _refuse_deletion(self):
        raise UserError(self.env._("An approval is not deleted. Withdraw it instead."))

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Nobody follows an approval: who is asked has it on his list. Activities call
        this for whom they are given to.

        :return: ``True``, as Odoo's own
        """
        return True

    # ------------------------------------------------------------
    # ASKING
    # ------------------------------------------------------------

    @api.model
    def _ask(self, records, subject, reason=False):
        """Put ``subject`` of each of ``records`` up for decision; all or none.

        The caller has checked that the user may (``action_request_approval``).

        :raises UserError: no route, nobody to ask, or it is being decided already
        """
        routes = self.env["complaint.approval.route"]._find_for(records, subject)
        vals_list, texts = [], []
        for record in records:
            vals, own = self._prepare_request(
                record, subject, routes[record][0], reason
            )
            vals_list.append(vals)
            texts.append(own)
        self.flush_model(["state"])  # one open at a time: those that ended come first
        requests = self.sudo()._create_guarded(vals_list)
        self._keep_texts(requests, texts)
        requests._sign_asked(texts, reason)
        requests._begin(
            {
                request: routes[record][1]
                for request, record in zip(requests, records, strict=True)
            }
        )
        return requests

    def _prepare_request(self, record, subject, route, reason):
        snapshot, texts = self.env["complaint.approval.snapshot"]._take(record, subject)
        if reason:
            self.env["complaint.approval.snapshot"]._keep_text(reason, texts)
        return {
            "res_model": record._name,
            "res_id": record.id,
            "reference": record._approval_reference(),
            "case_id": record._approval_case().id,
            "subject": subject,
            "route_id": route.id,
            "company_id": record._approval_company().id,
            "state": "open",
            "snapshot": snapshot,
            "snapshot_hash": fingerprint(snapshot),
            "requested_by_id": self.env.uid,
            "requested_on": fields.Datetime.now(),
        }, texts

    def _keep_texts(self, requests, texts):
        self.env["complaint.approval.text"].sudo()._create_guarded(
            [
                {**text, "request_id": request.id}
                for request, own in zip(requests, texts, strict=True)
                for text in own
            ]
        )

    def _sign_asked(self, texts, reason):
        self.env["complaint.approval.signature"].sudo()._sign(
            [
                {
                    "request_id": request.id,
                    "decision": "request",
                    "comment_digest": reason and own[-1]["digest"],
                }
                for request, own in zip(self, texts, strict=True)
            ]
        )

    def _get_record(self):
        """The record that is decided about, as superuser: the engine acts on it."""
        self.ensure_one()
        return self.env[self.res_model].sudo().browse(self.res_id)

    def _get_texts(self):
        """``(request id, digest) → text`` of all texts that are still there."""
        # who may read the request may read its words; the model itself is closed
        rows = (
            self.env["complaint.approval.text"]
            .sudo()
            .search_fetch(
                [("request_id", "in", self.ids)], ["request_id", "digest", "text"]
            )
        )
        return {(row.request_id.id, row.digest): row.text for row in rows}

    # ------------------------------------------------------------
    # ONE AT A TIME
    # ------------------------------------------------------------

    def _enter(self):
        """Let nobody else decide this request now, and read it anew.

        :raises UserError: somebody is deciding it at this moment
        """
        try:
            self.sudo().lock_for_update()
        except LockError as error:
            raise UserError(
                self.env._(
                    "Somebody is deciding “%(request)s” at this very moment. Load the "
                    "page again to see what became of it.",
                    request=self.display_name,
                )
            ) from error
        self.invalidate_recordset()
        self.turn_ids.invalidate_recordset()
        self.signature_ids.invalidate_recordset()
        self.sudo()._check_untouched()

    def _check_untouched(self):
        """Nothing was altered behind Odoo's back (by SQL, say)."""
        broken = self.signature_ids._find_break()
        last = self.signature_ids.sorted("id")[-1:].hash
        if (
            broken
            or last != self.last_hash
            or fingerprint(self.snapshot) != self.snapshot_hash
        ):
            raise UserError(
                self.env._(
                    "“%(request)s” was altered outside Odoo: its fingerprints do not "
                    "agree any more%(where)s. Nothing can be decided on it; tell the "
                    "administrator.",
                    request=self.display_name,
                    where=broken
                    and self.env._(" (from the signature of %s on)", broken.user_name)
                    or "",
                )
            )

    def _check_state(self, *states):
        if self.state not in states:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "“%(request)s” is settled already: %(state)s.",
                    request=self.display_name,
                    state=labels[self.state],
                )
            )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_withdraw(self, reason=False):
        """Take back what is being decided; who asked does it, or the administrator.

        :param str reason: why; kept with the signature
        :raises UserError: it is decided, or there is no reason
        """
        self.ensure_one()
        self.check_access("read")
        self._enter()
        self._check_state("open")
        if self.requested_by_id != self.env.user and not self._is_admin():
            raise AccessError(
                self.env._(
                    "%(person)s asked for this, and only he or she can take it back.",
                    person=self.sudo().requested_by_id.name,
                )
            )
        self._check_reason(reason)
        self.sudo()._sign_and_end("withdraw", "withdrawn", reason)

    def action_open_record(self):
        """The record that is decided about."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "view_mode": "form",
        }

    def _revoke(self, reason):
        """Take a granted approval back, so that what it locks can be changed and asked
        for anew; signatures stay. For the subjects' own steps, which check the right.

        :param str reason: why; kept with the signature
        """
        self._enter()
        self._check_state("granted")
        self._check_reason(reason)
        self.sudo()._sign_and_end("revoke", "withdrawn", reason)

    def _check_reason(self, reason):
        if not (reason or "").strip():
            raise UserError(self.env._("Please say why."))

    def _is_admin(self):
        return self.env.su or self.env.user.has_group(ADMIN)

    def _erase_texts(self, why, cases=None):
        """Remove personal data of decided requests, of ``cases`` only, for good
        (R-S04); what was signed still holds, a signature says who had it erased."""
        about = [("case_id", "in", cases.ids)] if cases else []
        for request in self.sudo():
            request._enter()
            request._check_state("granted", "returned", "refused", "withdrawn")
            texts = self.env["complaint.approval.text"].sudo()
            texts.search([("request_id", "=", request.id), *about])._erase()
            request._sign_one("erase", why)
