from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..models.complaint_reply_template import KINDS
from .reply_common import ReplyCommon


@tagged("post_install", "-at_install")
class TestReply(ReplyCommon):
    """R-K01: what the complainant is told, from fixed words, in his language."""

    def test_r_k01_each_kind_has_words_and_leaves_no_gap(self):
        self.case.with_user(self.officer).action_refuse("Not ours", "The shop.")
        for kind, _label in KINDS:
            reply = self._write(kind, text="Which model is it?")
            self.assertTrue(reply.subject and reply.body, kind)
            self.assertNotRegex(f"{reply.subject} {reply.body}", r"[{}]")
            self.assertIn(self.case.number, reply.subject)

    def test_r_k01_words_are_in_the_complainants_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        template = self.env.ref(
            "complaint_management.complaint_reply_template_acknowledgement"
        )
        template.with_context(lang="zh_CN").subject = "您的投诉{number}已收到"
        self.customer.lang = "zh_CN"
        reply = self._write("acknowledgement")
        self.assertEqual(reply.lang, "zh_CN")
        self.assertEqual(reply.subject, f"您的投诉{self.case.number}已收到")
        reply.lang = "en_US"
        self.assertIn("received", reply.subject)

    def test_r_i11_acknowledgement_says_who_handles_it_and_when(self):
        self.officer.partner_id.phone = "021 5550"
        body = self._write("acknowledgement").body
        self.assertIn(self.officer.name, body)
        self.assertIn("021 5550", body)
        self.assertNotIn("outcome by", body)  # no limit runs
        due = fields.Datetime.now() + timedelta(days=9)
        self.env["complaint.policy"].create(
            {
                "name": "Ours",
                "company_id": self.company.id,
                "valid_from": "2020-01-01",
                "limit_ids": [
                    fields.Command.create(
                        {
                            "name": "Outcome",
                            "amount": 9,
                            "unit": "day",
                            "start_event": "received_on",
                            "stop_event": "answered_on",
                        }
                    )
                ],
            }
        )
        body = self._write("acknowledgement", case=self._register()).body
        self.assertIn(due.strftime("%Y"), body.split("outcome by")[1])

    def test_r_i09_refusal_tells_reason_and_redress(self):
        with self.assertRaisesRegex(UserError, "not refused"):
            self._send("refusal")
        self.case.with_user(self.officer).action_refuse("Not <ours>", "Ask the shop.")
        reply = self._send("refusal")
        self.assertIn("Not &lt;ours&gt;", reply.body)
        self.assertIn("Ask the shop.", reply.body)

    def test_r_a06_nothing_decided_is_told_before_the_decision(self):
        """Whoever asks, by whatever way."""
        self.case.outcome = "We replace it."
        for kind in ("decision", "apology", "explanation", "compensation"):
            for medium in ("mail", "letter", "phone", "portal", "outbox"):
                reply = self._write(kind, medium=medium)
                self.assertNotIn("replace", reply.body)
                step = "action_print" if medium == "letter" else "action_send"
                for user in (self.officer, self.admin):
                    with self.assertRaisesRegex(UserError, "is not decided"):
                        getattr(reply.with_user(user), step)()

    def test_r_a06_decision_says_what_was_decided(self):
        case = self._bring_to("investigating")
        case.outcome = "We replace it."
        self._propose(case)
        case.action_submit()
        case.with_user(self.executive).action_approve()
        reply = self._write("decision", case=case)
        reply.action_send()
        self.assertIn("We replace it.", reply.body)
        self.assertEqual(reply.state, "queued")

    def test_r_a06_nobody_types_the_words(self):
        """Not at creation, not later, not the state, not after it was sent."""
        with self.assertRaisesRegex(UserError, "cannot be set by hand"):
            self._write("acknowledgement", body="<p>Our fault.</p>")
        reply = self._write("acknowledgement")
        for values in ({"body": "x"}, {"subject": "x"}, {"state": "sent"}):
            with self.assertRaisesRegex(UserError, "cannot be set by hand"):
                reply.with_user(self.admin).write(values)
        reply.action_send()
        for values in ({"text": "x"}, {"recipient": "x@example.com"}, {"lang": False}):
            with self.assertRaisesRegex(UserError, "stays as it is"):
                reply.write(values)
        with self.assertRaisesRegex(UserError, "stays as it is"):
            reply.sudo().unlink()

    def test_r_k01_who_reads_only_sends_nothing(self):
        reply = self._write("acknowledgement")
        for user in (self.executive, self.supervisor, self.clerk, self.stranger):
            with self.assertRaises(AccessError):
                reply.with_user(user).action_send()
            with self.assertRaises(AccessError):
                self._write("acknowledgement", user)

    def test_r_k01_form_shows_what_the_complainant_reads(self):
        action = self.case.with_user(self.officer).action_reply()
        replies = self.env["complaint.reply"].with_user(self.officer)
        form = Form(replies.with_context(**action["context"]))
        self.assertEqual(form.kind, "acknowledgement")
        self.assertEqual(form.recipient, "zhang@example.com")
        self.assertIn(self.case.number, form.body)
        form.medium = "phone"
        self.assertEqual(form.recipient, "5550101")
        form.medium = "mail"
        form.kind = "request"
        form.text = "Which model is it?"
        self.assertIn("Which model is it?", form.body)
        self.assertEqual(form.save().medium, "mail")

    def test_r_k01_unknown_gap_in_a_template_is_refused(self):
        template = self.env.ref(
            "complaint_management.complaint_reply_template_progress"
        )
        with self.assertRaisesRegex(ValidationError, "price"):
            template.body = "<p>{price}</p>"

    # ------------------------------------------------------------
    # ON THE CASE
    # ------------------------------------------------------------

    def test_r_i11_what_left_is_stamped_on_the_case(self):
        self._send("acknowledgement", medium="phone")
        self.assertTrue(self.case.acknowledged_on)
        self.assertFalse(self.case.answered_on)
        self.assertEqual(self.case.reply_count, 1)
        case = self._bring_to("approved", outcome="We replace it.")
        self._send("decision", case=case, medium="phone")
        self.assertTrue(case.answered_on)

    def test_r_d11_promise_runs_from_when_it_left(self):
        reply = self._write("progress", text="We look.", with_promise=True)
        self.assertFalse(self.case.promised_on)
        reply.action_send()
        self.assertFalse(self.case.promised_on)
        self._run_job()
        self.assertTrue(self.case.promised_on)

    def test_r_i10_information_request_waits_until_the_customer_answers(self):
        self._send("request", text="Which model is it?")
        self.assertFalse(self.case.is_waiting)
        [mail] = self._run_job()
        self.assertTrue(self.case.is_waiting)
        self.assertEqual(self.case.pause_id.reason, "Which model is it?")
        made = self._receive(self._mail("XK-7", In_Reply_To=mail["Message-Id"]))
        self.assertFalse(made)
        self.assertIn("XK-7", self.case.message_ids[0].body)
        self.assertFalse(self.case.is_waiting)

    def test_r_k01_letter_is_printed_and_kept(self):
        reply = self._write("acknowledgement", medium="letter")
        action = reply.action_print()
        self.assertEqual(reply.state, "printed")
        self.assertTrue(self.case.acknowledged_on)
        report = self.env["ir.actions.report"].with_user(self.officer)
        html, _kind = report._render_qweb_html(action["report_name"], reply.ids)
        self.assertIn(self.case.number, html.decode())
        self.assertIn(self.customer.name, html.decode())
        # without it Odoo cannot keep the PDF of each
        self.assertRegex(html.decode(), rf'class="article[^>]*data-oe-id="{reply.id}"')

    def test_r_k01_letter_has_its_letterhead_without_patched_qt(self):
        """Debian's wkhtmltopdf prints neither header nor footer of its own."""
        reply = self._write("acknowledgement", medium="letter")
        name = reply.action_print()["report_name"]
        reports = self.env["ir.actions.report"]
        report = reports._get_report(name)
        html, _kind = reports._render_qweb_html(name, reply.ids)
        for patched in (True, False):
            with patch.object(
                type(reports), "_has_patched_wkhtmltopdf", lambda _report, p=patched: p
            ):
                [body], ids, *_rest = report._prepare_html(html, report.model)
            self.assertEqual(ids, reply.ids)
            self.assertEqual("company_address" in body, not patched)

    def test_r_k01_other_systems_take_from_the_outbox(self):
        reply = self._send("acknowledgement", medium="outbox")
        self.assertEqual(reply.state, "outbox")
        self.assertFalse(self.case.acknowledged_on)
        reply.action_delivered()
        self.assertTrue(self.case.acknowledged_on)

    def test_reply_is_about_something(self):
        """Also when its complaint is taken off a draft."""
        with self.assertRaisesRegex(UserError, "which complaint"):
            self.env["complaint.reply"].create({"kind": "acknowledgement"})
        reply = self._write("acknowledgement")
        with self.assertRaisesRegex(UserError, "which complaint"):
            reply.case_id = False


@tagged("post_install", "-at_install")
class TestReplyMail(ReplyCommon):
    """R-K01: the queue, what arrives, what does not."""

    def test_r_k01_mail_leaves_to_the_complainant_alone(self):
        job = self.env.ref("complaint_management.ir_cron_complaint_reply")
        wakings = [("cron_id", "=", job.id)]
        self.env["ir.cron.trigger"].search(wakings).unlink()
        reply = self._send("acknowledgement")
        self.assertEqual(reply.state, "queued")
        self.assertTrue(self.env["ir.cron.trigger"].search(wakings))
        [mail] = self._run_job()
        self.assertIn("zhang@example.com", mail["To"])
        self.assertIn("care@lotus.example.com", mail["From"])
        self.assertEqual(reply.state, "sent")
        self.assertTrue(self.case.acknowledged_on)
        self.assertFalse(self._run_job())
        self.assertIn(reply.body, self.case.message_ids.mapped("body"))

    def test_r_k01_answer_to_a_mail_goes_on_with_the_customers(self):
        case = self._receive(self._mail())
        self._send("acknowledgement", case=case)
        [mail] = self._run_job()
        self.assertIn(case.source_message_id, mail["References"])

    def test_r_k01_odoos_own_queue_leaves_it_alone(self):
        """Else the two would send it twice."""
        reply = self._send("acknowledgement")
        reply.sudo()._start()
        with self._mail_server() as sent:
            self.env["mail.mail"].sudo().process_email_queue()
        self.assertFalse(sent)

    @mute_logger("odoo.addons.mail.models.mail_mail")
    def test_r_k01_undelivered_reply_is_seen_and_sent_again(self):
        reply = self._send("acknowledgement")
        self.assertFalse(self._run_job(refuse=["zhang@"]))
        self.assertEqual(reply.state, "failed")
        self.assertIn("mailbox is full", reply.error)
        self.assertFalse(self.case.acknowledged_on)
        self.assertEqual(self.case.activity_ids.user_id, self.officer)
        reply.action_send_again()
        self.assertEqual(len(self._run_job()), 1)
        self.assertEqual(reply.state, "sent")
        self.assertFalse(reply.error)

    def test_r_k01_run_that_broke_off_sends_nothing_twice(self):
        """What it had started may have left: a person decides."""
        reply = self._send("acknowledgement")
        reply.sudo()._start()
        self.assertFalse(self._run_job())
        self.assertEqual(reply.state, "failed")
        self.assertIn("broke off", reply.error)

    def test_r_i01_trusted_sender_is_no_loop(self):
        """A marketplace that passes on many complaints in an hour."""
        self.env["mail.gateway.allowed"].create({"email": "zhang@example.com"})
        for _nth in range(22):
            self.assertTrue(self._receive(self._mail()))
