from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize

from ..tools.reply_arrows import REPLY_ARROWS

CONTENT = {"case_id", "kind", "medium", "lang", "text", "recipient", "with_promise"} | {
    "question_id",
    "material_ids",
}
MEDIA = [
    ("mail", "E-mail"),
    ("letter", "Letter"),
    ("phone", "Telephone"),
    ("portal", "Portal"),
    ("outbox", "Other system"),
]


class ComplaintReply(models.Model):
    """What is said to the complainant: by what way, in his language, did it reach him
    (R-K01). Nothing else leaves a case (R-A06)."""

    _name = "complaint.reply"
    _inherit = [
        "complaint.reply.link",  # what it says, how it leaves and what goes with it
        "complaint.row.mixin",
    ]
    _description = "Reply to the Complainant"
    _order = "id desc"
    _rec_name = "subject"
    _arrows = REPLY_ARROWS

    company_id = fields.Many2one(
        "res.company",
        compute="_compute_company_id",
        store=True,
        precompute=True,
        index=True,
    )
    medium = fields.Selection(
        MEDIA,
        "By what means",
        required=True,
        compute="_compute_medium",
        store=True,
        precompute=True,
        readonly=False,
    )
    recipient = fields.Char(
        "Sent to",
        compute="_compute_recipient",
        store=True,
        precompute=True,
        readonly=False,
        help="Copied from the case: what was used stays here.",
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("queued", "Queued"),
            ("sent", "Sent"),
            ("failed", "Failed"),
            ("printed", "Printed"),
            ("outbox", "In the outbox"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        guarded=True,
        trailed=True,
    )
    # Odoo's privacy lookup looks for this name (R-S06)
    email_normalized = fields.Char(
        "Normalized e-mail",
        compute="_compute_email_normalized",
        store=True,
        precompute=True,
        index="btree_not_null",
        guarded=True,
    )
    user_id = fields.Many2one(
        "res.users",
        "Written by",
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: self.env.uid,
        guarded=True,
    )
    queued_on = fields.Datetime("Queued on", readonly=True, copy=False, guarded=True)
    sent_on = fields.Datetime("Sent on", readonly=True, copy=False, guarded=True)

    _queue_idx = models.Index("(queued_on, id) WHERE state = 'queued'")
    _failed_idx = models.Index("(id DESC) WHERE state = 'failed'")

    @api.depends("case_id")
    def _compute_company_id(self):
        for reply in self:
            reply.company_id = reply._get_about().company_id

    @api.depends("case_id")
    def _compute_medium(self):
        for reply in self:
            reply.medium = "mail" if reply._get_addressee().email else "letter"

    @api.depends("case_id", "medium")
    def _compute_recipient(self):
        for reply in self:
            to = reply._get_addressee()
            address = self._tidy(to.partner.contact_address_inline)
            reply.recipient = {
                "letter": address or to.name,
                "phone": to.phone,
            }.get(reply.medium, to.email)

    @api.depends("medium", "recipient")
    def _compute_email_normalized(self):
        for reply in self:
            mailed = reply.medium == "mail" and reply.recipient
            reply.email_normalized = email_normalize(mailed or "") or False

    @api.model
    def _tidy(self, address):
        """One line without the places that nobody filled in."""
        return ", ".join(filter(None, map(str.strip, (address or "").split(","))))

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def default_get(self, fields):
        defaults = super().default_get(fields)
        case = self.env["complaint.case"].browse(defaults.get("case_id"))
        if case and "kind" in fields and not defaults.get("kind"):
            defaults["kind"] = case._get_next_reply_kind()
        return defaults

    @api.model
    def _create_guarded(self, vals_list):
        replies = super()._create_guarded(vals_list)
        replies._check_about()
        return replies

    def write(self, vals):
        if CONTENT & vals.keys():
            self._check_draft()
        result = super().write(vals)
        if "case_id" in vals:
            self._check_about()
        return result

    # no ondelete method: a context key of the uninstaller's switches those off
    def unlink(self):
        self._check_draft()
        return super().unlink()

    def _check_about(self):
        if not all(reply._get_about() for reply in self):
            raise UserError(self.env._("Say which complaint this reply is about."))

    def _check_draft(self):
        for reply in self:
            if reply.state != "draft":
                raise UserError(
                    self.env._(
                        "What was sent or queued stays as it is. Write another reply."
                    )
                )

    def _check_arrow_allowed(self, arrow):
        self.check_access("write")
        return super()._check_arrow_allowed(arrow)

    def _walk(self, target, reason=False, **asked):
        if target in ("queued", "printed", "outbox", "sent"):
            self.filtered(lambda one: one.state == "draft").sudo()._refresh_words()
        result = super()._walk(target, reason, **asked)
        if target == "queued":
            self._wake_job()
        elif target in ("printed", "sent"):
            self._tell_case()
        elif target == "failed":
            self._tell_writer()
        return result

    # ------------------------------------------------------------
    # GUARDS: by which way
    # ------------------------------------------------------------

    def _guard_medium(self, *media):
        if self.medium in media:
            return []
        labels = dict(self._fields["medium"]._description_selection(self.env))
        return [
            self.env._("Its way is “%(medium)s”.", medium=labels.get(self.medium, ""))
        ]

    def _guard_by_mail(self):
        return self._guard_medium("mail")

    def _guard_by_letter(self):
        return self._guard_medium("letter")

    def _guard_by_outbox(self):
        return self._guard_medium("outbox")

    def _guard_by_word(self):
        return self._guard_medium("phone", "portal")

    def _guard_address(self):
        if email_normalize(self.recipient or ""):
            return []
        return [self.env._("“Sent to” is no e-mail address.")]

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_send(self):
        """Let it leave by its way: queue the mail, hand it to the other system, or keep
        that it was said (R-K01).

        :raises UserError: the case is not decided, or something is missing
        """
        targets = {"mail": "queued", "outbox": "outbox"}
        for medium, replies in self.grouped("medium").items():
            replies._walk(targets.get(medium, "sent"))

    def action_send_again(self):
        """A failed mail goes into the queue again; who asks takes the blame for a
        double."""
        self._walk("queued")

    def action_print(self):
        """Print the letter; the first time it counts as sent."""
        drafts = self.filtered(lambda one: one.state == "draft")
        if drafts:
            drafts._walk("printed")
        report = self.env.ref("complaint_management.complaint_reply_action_letter")
        return report.report_action(self)

    def action_cancel(self):
        """It is not sent after all."""
        self._walk("cancelled")

    def action_delivered(self):
        """The other system delivered it."""
        self._walk("sent")

    def action_failed(self, error):
        """The other system, or the post, could not deliver it.

        :param str error: why
        """
        self._walk("failed", error=error)

    # ------------------------------------------------------------
    # WHAT FOLLOWS
    # ------------------------------------------------------------

    def _tell_case(self):
        """Who may send this may say of the case that it was sent."""
        for reply in self.sudo():
            reply._get_about()._note_replied(reply)

    def _tell_writer(self):
        """An undelivered reply is seen by who wrote it, else by who handles it."""
        for reply in self.sudo():
            users = reply.user_id | reply.case_id.user_id | reply.case_id.receiver_id
            user = users.filtered(lambda one: one.active and not one.share)[:1]
            reply._get_about()._ask_to_see_failed(user, reply)
