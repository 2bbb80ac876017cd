import functools

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize_all, format_list


class ComplaintReplyGate(models.AbstractModel):
    """R-A06: nothing leaves a case, nor what hangs on it, but through its replies.

    Three nets ask the one check here: nobody outside follows such a record
    (``mail.followers``), nobody outside is notified of it (``mail.thread``), no mail,
    text message or letter is made of it (``mail.mail``, and below). Replies pass by
    a private method (``mail.mail._create_for_replies``): no context key opens a net.
    """

    _name = "complaint.reply.gate"
    _description = "Gate of what leaves a complaint"

    # ------------------------------------------------------------
    # WHAT IS KEPT IN, WHO IS OUTSIDE
    # ------------------------------------------------------------

    @api.model
    def _get_gated_models(self):
        """Seam: names of further models that hang on a case. Those that are called
        ``complaint.…`` are gated by their name."""
        return set()

    @api.model
    def _is_gated(self, model_name):
        """Whether nothing of the records of this model may leave."""
        if not model_name:
            return False
        return model_name.startswith("complaint.") or (
            model_name in self._get_gated_models()
        )

    @api.model
    def _find_outside(self, partners):
        """Those of ``partners`` who are no internal users."""
        # whether somebody works here is no secret
        return partners.sudo().filtered("partner_share")

    @api.model
    def _find_outside_emails(self, text):
        """The addresses in ``text`` that are no internal user's."""
        emails = set(email_normalize_all(text or ""))
        if not emails:
            return emails
        inside = (
            self.env["res.partner"]
            .sudo()
            .search_fetch(
                [
                    ("email_normalized", "in", list(emails)),
                    ("partner_share", "=", False),
                ],
                ["email_normalized"],
            )
        )
        return emails - set(inside.mapped("email_normalized"))

    @api.model
    def _check_inside(self, partners, emails=""):
        """:raises UserError: one of these is no internal user"""
        names = self._find_outside(partners).mapped("display_name")
        names += sorted(self._find_outside_emails(emails))
        if names:
            self._refuse(names)

    @api.model
    def _refuse(self, names):
        raise UserError(
            self.env._(
                "Nothing leaves a complaint this way: %(names)s is outside the "
                "company. Write an internal note to colleagues; to the complainant, "
                "use “Reply” on the case.",
                names=format_list(self.env, names),
            )
        )

    # ------------------------------------------------------------
    # THE NETS
    # ------------------------------------------------------------

    @api.model
    def _filter_recipients(self, recipients, named, incoming):
        """Net 2: the recipients who are inside.

        Who follows and has left since hears nothing; who is named raises. An incoming
        mail lands whoever it names, and is passed on to nobody outside.

        :param set named: ids of the partners that the message names
        """
        inside = [one for one in recipients if one["id"] and not one["share"]]
        outside = [
            one["name"] or one["email_normalized"]
            for one in recipients
            if one not in inside and (not one["id"] or one["id"] in named)
        ]
        if outside and not incoming:
            self._refuse(outside)
        return inside

    @api.model
    def _filter_readers(self, record, recipients, named):
        """Those who are named, and of those who follow ``record`` who may read it now:
        Odoo tells a follower whatever place and rights he has since (R-P03)."""
        if not record or not self._is_gated(record._name):
            return recipients
        return [
            one
            for one in recipients
            if one["id"] in named
            or not one["uid"]
            or record.with_env(
                self.env(user=one["uid"], su=False, context={})
            ).has_access("read")
        ]

    @api.model
    def _check_mails(self, mails):
        """Net 3: no mail about a case to anybody outside."""
        for mail in mails.sudo():
            if self._is_gated(mail.model):
                emails = f"{mail.email_to or ''}, {mail.email_cc or ''}"
                self._check_inside(mail.recipient_ids, emails)

    @api.model
    def _check_files(self, messages):
        """Net 3: the files of a case stay with it."""
        for message in messages.sudo():
            if not self._is_gated(message.model) and any(
                self._is_gated(file.res_model) for file in message.attachment_ids
            ):
                raise UserError(
                    self.env._(
                        "A file of a complaint cannot be sent from another record. "
                        "Use “Reply” on the case."
                    )
                )

    @api.model
    def _check_texts(self, texts):
        """Net 3: no text message about a case."""
        for text in texts.sudo():
            if self._is_gated(text.mail_message_id.model):
                self._refuse([text.partner_id.name or text.number or ""])

    @api.model
    def _check_letters(self, letters):
        """Net 3: no letter by post about a case, or with a file or form of one."""
        for letter in letters.sudo():
            file, form = letter.attachment_id, letter.report_template
            if any(map(self._is_gated, (letter.model, file.res_model, form.model))):
                self._refuse([letter.partner_id.name or ""])

    @api.model
    def _check_printed(self, replies):
        """Net 3: no letter on paper that was not let out (“Print”)."""
        early = replies.filtered(lambda one: not one.sent_on)
        if early and self._is_gated(replies._name):
            raise UserError(
                self.env._(
                    "Nothing is printed before it may be said: use “Print” on the "
                    "reply, which asks whether it was approved."
                )
            )

    @api.model
    def _check_attendees(self, attendees):
        """Net 2: nobody outside is invited to a meeting about a case."""
        for attendee in attendees.sudo():
            if self._is_gated(attendee.event_id.res_model):
                self._check_inside(attendee.partner_id, attendee.email)

    # ------------------------------------------------------------
    # MODELS OF ADD-ONS THAT WE DO NOT STAND ON
    # ------------------------------------------------------------

    @api.model
    def _get_further_doors(self):
        """Models that need not be installed, and the check after their ``create``."""
        return {
            "sms.sms": "_check_texts",
            "whatsapp.message": "_check_texts",
            "snailmail.letter": "_check_letters",
            "calendar.attendee": "_check_attendees",
        }

    def _register_hook(self):
        super()._register_hook()
        for name, check in self._get_further_doors().items():
            if name in self.env.registry:
                _guard_create(self.env.registry[name], check)
        if "sms.composer" in self.env.registry:
            _guard_composer(self.env.registry["sms.composer"])


def _guard_create(model_class, check):
    """Have ``check`` of the gate judge what ``create`` of a model makes."""
    original = model_class.create
    if hasattr(original, "complaint_gate"):
        return

    @api.model_create_multi
    @functools.wraps(original)
    def create(self, vals_list):
        records = original(self, vals_list)
        getattr(self.env["complaint.reply.gate"], check)(records)
        return records

    create.complaint_gate = True
    model_class.create = create


def _guard_composer(model_class):
    """Many text messages at once say nothing of the record they are about."""
    original = model_class._action_send_sms
    if hasattr(original, "complaint_gate"):
        return

    @functools.wraps(original)
    def _action_send_sms(self):
        gate = self.env["complaint.reply.gate"]
        for composer in self:
            if gate._is_gated(composer.res_model):
                gate._refuse([composer.recipient_single_description or ""])
        return original(self)

    _action_send_sms.complaint_gate = True
    model_class._action_send_sms = _action_send_sms
