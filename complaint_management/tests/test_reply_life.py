from email.utils import make_msgid

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from .reply_common import ReplyCommon


@tagged("post_install", "-at_install")
class TestReplyLife(ReplyCommon):
    """Mail life: bounces, absences, encodings; plans of what is asked often."""

    def _send_mail(self, kind="acknowledgement", **values):
        """The reply and its mail as the server got it."""
        reply = self._send(kind, **values)
        [mail] = self._run_job()
        return reply, mail

    def _bounce(self, mail, text="550 5.1.1 User unknown", **headers):
        """What a mail server sends back, after RFC 3462."""
        original = (
            f"Message-Id: {mail['Message-Id']}\r\nFrom: {mail['From']}\r\n"
            f"To: {mail['To']}\r\nSubject: x\r\n\r\n"
        )
        status = (
            "Reporting-MTA: dns; mx.example.com\r\n\r\n"
            "Final-Recipient: rfc822; zhang@example.com\r\nAction: failed\r\n"
            f"Status: 5.1.1\r\nDiagnostic-Code: smtp; {text}\r\n\r\n"
        )
        parts = [
            f"Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n",
            f"Content-Type: message/delivery-status\r\n\r\n{status}",
            f"Content-Type: message/rfc822\r\n\r\n{original}",
        ]
        body = "".join(f"--cut\r\n{part}\r\n" for part in parts) + "--cut--\r\n"
        kind = 'multipart/report; report-type=delivery-status; boundary="cut"'
        return self._mail(
            body,
            From="MAILER-DAEMON <mailer-daemon@mx.example.com>",
            To=mail["From"],
            Subject="Undelivered Mail Returned to Sender",
            Content_Type=kind,
            Auto_Submitted="auto-replied",
            **headers,
        )

    def test_r_k01_real_bounce_fails_the_reply_and_says_why(self):
        reply, mail = self._send_mail()
        self.assertFalse(self._receive(self._bounce(mail)))
        self.assertEqual(reply.state, "failed")
        self.assertIn("550 5.1.1 User unknown", reply.error)
        self.assertEqual(self.case.activity_ids.user_id, self.officer)
        self.assertFalse(self.case.question_ids, "a machine asks nothing")

    def test_r_k01_bounce_of_one_reply_leaves_the_others(self):
        first, mail = self._send_mail()
        second, _mail = self._send_mail("progress", text="We look into it.")
        self._receive(self._bounce(mail))
        self.assertEqual((first.state, second.state), ("failed", "sent"))

    def test_r_i10_out_of_office_ends_no_waiting_and_asks_nothing(self):
        _reply, mail = self._send_mail("request", text="Which model is it?")
        for headers in (
            {"Auto_Submitted": "auto-replied"},
            {"X_Autoreply": "yes"},
            {"Precedence": "auto_reply"},
        ):
            answer = self._mail(
                "I am away. When? Until Monday.",
                In_Reply_To=mail["Message-Id"],
                Message_Id=make_msgid(),
                **headers,
            )
            self.assertFalse(self._receive(answer))
            self.assertTrue(self.case.is_waiting, headers)
            self.assertFalse(self.case.question_ids)
        self._receive(self._mail("XK-7", In_Reply_To=mail["Message-Id"]))
        self.assertFalse(self.case.is_waiting)

    def test_r_i24_unknown_encodings_land_on_the_case(self):
        """Whatever the header says, the words arrive or are shown broken; no error."""
        _reply, mail = self._send_mail()
        tries = {
            "x-unknown-9": b"Model XK-7",
            "gb18030": "型号 XK-7，什么时候寄？".encode("gb18030"),
            "big5": "型號 XK-7".encode("big5"),
            "utf-8": "型号 XK-7".encode("gb2312"),
            "": b"Model XK-7 \xff\xfe",
        }
        for charset, body in tries.items():
            kind = f'text/plain; charset="{charset}"' if charset else "text/plain"
            answer = self._mail(
                body,
                In_Reply_To=mail["Message-Id"],
                Message_Id=make_msgid(),
                Content_Type=kind,
            )
            with self.subTest(charset=charset):
                self.assertFalse(self._receive(answer))
                self.assertIn("XK-7", self.case.message_ids[0].body)

    def test_r_a06_decision_withdrawn_while_queued_does_not_leave(self):
        case = self._bring_to("approved", outcome="We replace it.")
        reply = self._send("decision", case=case)
        case.with_user(self.executive).action_submit("Wrong amount.")
        self.assertFalse(self._run_job())
        self.assertEqual(reply.state, "failed")
        self.assertIn("is not decided", reply.error)
        self.assertFalse(case.answered_on)

    def test_r_k01_letter_that_the_post_brings_back_is_seen(self):
        reply = self._write("acknowledgement", medium="letter")
        reply.action_print()
        reply.action_failed("Moved away.")
        self.assertEqual(reply.state, "failed")
        self.assertEqual(self.case.activity_ids.user_id, self.officer)

    def test_r_a06_note_called_a_mail_says_why_it_does_not_leave(self):
        case = self.case.with_user(self.officer)
        with self.assertRaisesRegex(UserError, "Nothing leaves a complaint this way"):
            case.message_post(
                body="Our fault",
                message_type="email",
                partner_ids=self.customer.ids,
            )

    def test_r_a06_uploaded_file_finds_its_case_and_stays_there(self):
        """Odoo uploads before the case is saved; from then on it stays."""
        files = self.env["ir.attachment"].with_user(self.officer)
        file = files.create(
            {"name": "a.txt", "raw": b"a", "res_model": self.case._name, "res_id": 0}
        )
        file.write({"res_id": self.case.id})
        file.write({"res_model": self.case._name, "res_id": self.case.id})
        for values in (
            {"res_id": self._register().id},
            {"res_model": "res.partner", "res_id": self.customer.id},
            {"res_model": False, "res_id": 0},
        ):
            with self.assertRaisesRegex(UserError, "stays with it"):
                file.write(values)

    # ------------------------------------------------------------
    # PLANS
    # ------------------------------------------------------------

    def _explain(self, domain, order, user=None, limit=80, model="complaint.reply"):
        model = self.env[model].with_user(user) if user else self.env[model]
        query = model._search(domain, order=order, limit=limit)
        rows = self.env.execute_query(SQL("EXPLAIN %s", query.select()))
        return "\n".join(row[0] for row in rows)

    @mute_logger("odoo.sql_db")
    def test_plans_of_job_and_lists_read_an_index(self):
        """At 20,000 replies: what is queued, the list, what failed, open questions."""
        self.env.cr.execute(
            """
            INSERT INTO complaint_reply
                (case_id, company_id, kind, medium, lang, state, user_id, sent_on)
            SELECT %s, %s, 'progress', 'mail', 'en_US',
                CASE WHEN n %% 500 = 0 THEN 'queued' WHEN n %% 501 = 0 THEN 'failed'
                     ELSE 'sent' END, %s, now()
            FROM generate_series(1, 20000) AS n;
            ANALYZE complaint_reply
            """,
            [self.case.id, self.company.id, self.officer.id],
        )
        queued = [("state", "=", "queued"), ("started_on", "=", False)]
        plan = self._explain(queued, "queued_on, id", limit=25)
        self.assertIn("queue_idx", plan)
        plan = self._explain([], "id desc", self.officer)
        self.assertIn("complaint_reply_pkey", plan)
        plan = self._explain([("state", "=", "failed")], "id desc", self.officer)
        self.assertIn("failed_idx", plan)
        plan = self._explain(
            [("message_id", "=", 7), ("state", "=", "sent")], "id desc"
        )
        self.assertIn("message_id_index", plan)
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        plan = self._explain(
            [("state", "=", "open"), ("user_id", "=", self.officer.id)],
            "asked_on, id",
            model="complaint.question",
        )
        self.assertIn("open_idx", plan)
