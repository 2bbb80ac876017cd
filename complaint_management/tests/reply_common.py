from contextlib import contextmanager
from unittest.mock import patch

from odoo.addons.base.models.ir_mail_server import IrMail_Server

from .test_mail_gateway import MailGatewayCommon


class ReplyCommon(MailGatewayCommon):
    """A case of a customer with an address, a mail server that keeps what it got."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={})
        cls.company.email = "care@lotus.example.com"
        cls.case = cls._register(user_id=cls.officer.id).with_env(cls.env)

    @classmethod
    def _write(cls, kind, user=None, case=None, **values):
        """The draft of a reply as ``user`` (the officer) writes it."""
        replies = cls.env["complaint.reply"].with_user(user or cls.officer)
        return replies.create(
            {"case_id": (case or cls.case).id, "kind": kind, **values}
        )

    @classmethod
    def _send(cls, kind, **values):
        reply = cls._write(kind, **values)
        reply.action_send()
        return reply

    @contextmanager
    def _mail_server(self, refuse=()):
        """A mail server; mails to addresses in ``refuse`` fail. Gives what it sent."""
        sent = []

        def send_email(server, message, *args, **kwargs):
            if any(address in message["To"] for address in refuse):
                raise OSError("mailbox is full")
            sent.append(message)
            return message["Message-Id"]

        with (
            patch.object(IrMail_Server, "_disable_send", lambda *args: False),
            patch.object(IrMail_Server, "_connect__", lambda *args, **kwargs: None),
            patch.object(IrMail_Server, "send_email", send_email),
        ):
            yield sent

    def _run_job(self, refuse=()):
        """Run the job that sends; the mails that left."""
        self.env.flush_all()
        with self._mail_server(refuse) as sent, self.enter_registry_test_mode():
            job = self.env.ref("complaint_management.ir_cron_complaint_reply")
            job.sudo().method_direct_trigger()
        self.env.invalidate_all()
        return sent
