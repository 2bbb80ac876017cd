import base64
import io
import zipfile
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.addons.complaint_management.tests.reply_common import ReplyCommon
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models import capa_recall_notices
from .recall_common import RecallCommon


@tagged("post_install", "-at_install")
class TestRecallNotices(RecallCommon, ReplyCommon):
    """R-Q07, R-A06: each customer is told once, through the gate of replies."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.recall = cls._recall().with_env(cls.env(user=cls.quality_user, context={}))

    def _get_notices(self, customer=None):
        domain = [("recall_id", "=", self.recall.id)]
        if customer:
            domain.append(("recall_partner_id", "=", customer.id))
        return self.env["complaint.reply"].search(domain)

    def _run_recall_job(self):
        self.env.flush_all()
        with self.enter_registry_test_mode():
            job = self.env.ref("complaint_quality_capa.ir_cron_capa_recall")
            job.sudo().method_direct_trigger()
        self.env.invalidate_all()

    def _get_line(self, customer):
        return self._line(self.recall.sudo(), customer)

    def test_r_q07_by_mail_or_by_letter_with_what_he_got(self):
        self.recall.action_notify()
        mail, letter = (
            self._get_notices(one) for one in (self.dealer, self.guest_house)
        )
        self.assertRecordValues(
            mail | letter,
            [
                {"medium": "mail", "state": "queued", "company_id": self.company.id},
                {"medium": "letter", "state": "draft", "company_id": self.company.id},
            ],
        )
        for words in ("Plate, lot LOT-A: 200", "bursts when it is hot", "Stop selling"):
            self.assertIn(words, str(mail.body))
        self.assertIn(self.recall.number, mail.subject)
        self.assertEqual(self._get_line(self.dealer).notice_state, "waiting")
        [sent] = self._run_job()
        self.assertIn("office@golden.example.com", sent["To"])
        self.assertIn("care@lotus.example.com", sent["From"])
        line = self._get_line(self.dealer)
        self.assertEqual(line.notice_state, "sent")
        self.assertTrue(line.notified_on)
        self.assertEqual(self.recall.notified_count, 1)
        self.assertEqual(self.recall.letter_count, 1)

    def test_r_q07_letters_are_printed_together_and_count_as_sent(self):
        self.recall.action_notify()
        action = self.recall.action_print_letters()
        self.assertEqual(action["report_name"].split(".")[-1], "complaint_reply_letter")
        self.assertEqual(self._get_notices(self.guest_house).state, "printed")
        self.assertEqual(self.recall.notified_count, 1)
        html = (
            self.env["ir.actions.report"]
            ._render_qweb_html(
                action["report_name"], self._get_notices(self.guest_house).ids
            )[0]
            .decode()
        )
        self.assertIn("Guest House", html)
        self.assertIn("River Road 1", html)
        with self._refused(UserError, "No letter waits"):
            self.recall.action_print_letters()

    def test_r_k01_in_the_customers_language(self):
        self.dealer.lang = "zh_CN"
        self.recall.with_context(lang="zh_CN").hazard = "遇热会爆裂。"
        words = self.env.ref("complaint_quality_capa.complaint_reply_template_recall")
        words.with_context(lang="zh_CN").subject = "召回{number}"
        self.recall.action_notify()
        notice = self._get_notices(self.dealer)
        self.assertEqual(notice.lang, "zh_CN")
        self.assertIn("遇热会爆裂。", str(notice.body))
        self.assertIn("召回", notice.subject)

    def test_r_q07_asked_twice_each_is_told_once(self):
        self.recall.action_notify()
        first = self._get_notices()
        self.recall.action_notify()
        self._run_recall_job()
        self.assertEqual(self._get_notices(), first)
        self._run_job()
        self.assertFalse(self._run_job())

    def test_r_q07_a_run_that_was_killed_goes_on_where_it_was(self):
        """Two batches; the second is the job's. What is written is written once."""
        with patch.object(capa_recall_notices, "BATCH", 1):
            self.recall.action_notify()
            self.assertEqual(len(self._get_notices()), 1)
            self.assertTrue(self.recall.notices_asked)
            killed = patch.object(
                type(self.recall), "_list_goods", side_effect=RuntimeError("killed")
            )
            with killed, mute_logger("odoo.addons.base.models.ir_cron"):
                self._run_recall_job()
            self.assertEqual(len(self._get_notices()), 1)
            self._run_recall_job()
        self.assertEqual(len(self._get_notices()), 2)
        self.assertFalse(self.recall.notices_asked)
        self.assertEqual(
            self._get_notices().recall_partner_id, self.dealer | self.guest_house
        )

    @mute_logger("odoo.sql_db")
    def test_r_q07_no_second_notice_of_one_number(self):
        self.recall.action_notify()
        notice = self._get_notices(self.dealer)
        with self._refused(Exception, "complaint_reply_recall_uniq"):
            notice.sudo()._create_guarded(
                [
                    {
                        "recall_id": self.recall.id,
                        "recall_partner_id": self.dealer.id,
                        "recall_round": notice.recall_round,
                        "kind": "recall",
                    }
                ]
            )

    def test_r_q07_who_gets_some_later_is_told_too(self):
        self.recall.action_notify()
        self._get_line(self.guest_house).sudo()._write_guarded({"notice_id": False})
        self.recall.action_notify()
        rounds = self._get_notices(self.guest_house).mapped("recall_round")
        self.assertEqual(sorted(rounds), [0, 1])

    def test_r_q07_who_does_not_answer_is_reminded_three_times(self):
        self.recall.action_notify()
        self._run_job()
        self._run_recall_job()
        self.assertEqual(len(self._get_notices(self.dealer)), 1)
        for count in range(1, 6):
            self._get_line(self.dealer).sudo()._write_guarded(
                {"notified_on": fields.Datetime.now() - timedelta(days=8)}
            )
            self._run_recall_job()
            self._run_job()
            reminders = self._get_notices(self.dealer).filtered(
                lambda one: one.kind == "recall_reminder"
            )
            self.assertEqual(len(reminders), min(count, 3))
        self.assertIn("no answer", reminders[0].subject)

    def test_r_q07_who_answered_is_not_reminded(self):
        self.recall.action_notify()
        self._run_job()
        self._get_line(self.dealer).write({"held_qty": 120, "note": "Sends them."})
        self.assertEqual(self._get_line(self.dealer).answered_on, self.today)
        self.recall.action_remind()
        self.assertEqual(len(self._get_notices(self.dealer)), 1)
        self.assertEqual(self.recall.answered_count, 1)

    @mute_logger("odoo.addons.mail.models.mail_mail")
    def test_r_q07_what_did_not_arrive_is_seen_and_sent_again(self):
        self.recall.action_notify()
        self._run_job(refuse=["golden"])
        self.assertEqual(self._get_line(self.dealer).notice_state, "failed")
        activity = self.recall.activity_ids.filtered(
            lambda one: one.user_id == self.quality_user
        )
        self.assertIn("did not reach", activity.summary)
        self._get_notices(self.dealer).with_user(self.quality_user).action_send_again()
        self._run_job()
        self.assertEqual(self._get_line(self.dealer).notice_state, "sent")

    def test_r_q07_his_answer_lands_on_the_recall(self):
        self.recall.action_notify()
        [sent] = self._run_job()
        text = self._mail(
            From="office@golden.example.com",
            To=sent["Reply-To"],
            In_Reply_To=sent["Message-Id"],
            Subject="Re: recall",
        )
        self.assertFalse(self._receive(text))
        self.assertIn("Re: recall", self.recall.message_ids.mapped("subject"))
        asked = self.recall.activity_ids.mapped("summary")
        self.assertIn("Customers answered: note what they have and send back", asked)

    def test_r_q07_by_another_system(self):
        """Who has a mini-program is told there, with or without an address."""
        group = "complaint_management.group_complaint_integration"
        system = self._create_user("mini", group)
        own = {"name": "Mini", "kind": "social", "company_id": self.company.id}
        channel, mute = self.env["complaint.channel"].create(
            [{**own, "system_user_ids": system.ids}, {**own, "name": "Nobody"}]
        )
        with self._refused(ValidationError, "No other system"):
            self.recall.sudo().channel_id = mute
        self.recall.sudo().channel_id = channel
        self.recall.action_notify()
        answers = self.env["complaint.integration.answers"].with_user(system)
        waiting = answers.outbox(channel.id)
        self.assertEqual(len(waiting), 2)
        self.assertEqual({one["number"] for one in waiting}, {self.recall.number})
        self.assertTrue(all(one["recipient"] for one in waiting))
        answers.confirm(
            channel.id,
            [{"id": waiting[0]["id"], "sent": True}]
            + [{"id": waiting[1]["id"], "sent": False, "error": "No such user."}],
        )
        states = self.recall.sudo().line_ids.filtered("notice_id")
        self.assertEqual(sorted(states.mapped("notice_state")), ["failed", "sent"])

    def test_r_s06_his_notices_are_among_his_own_data(self):
        """A customer who never complained is given them too; nobody else's."""
        self.recall.action_notify()
        self._run_job()
        forms = self.env["complaint.own.data"].with_user(self.officer)
        form = forms.create({"partner_id": self.dealer.id})
        form.action_make()
        with zipfile.ZipFile(io.BytesIO(base64.b64decode(form.file))) as package:
            page = package.read("index.html").decode()
        for words in (self.recall.number, "LOT-A: 200", "bursts when it is hot"):
            self.assertIn(words, page)
        self.assertNotIn("LOT-A: 50", page)
        form = forms.create({"partner_id": self.guest_house.id})  # his lies here yet
        with self._refused(UserError, "Nothing is held"):
            form.action_make()

    def test_r_p04_what_customers_read_is_kept_when_it_changes(self):
        recall = self.recall.sudo()
        recall.hazard = "It may burst at 80 °C."
        recall.update_field_translations("instruction", {"zh_CN": "请停止销售。"})
        kept = self.env["complaint.trail"].search(
            [("res_model", "=", "capa.recall"), ("res_id", "=", recall.id)]
        )
        changes = {one.field_name: (one.old_value, one.new_value) for one in kept}
        self.assertEqual(
            changes["hazard"],
            ("The plate bursts when it is hot.", "It may burst at 80 °C."),
        )
        self.assertEqual(changes["instruction"][1], "请停止销售。")

    # ------------------------------------------------------------
    # GATE
    # ------------------------------------------------------------

    def test_r_a06_nobody_writes_or_changes_a_notice(self):
        replies = self.env["complaint.reply"]
        ours = {"recall_id": self.recall.id, "recall_partner_id": self.dealer.id}
        for user in (self.officer, self.quality_user, self.env.user):
            with self._refused((UserError, AccessError), "."):
                replies.with_user(user).create({"kind": "recall", **ours})
        self.recall.action_notify()
        letter = self._get_notices(self.guest_house)
        for vals in ({"text": "All is well."}, {"kind": "decision"}):
            with self._refused(UserError, "made by its recall"):
                letter.with_user(self.officer).write(vals)

    def test_r_a06_a_complaint_sends_no_notice_of_a_recall(self):
        reply = self._write("recall")
        with self._refused(UserError, "written by the recall"):
            reply.action_send()

    def test_r_a06_nothing_is_said_of_a_recall_that_does_not_run(self):
        self.recall.action_notify()
        self.recall.action_cancel("The wrong lot.")
        self.assertFalse(self._run_job())
        self.assertEqual(self._get_notices(self.dealer).state, "failed")
        with self._refused(UserError, "while it runs"):
            self.recall.action_notify()

    def test_r_a06_no_other_way_leads_out_of_a_recall(self):
        for user in (self.quality_user, self.executive):
            own = self.recall.with_user(user)
            with self._refused((UserError, AccessError), "."):
                own.message_post(body="Burst!", partner_ids=self.dealer.ids)
            with self._refused((UserError, AccessError), "."):
                own.message_subscribe(partner_ids=self.dealer.ids)

    def test_r_q07_who_was_told_is_not_forgotten(self):
        """Then the recall is carried on."""
        self.recall.action_notify()
        self._run_job()
        with self._refused(UserError, "carried on"):
            self.recall.action_cancel("Too dear.")
