import base64
from datetime import timedelta, timezone
from email.utils import format_datetime, make_msgid
from unittest.mock import patch

from odoo import SUPERUSER_ID, fields
from odoo.tests import Form, freeze_time, tagged
from odoo.tools.translate import code_translations

from .common import ComplaintCommon

SHANGHAI = timezone(timedelta(hours=8))


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
        cls.sent = fields.Datetime.now() - timedelta(hours=1)

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
        sent = self.sent.replace(tzinfo=timezone.utc).astimezone(SHANGHAI)
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

    def _multipart(self, *parts, kind="mixed", **headers):
        """A mail of a text and ``parts``, each the text of its headers and body."""
        parts = ["Content-Type: text/plain\n\nSee the photo.", *parts]
        body = "".join(f"--cut\n{part}\n" for part in parts) + "--cut--\n"
        headers["Content_Type"] = f'multipart/{kind}; boundary="cut"'
        return self._mail(body.replace("\n", "\r\n"), **headers)

    def _file(self, name, content, kind="application/octet-stream"):
        return (
            f"Content-Type: {kind}\nContent-Transfer-Encoding: base64\n"
            f'Content-Disposition: attachment; filename="{name}"\n\n'
            + base64.encodebytes(content).decode()
        )

    def _receive(self, mail):
        """Hand the mail in as the mail server does; the cases it made."""
        cases = self.env(user=SUPERUSER_ID, context={})["complaint.case"]
        before = cases.search([])
        cases.env["mail.thread"].message_process(None, mail)
        cases.env.flush_all()
        return cases.search([]) - before

    def _get_files(self, case):
        return self.env["ir.attachment"].search(
            [("res_model", "=", case._name), ("res_id", "=", case.id)]
        )

    def _get_told(self, case, user):
        """Subjects of what ``user`` was notified of about the case."""
        notifications = self.env["mail.notification"].search(
            [
                ("mail_message_id.model", "=", case._name),
                ("mail_message_id.res_id", "=", case.id),
                ("res_partner_id", "=", user.partner_id.id),
            ]
        )
        return notifications.mail_message_id.mapped("subject")


@tagged("post_install", "-at_install")
class TestMailBecomesCase(MailGatewayCommon):
    """R-I01, R-I24: what a customer writes to a channel's address is registered."""

    def test_r_i01_person_in_charge_of_another_company_receives_nothing(self):
        """He may not even read it."""
        self.channel.user_id = self.stranger
        case = self._receive(self._mail())
        self.assertFalse(case.receiver_id)
        self.assertFalse(case.user_id)
        mail = self._mail(From="stranger@lotus.example.com")
        self.channel.user_id = self.officer
        case = self._receive(mail)
        self.assertEqual((case.receiver_id, case.user_id), (self.officer,) * 2)

    def test_r_i01_mail_to_no_channel_comes_by_the_companys_own(self):
        """As from a mail server that makes a case of whatever arrives."""
        shared = self.env.ref("complaint_management.complaint_channel_email")
        cases = self.env["complaint.case"].with_company(self.company).sudo()
        parsed = {
            "email_from": "Ms. Zhang <zhang@example.com>",
            "subject": "Kettle leaks",
        }
        case = cases.message_new(parsed)
        self.assertEqual(case.channel_id, self.channel)
        self.assertEqual((case.receiver_id, case.user_id), (self.officer,) * 2)
        self.channel.active = False
        case = cases.message_new(parsed)
        self.assertEqual(case.channel_id, shared)
        self.assertFalse(case.receiver_id)
        shared.active = False
        self.assertFalse(cases.message_new(parsed).channel_id)

    def test_r_i24_mail_is_registered_with_content_and_time(self):
        """R-I24: the officer opens what the customer wrote, with its times."""
        before = fields.Datetime.now()
        case = self._receive(self._mail())
        seen = Form(case.with_user(self.officer))
        self.assertEqual(seen.title, "Kettle leaks")
        self.assertIn("The kettle leaks.", seen.description)
        self.assertEqual(case.received_on, self.sent)
        self.assertGreaterEqual(case.registered_on, before)
        self.assertAlmostEqual(seen.registration_gap, 1, delta=0.1)
        self.assertEqual(seen.channel_id, self.channel)
        self.assertEqual(case.company_id, self.company)
        self.assertCaseState(case, "new")

    def test_r_i01_person_in_charge_receives_and_is_told(self):
        """R-I01: who is in charge of the channel is told of what arrives there."""
        case = self._receive(self._mail())
        self.assertEqual(case.receiver_id, self.officer)
        self.assertEqual(case.user_id, self.officer)
        told = self._get_told(case, self.officer)
        self.assertIn(f"You have been assigned to {case.display_name}", told)
        self.assertFalse(self._get_told(case, self.supervisor))

    def test_r_i01_person_in_charge_who_left_receives_nothing(self):
        """Nobody handles it rather than somebody who is not there any more."""
        self.officer.active = False
        case = self._receive(self._mail())
        self.assertFalse(case.user_id)
        self.assertFalse(case.receiver_id)

    def test_r_i05_number_is_of_the_channels_company(self):
        """R-I05: the month is that of the company whose address was written to."""
        self._create_channel("other", company_id=self.other_company.id)
        self.other_company.resource_calendar_id.tz = "UTC"
        with freeze_time("2031-03-31 20:00:00"):
            here = self._receive(self._mail())
            there = self._receive(self._mail(To="other@lotus.example.com"))
        self.assertTrue(here.number.startswith("203104-"), here.number)
        self.assertTrue(there.number.startswith("203103-"), there.number)
        self.assertEqual(there.company_id, self.other_company)

    def test_r_i24_attachments_are_on_the_case(self):
        case = self._receive(
            self._multipart(
                self._file("leak.jpg", b"photo"), self._file("收据.txt", b"receipt")
            )
        )
        files = {file.name: file.raw for file in self._get_files(case)}
        self.assertEqual(files, {"leak.jpg": b"photo", "收据.txt": b"receipt"})
        self.assertIn("See the photo.", case.description)

    def test_r_i24_known_contact_is_the_complainant(self):
        """However the address is written; without a name there, the contact's."""
        names = {
            "zhang@example.com": "Ms. Zhang",
            "ZHANG@Example.COM": "Ms. Zhang",
            '"张, Li" <Zhang@example.com>': "张, Li",
        }
        for written, name in names.items():
            case = self._receive(self._mail(From=written))
            self.assertEqual(case.partner_id, self.customer)
            self.assertEqual(case.partner_name, name)
            self.assertEqual(case.partner_email, "zhang@example.com")
            self.assertEqual(case.partner_phone, "5550101")

    def test_r_i24_unknown_sender_is_kept_without_a_contact(self):
        contacts = self.env["res.partner"].search_count([])
        case = self._receive(self._mail(From='"Li, Wei" <Li@example.com>'))
        self.assertFalse(case.partner_id)
        self.assertEqual(case.partner_name, "Li, Wei")
        self.assertEqual(case.partner_email, "li@example.com")
        self.assertEqual(self.env["res.partner"].search_count([]), contacts)

    def test_r_i24_employee_who_forwards_is_first_receiver(self):
        """R-I24: any employee passes on what reached him, by mail too."""
        case = self._receive(self._mail(From="Clerk <clerk@lotus.example.com>"))
        self.assertEqual(case.receiver_id, self.clerk)
        self.assertEqual(case.user_id, self.officer)
        self.assertFalse(case.partner_id or case.partner_name or case.partner_email)
        self.assertEqual(case.with_user(self.clerk).title, "Kettle leaks")

    def test_r_i24_subject_becomes_the_title(self):
        encoded = base64.b64encode("水壶漏水".encode("gb18030")).decode()
        titles = {
            None: "E-mail without subject",
            " \t": "E-mail without subject",
            "x" * 1000: "x" * 250,
            f"=?gb18030?B?{encoded}?=": "水壶漏水",
            "folded\r\n  line": "folded line",
        }
        for subject, title in titles.items():
            with self.subTest(subject=subject):
                case = self._receive(self._mail(Subject=subject))
                self.assertEqual(case.title, title)

    def test_r_i24_scripts_of_a_mail_are_cut_out(self):
        case = self._receive(
            self._mail(
                "<p>Leaks</p><script>steal()</script><img src='x' onerror='steal()'>",
                Content_Type="text/html; charset=utf-8",
            )
        )
        for html in (case.description, *case.message_ids.mapped("body")):
            self.assertNotIn("steal", html)
        self.assertIn("<p>Leaks</p>", case.description)


@tagged("post_install", "-at_install")
class TestMailFindsCase(MailGatewayCommon):
    """R-I24: the next mail of the conversation lands on the same case."""

    def _settle(self, case):
        case.with_user(self.officer).action_refuse("Not our product", "The shop.")
        case.activity_ids.unlink()  # he told the complainant

    def _answer(self, case, **headers):
        """A mail that answers the last message of the case; nothing new is made."""
        sent = case.message_ids[:1].message_id
        made = self._receive(self._mail("And now?", In_Reply_To=sent, **headers))
        self.assertFalse(made)

    def test_r_i24_answer_lands_on_the_same_case(self):
        """By In-Reply-To and by References; the handler is told."""
        case = self._receive(self._mail())
        note = case.with_user(self.officer).message_post(
            body="Which model?", subtype_xmlid="mail.mt_comment"
        )
        for header in ("In_Reply_To", "References"):
            mail = self._mail(
                header, Subject=f"Re: {header}", **{header: note.message_id}
            )
            self.assertFalse(self._receive(mail))
            self.assertIn(header, case.message_ids[0].body)
            self.assertEqual(case.message_ids[0].author_id, self.customer)
            self.assertIn(f"Re: {header}", self._get_told(case, self.officer))
        self.assertFalse(case.activity_ids)

    def test_r_i24_answer_on_a_settled_case_asks_somebody_in_his_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.officer.lang = "zh_CN"
        case = self._receive(self._mail())
        self._settle(case)
        words = {"The customer wrote again": "客户再次来信"}
        with patch.object(
            code_translations, "get_python_translations", return_value=words
        ):
            self._answer(case)
        self.assertEqual(case.activity_ids.user_id, self.officer)
        self.assertEqual(case.activity_ids.summary, "客户再次来信")
        self.assertIn("And now?", case.message_ids[0].body)
        self.assertCaseState(case, "refused")

    def test_r_i24_answer_on_a_settled_case_never_asks_nobody(self):
        """Nobody in charge, nobody handling: who settled it looks again."""
        self.channel.user_id = False
        case = self._receive(self._mail())
        self._settle(case)
        self._answer(case)
        self.assertEqual(case.activity_ids.user_id, self.officer)

    def test_r_i24_handler_who_left_is_not_asked(self):
        case = self._bring_to("closed", user_id=self.admin.id, channel_id=False)
        self.admin.active = False
        case.with_user(self.officer).message_post(body="Replaced.")
        self._answer(case)
        self.assertEqual(case.activity_ids.user_id, self.officer)

    def test_r_i24_employees_answer_on_a_settled_case_asks_nobody(self):
        case = self._receive(self._mail())
        self._settle(case)
        self._answer(case, From="clerk@lotus.example.com")
        self.assertFalse(case.activity_ids)

    def test_r_i24_another_customers_mail_is_another_case(self):
        """Even under the same subject."""
        case = self._receive(self._mail())
        other = self._receive(self._mail(From="li@example.com", Subject=case.title))
        self.assertTrue(other)
        self.assertNotEqual(other.number, case.number)
