import re
from datetime import timedelta

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .test_mail_gateway import MailGatewayCommon


@tagged("post_install", "-at_install")
class TestMailOnce(MailGatewayCommon):
    """Issue 2, bad input: one mail is one case, or none with a clear reason."""

    def test_r_i24_two_addresses_of_a_company_make_one_case(self):
        self._create_channel("warranty")
        to = "warranty@lotus.example.com, care@lotus.example.com"
        self.assertEqual(len(self._receive(self._mail(To=to))), 1)

    def test_r_i24_shared_address_and_the_companys_make_one_case(self):
        """A channel of all companies falls to the main one: that is its company."""
        main = self.env.ref("base.user_root").company_id
        self._create_channel("main", company_id=main.id)
        shared = self.env.ref("complaint_management.complaint_channel_email")
        to = f"{shared.alias_email}, main@lotus.example.com"
        [case] = self._receive(self._mail(To=to))
        self.assertEqual(case.company_id, main)

    def test_r_i24_addresses_of_two_companies_make_a_case_each(self):
        """Each with its own number and seen by its own people only."""
        self._create_channel("other", company_id=self.other_company.id)
        cases = self._receive(self._mail(Cc="other@lotus.example.com"))
        self.assertEqual(len(cases), 2)
        self.assertEqual(cases.company_id, self.company + self.other_company)
        for user in (self.officer, self.stranger):
            seen = cases.with_user(user)._filtered_access("read")
            self.assertEqual(seen.company_id, user.company_id)

    def test_r_i24_same_mail_twice_makes_one_case(self):
        mail = self._mail()
        self.assertTrue(self._receive(mail))
        self.assertFalse(self._receive(mail))

    def test_r_i24_two_gateways_at_once_make_one_case(self):
        """The database refuses the second where neither saw the other's."""
        case = self._receive(self._mail())
        values = {"title": "Again", "source_message_id": case.source_message_id}
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            case._create_guarded([{**values, "company_id": self.company.id}])
        case._create_guarded([{**values, "company_id": self.other_company.id}])

    def test_r_p04_mail_cannot_set_what_the_steps_set(self):
        """By the defaults of an address, by values of the caller: nothing written."""
        cases = self.env["complaint.case"]
        before = cases.search_count([])
        self.channel.alias_defaults = str({"state": "closed"})
        with (
            self.enter_registry_test_mode(),
            self.assertRaisesRegex(UserError, "Status cannot be set by hand"),
        ):
            self._receive(self._mail())
        with self.assertRaisesRegex(UserError, "First receiver cannot be set by hand"):
            self.env["mail.thread"].sudo().message_process(
                "complaint.case",
                self._mail(To="nobody@example.com"),
                custom_values={"receiver_id": self.clerk.id},
            )
        self.assertEqual(cases.search_count([]), before)

    def test_r_i24_cases_registered_by_hand_are_no_mail_loop(self):
        """Twenty by telephone or imported within two hours: the next mail counts."""
        for _nth in range(20):
            self._register()
        self.assertTrue(self._receive(self._mail()))
        self.assertTrue(self._receive(self._mail(From="somebody")))

    def test_r_i24_mail_loop_is_stopped_and_its_sender_told(self):
        """Odoo's brake: the 21st mail within two hours is answered, not registered."""
        for _nth in range(20):
            self._receive(self._mail(From="robot@example.com"))
        self.assertFalse(self._receive(self._mail(From="robot@example.com")))
        answer = self.env["mail.mail"].search([("email_to", "=", "robot@example.com")])
        self.assertEqual(len(answer), 1)
        self.assertTrue(self._receive(self._mail(From="bot@example.com")))


@tagged("post_install", "-at_install")
class TestMailBroken(MailGatewayCommon):
    """Issue 2, bad input: a broken mail is still a complaint; the log stays clean."""

    def _receive(self, mail):
        with self.assertNoLogs("odoo", level="WARNING"):
            return super()._receive(mail)

    def test_r_i24_mail_without_a_sender_is_registered(self):
        contacts = self.env["res.partner"].search_count([])
        senders = {
            None: "",
            "": "",
            "< >": "<" + ">",
            "somebody somewhere": "somebody somewhere",
            "=?utf-8?Q?nobody?=": "nobody",
        }
        for sender, name in senders.items():
            with self.subTest(sender=sender):
                case = self._receive(self._mail(From=sender))
                self.assertEqual(case.title, "Kettle leaks")
                self.assertEqual(case.partner_name or "", name)
                self.assertFalse(case.partner_email or case.partner_id)
                self.assertEqual(case.receiver_id, self.officer)
                self.assertIn(case.title, self._get_told(case, self.officer))
        self.assertEqual(self.env["res.partner"].search_count([]), contacts)

    def test_r_i24_headers_that_python_fails_on_lose_no_complaint(self):
        """A form feed in the name of a file; an address that its reader breaks on."""
        part = 'Content-Type: text/plain; name="a\x0cb.txt"\n\nx'
        self.assertEqual(len(self._receive(self._multipart(part))), 1)
        self.assertEqual(len(self._receive(self._mail(From='"'))), 1)
        [case] = self._receive(self._mail(From='" <li@example.com>'))
        self.assertEqual(case.partner_email, "li@example.com")

    def test_r_i24_broken_attachment_keeps_text_and_what_came(self):
        """Cut off base64, no base64 at all, a mail that ends in the middle."""
        part = self._file("leak.png", b"0123456789" * 9)
        whole = self._multipart(part)
        broken = {
            "cut": (self._multipart(part[:-7]), b"0123456789" * 8),
            "none": (self._multipart(part[: part.index("\n\n") + 2] + "!!"), b""),
            "end": (whole[: whole.index(b"MDEy") + 40], b"0123456789"),
        }
        for name, (mail, start) in broken.items():
            with self.subTest(name):
                case = self._receive(mail)
                self.assertIn("See the photo.", case.description)
                file = self._get_files(case)
                self.assertEqual(file.name, "leak.png")
                self.assertTrue((file.raw or b"").startswith(start), file.raw)

    def test_r_i24_attachment_of_25_mb_is_kept_whole(self):
        photo = bytes(range(256)) * 4096 * 25
        case = self._receive(self._multipart(self._file("leak.jpg", photo)))
        self.assertEqual(self._get_files(case).raw, photo)

    def test_r_i24_impossible_date_is_the_moment_of_arrival(self):
        dates = (
            "Fri, 01 Jan 2100 00:00:00 +0000",
            "Thu, 01 Jan 1970 00:00:00 +0000",
            "Mon, 01 Jan 0001 00:00:00 +1400",
            "yesterday, noonish",
            "",
            None,
        )
        for date in dates:
            with self.subTest(date=date):
                case = self._receive(self._mail(Date=date))
                self.assertLess(case.registration_gap, 0.1)
                self.assertGreaterEqual(case.registration_gap, 0)

    def test_r_i24_slow_mail_keeps_its_date(self):
        """R-I24: a week on the way is a gap of a week, and shown."""
        self.sent = self.sent.replace(microsecond=0) - timedelta(days=7)
        case = self._receive(self._mail())
        self.assertEqual(case.received_on, self.sent)
        self.assertAlmostEqual(case.registration_gap, 7 * 24 + 1, delta=0.1)

    def test_r_i24_mails_without_message_id_are_each_registered(self):
        mail = self._mail(Message_Id=None)
        cases = self._receive(mail) + self._receive(mail)
        self.assertEqual(len(set(cases.mapped("source_message_id"))), 2)

    def test_r_i24_mail_without_text_is_registered(self):
        """Nothing in it, or only an attachment."""
        self.assertEqual(self._receive(self._mail("")).title, "Kettle leaks")
        photo = self._mail("cGhvdG8=", Content_Type="image/png; name=leak.png")
        photo = photo.replace(b"MIME-V", b"Content-Transfer-Encoding: base64\r\nMIME-V")
        self.assertEqual(self._get_files(self._receive(photo)).raw, b"photo")

    def test_r_i24_forwarded_mail_is_kept_with_its_text(self):
        """message/rfc822: readable in the case, and whole beside it, once."""
        inner = "From: li@example.com\nSubject: Old\nContent-Type: text/plain\n\nLeaks!"
        case = self._receive(
            self._multipart(f"Content-Type: message/rfc822\n\n{inner}\n")
        )
        self.assertEqual(case.description.count("Leaks!"), 1)
        file = self._get_files(case)
        self.assertEqual(file.mimetype, "message/rfc822")
        self.assertIn(b"li@example.com", file.raw)
        self.assertEqual(case.partner_id, self.customer)

    def test_r_i24_outlooks_winmail_is_kept(self):
        case = self._receive(
            self._multipart(self._file("winmail.dat", b"tnef", "application/ms-tnef"))
        )
        self.assertEqual(self._get_files(case).mapped("name"), ["winmail.dat"])

    def test_r_i24_bytes_of_another_charset_are_registered(self):
        """Chinese in GB18030 that says it is UTF-8; NUL bytes in a text."""
        case = self._receive(self._mail("水壶 kettle".encode("gb18030")))
        self.assertIn("kettle", case.description)
        case = self._receive(self._mail(b"ket\x00tle"))
        self.assertIn("ket", case.description)

    def test_r_i24_file_name_opens_no_path_and_runs_no_script(self):
        """The name is shown as it came; the file lies under a name of Odoo's own."""
        name = "../../etc/<img src=x onerror=steal()>.txt"
        case = self._receive(self._multipart(self._file(name, b"x")))
        file = self._get_files(case)
        self.assertEqual(file.name, name)
        self.assertTrue(re.fullmatch(r"[0-9a-f]{2}/[0-9a-f]{40}", file.store_fname))
        for html in (case.description, *case.message_ids.mapped("body")):
            self.assertNotIn("steal", html)

    def test_r_i24_out_of_office_answer_lands_on_its_case(self):
        case = self._receive(self._mail())
        note = case.with_user(self.officer).message_post(body="Which model?")
        away = self._mail(
            "I am away.",
            Subject="Out of office",
            Auto_Submitted="auto-replied",
            In_Reply_To=note.message_id,
        )
        self.assertFalse(self._receive(away))
        self.assertIn("I am away.", case.message_ids[0].body)

    def test_r_i24_undeliverable_is_no_complaint(self):
        """A bounce marks what did not reach the customer and makes no case."""
        case = self._receive(self._mail())
        sent = case.message_post(body="Sent you a new one", message_type="comment")
        reached = self.env["mail.notification"].create(
            {
                "mail_message_id": sent.id,
                "res_partner_id": self.customer.id,
                "notification_type": "email",
                "notification_status": "sent",
            }
        )
        bounce = self._multipart(
            "Content-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\n"
            "Final-Recipient: rfc822; zhang@example.com\nAction: failed\n",
            f"Content-Type: message/rfc822\n\nMessage-Id: {sent.message_id}\n\nNew one",
            kind="report",
            From="MAILER-DAEMON@example.com",
        )
        self.assertFalse(self._receive(bounce))
        self.assertEqual(reached.notification_status, "bounce")
        self.assertFalse(case.activity_ids)
