from datetime import datetime

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize, formataddr

BATCH = 25
# Odoo's own queue leaves our mails alone: one job sends them, once.
NEVER = datetime(2999, 12, 31)


class ComplaintReplySending(models.AbstractModel):
    """How a reply leaves by mail: a queue, a job, and never twice.

    Before a batch is given to the mail server its start is committed; what a killed run
    had started may have left, so it is shown as failed instead of sent again.
    """

    _name = "complaint.reply.sending"
    _inherit = "complaint.workflow.mixin"
    _description = "Sending of replies"

    error = fields.Text(readonly=True, copy=False, guarded=True)
    started_on = fields.Datetime("Started on", readonly=True, copy=False, guarded=True)
    mail_id = fields.Many2one(
        "mail.mail",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        guarded=True,
        groups="base.group_system",
    )
    message_id = fields.Many2one(
        "mail.message",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        guarded=True,
    )

    @api.model
    def _queue(self, case, kind, **values):
        """Queue a reply at once, for the steps that answer by themselves.

        Draws on the rights of the system: the caller has checked his own.
        """
        now = fields.Datetime.now()
        values = {"case_id": case.id, "kind": kind, "medium": "mail", **values}
        reply = self.sudo()._create_guarded(
            [{**values, "state": "queued", "queued_on": now}]
        )
        reply._check_arrow_guards(reply._get_arrow("draft", "queued"))
        return reply

    @api.model
    def _queue_if_it_may(self, case, kind, **values):
        """Queue a reply that nothing depends on; where it may not leave (no template,
        no address) there is none, and the step goes on.

        :return: whether it is queued
        """
        try:
            with self.env.cr.savepoint():
                self._queue(case, kind, **values)
        except UserError:
            return False
        self._wake_job()
        return True

    # ------------------------------------------------------------
    # THE JOB
    # ------------------------------------------------------------

    @api.model
    def _cron_send(self):
        """Send what is queued; safe to be killed and run again at any time."""
        cron = self.env["ir.cron"]
        self._give_up_interrupted()
        waiting = self.browse()  # what found no mail server in this run
        while replies := self._get_queued(waiting):
            replies = replies._hold_back()
            replies._start()
            cron._commit_progress()
            # the commit let the rows go
            replies = replies.try_lock_for_update()
            waiting |= replies._send()
            if not cron._commit_progress(len(replies)):
                break

    @api.model
    def _wake_job(self):
        """Nobody waits ten minutes for what he has just sent."""
        # whoever may send wakes the job that sends
        job = self.env.ref("complaint_management.ir_cron_complaint_reply").sudo()
        job._trigger()

    @api.model
    def _get_queued(self, waiting):
        """The next batch but for ``waiting``, locked for this run."""
        replies = self.search(
            [
                ("state", "=", "queued"),
                ("started_on", "=", False),
                ("id", "not in", waiting.ids),
            ],
            limit=BATCH,
            order="queued_on, id",
        )
        return replies.try_lock_for_update()

    @api.model
    def _give_up_interrupted(self):
        """What another run started and did not finish may have left."""
        domain = [("state", "=", "queued"), ("started_on", "!=", False)]
        replies = self.search(domain).try_lock_for_update()
        for reply in replies:
            env = reply.with_context(lang=reply.user_id.lang).env
            reply._walk(
                "failed",
                error=env._(
                    "Sending broke off: it may have left or not. Ask the complainant "
                    "before you send it again."
                ),
            )

    def _hold_back(self):
        """R-A06: what was decided when it was queued may be withdrawn since.

        :return: those that may leave
        """
        held = self.browse()
        for reply in self:
            missing = reply._guard_may_be_said()
            if missing:
                held |= reply
                reply._walk("failed", error="\n".join(missing))
        return self - held

    @api.model
    def _note_bounce(self, message, email, reason):
        """A mail that came back did not reach him; what its server said is kept.

        :param message: the ``mail.message`` that came back, if known
        """
        if not message:
            return
        replies = self.sudo().search(
            [("message_id", "=", message.id), ("state", "=", "sent")]
        )
        for reply in replies:
            error = self.env._(
                "The mail came back from %(address)s:\n%(reason)s",
                address=email or reply.recipient,
                reason=reason[:2000],
            )
            reply._walk("failed", error=error)

    def _start(self):
        """Make the mails of these, not sent yet."""
        now = fields.Datetime.now()
        new = self.filtered(lambda one: not one.sudo().mail_id)
        (self - new)._write_guarded({"started_on": now})
        mails = self.env["mail.mail"].sudo()._create_for_replies(new._prepare_mails())
        for reply, mail in zip(new, mails, strict=True):
            reply._write_guarded(
                {
                    "mail_id": mail.id,
                    "message_id": mail.mail_message_id.id,
                    "started_on": now,
                }
            )

    def _send(self):
        """:return: those that wait, because no mail server was there"""
        mails = self.sudo().mail_id
        mails.send()
        sent = self.filtered(lambda one: one.sudo().mail_id.state == "sent")
        if sent:
            sent._walk("sent")
        waiting = self.filtered(lambda one: one.sudo().mail_id._was_not_begun())
        waiting._wait_for_server()
        for reply in self - sent - waiting:
            mail = reply.sudo().mail_id
            error = mail.failure_reason or reply.env._("The mail server took no mail.")
            reply._walk("failed", error=error)
        return waiting

    def _wait_for_server(self):
        """Nothing left, so the next run tries again with the same mails."""
        for reply in self:
            mail = reply.sudo().mail_id
            env = reply.with_context(lang=reply.user_id.lang).env
            error = env._(
                "The mail server could not be reached; it is tried again by itself. It "
                "says: %(reason)s",
                reason=mail.failure_reason,
            )
            reply._write_guarded({"started_on": False, "error": error})
            mail.write({"state": "outgoing", "failure_reason": False})

    def _prepare_mails(self):
        """Values of the mails; an answer to one lands on what it is about."""
        abouts = [reply._get_about() for reply in self]
        reply_to = {}
        for name in {about._name for about in abouts}:
            ids = [about.id for about in abouts if about._name == name]
            found = self.env[name].sudo().browse(ids)._notify_get_reply_to()
            reply_to |= {(name, one): address for one, address in found.items()}
        return [
            reply._prepare_mail(about, reply_to.get((about._name, about.id)))
            for reply, about in zip(self, abouts, strict=True)
        ]

    def _prepare_mail(self, about, reply_to):
        name = self._get_addressee().name or ""
        return {
            "model": about._name,
            "res_id": about.id,
            "subject": self.subject,
            "body": self.body,
            "body_html": self.body,
            "author_id": self.user_id.partner_id.id,
            "email_from": self._get_sender(),
            "reply_to": reply_to or self._get_sender(),
            "email_to": formataddr((name, email_normalize(self.recipient))),
            "references": self.case_id.source_message_id,
            "record_name": about.number,
            "record_company_id": self.company_id.id,
            "auto_delete": False,
            "scheduled_date": NEVER,
        }

    def _get_sender(self):
        """The company writes, by the name of who is behind it."""
        company = self.company_id
        address = company.email_formatted or self.user_id.email_formatted
        return address or company.catchall_formatted
