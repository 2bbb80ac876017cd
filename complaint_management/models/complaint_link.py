import hashlib
import secrets

from odoo import api, fields, models
from odoo.tools import consteq, hmac

TOKEN_LENGTH = 200  # nothing longer is looked at


class ComplaintLink(models.Model):
    """A link by which the complainant follows his case without an account (R-I16).

    Only the fingerprint of its token is kept: nobody inside can act in his name. Each
    mail that shows a link gets one of its own; each can be taken back.
    """

    _name = "complaint.link"
    _inherit = ["complaint.guarded.mixin", "complaint.row.mixin"]
    _description = "Tracking Link"
    _order = "id desc"

    case_id = fields.Many2one(
        "complaint.case",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        guarded=True,
    )
    company_id = fields.Many2one(
        related="case_id.company_id", store=True, precompute=True, index=True
    )
    token_hash = fields.Char(
        readonly=True, copy=False, guarded=True, groups="base.group_system"
    )
    reply_id = fields.Many2one(
        "complaint.reply",
        "Sent with",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        guarded=True,
        help="Empty: shown to him when he filed on the web.",
    )
    create_date = fields.Datetime("Made on", readonly=True)
    revoked_on = fields.Datetime(
        "Taken back on", readonly=True, guarded=True, trailed=True
    )
    revoked_by_id = fields.Many2one(
        "res.users", "Taken back by", readonly=True, guarded=True
    )

    _token_uniq = models.UniqueIndex("(token_hash) WHERE token_hash IS NOT NULL")

    @api.depends("case_id", "create_date")
    def _compute_display_name(self):
        for link in self:
            link.display_name = link.sudo().case_id.number

    @api.model
    def _hash(self, token):
        return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()

    @api.model
    def _derive(self, nonce):
        """The token that belongs to a form: the same however often it is sent."""
        return hmac(self.env(su=True), "complaint.link", nonce)

    @api.model
    def _issue(self, case, token=False, reply=False):
        """A new link to ``case``.

        :param str token: where it is known already, see :meth:`_derive`
        :return: the token, which is kept nowhere
        """
        token = token or secrets.token_urlsafe(32)
        self.sudo()._create_guarded(
            [
                {
                    "case_id": case.id,
                    "token_hash": self._hash(token),
                    "reply_id": reply.id if reply else False,
                }
            ]
        )
        return token

    @api.model
    def _issue_missing(self, tokens):
        """Links of replies that have none yet, in one go.

        :param tokens: dict of reply to its token, see :meth:`_derive`
        """
        hashes = {reply: self._hash(token) for reply, token in tokens.items()}
        domain = [("token_hash", "in", list(hashes.values()))]
        known = self.sudo().search_fetch(domain, ["token_hash"]) if hashes else self
        known = set(known.mapped("token_hash"))
        self.sudo()._create_guarded(
            [
                {"case_id": reply.case_id.id, "token_hash": one, "reply_id": reply.id}
                for reply, one in hashes.items()
                if one not in known
            ]
        )

    @api.model
    def _find_case(self, token):
        """The case that a token leads to, as superuser; empty for every other text.

        Looked up by the fingerprint, whose beginning nobody can choose, and compared in
        constant time.
        """
        cases = self.env["complaint.case"].sudo()
        if not token or len(token) > TOKEN_LENGTH:
            return cases
        digest = self._hash(token)
        link = self.sudo().search_fetch(
            [("token_hash", "=", digest)], ["case_id", "token_hash", "revoked_on"]
        )
        if not link or not consteq(link.token_hash, digest) or link.revoked_on:
            return cases
        return link.case_id

    def action_revoke(self):
        """Take links back: they lead nowhere from now on.

        :raises AccessError: neither first receiver, nor in charge, nor officer
        """
        self.case_id._check_may_tell()
        todo = self.filtered(lambda one: not one.revoked_on)
        # who may tell the customer may write no link: his right was checked
        todo.sudo()._write_guarded(
            {"revoked_on": fields.Datetime.now(), "revoked_by_id": self.env.uid}
        )
