from datetime import timedelta
from email.utils import format_datetime, make_msgid

from odoo import SUPERUSER_ID, fields

from .common import ComplaintCommon


class MailGatewayCommon(ComplaintCommon):
    """A company that customers can write to: a domain, an address for complaints."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mail_domain = cls.env["mail.alias.domain"].create(
            {"name": "lotus.example.com"}
        )
        companies = cls.env["res.company"].search([])
        companies.alias_domain_id = cls.mail_domain
        cls.channel = cls._create_channel("care", user_id=cls.officer.id)

    @classmethod
    def _create_channel(cls, address, **values):
        return cls.env["complaint.channel"].create(
            {
                "name": address,
                "kind": "email",
                "alias_name": address,
                "company_id": cls.company.id,
                **values,
            }
        )

    def _mail(self, body="The kettle leaks.", **headers):
        """The bytes of a mail as a server hands it over; a header of None is absent."""
        sent = fields.Datetime.now() - timedelta(hours=1)
        headers = {
            "From": "Ms. Zhang <zhang@example.com>",
            "To": "care@lotus.example.com",
            "Subject": "Kettle leaks",
            "Date": format_datetime(sent),
            "Message-Id": make_msgid(),
            "MIME-Version": "1.0",
            "Content-Type": 'text/plain; charset="utf-8"',
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        head = "".join(f"{k}: {v}\r\n" for k, v in headers.items() if v is not None)
        body = body.encode() if isinstance(body, str) else body
        return head.encode() + b"\r\n" + body

    def _receive(self, mail):
        """Hand the mail in as the mail server does; the cases it made."""
        cases = self.env(user=SUPERUSER_ID, context={})["complaint.case"]
        before = cases.search([])
        cases.env["mail.thread"].message_process(None, mail)
        cases.env.flush_all()
        return cases.search([]) - before
