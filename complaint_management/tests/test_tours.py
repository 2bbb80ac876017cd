from odoo.addons.mail.tests.common import MailCommon
from odoo.tests import HttpCase, tagged

from .common import ComplaintCommon

MAIL = """From: Harbour Hotels <buyer@harbour.example.com>
To: {to}
Subject: Glaze chipped on 36 of 240 plates
Message-Id: <chipped-plates@harbour.example.com>
Content-Type: text/plain; charset=utf-8

Delivery of Tuesday, chips along the rim in six boxes.
"""


@tagged("post_install", "-at_install")
class TestTours(ComplaintCommon, MailCommon, HttpCase):
    def test_a_case_goes_from_email_to_closed(self):
        """R-I01, R-I05, R-P04: each role in its browser, from the customer's mail to
        the closed case with its history."""
        channel = self.env["complaint.channel"].create(
            {
                "name": "Complaints by mail",
                "kind": "email",
                "alias_name": "lotus-complaints",
                "alias_domain_id": self.mail_alias_domain.id,
                "company_id": self.company.id,
                "user_id": self.officer.id,
            }
        )
        self.env["mail.thread"].message_process(
            None, MAIL.format(to=channel.alias_email)
        )
        case = self.env["complaint.case"].search([("channel_id", "=", channel.id)])
        self.assertCaseState(case, "new")

        self._walk("complaint_case_officer_accepts", self.officer)
        self._walk("complaint_case_executive_decides", self.executive)
        case.with_user(self.officer).action_submit()
        self._walk("complaint_case_executive_approves", self.executive)
        self._tell(case)  # R-K05; mails leave by the job
        self._walk("complaint_case_officer_closes", self.officer)

        self.assertCaseState(case, "closed")
        self.assertEqual(case.outcome, "Credited 36 plates.")

    def _walk(self, tour, user):
        self.start_tour("/odoo/complaints", tour, login=user.login)
