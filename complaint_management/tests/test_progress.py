from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import SQL

from .reply_common import ReplyCommon

MODULE = "odoo.addons.complaint_management.models.complaint_case_progress"


@tagged("post_install", "-at_install")
class TestProgress(ReplyCommon):
    """R-K03: until the answer the complainant hears at intervals how far it is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy = cls.env["complaint.policy"].create(
            {
                "name": "Ours",
                "company_id": cls.company.id,
                "valid_from": "2020-01-01",
                "progress_days": 3,
            }
        )
        cls.kind = cls.env.ref("complaint_management.mail_activity_type_progress")
        with freeze_time("2027-03-01 10:00"):
            cls.case = cls._register(user_id=cls.officer.id).with_env(cls.env)

    def _run(self, day):
        with freeze_time(f"{day} 12:00"), self.enter_registry_test_mode():
            job = self.env.ref("complaint_management.ir_cron_complaint_progress")
            job.sudo().method_direct_trigger()
        self.env.invalidate_all()
        return self.case.activity_ids.filtered(
            lambda one: one.activity_type_id == self.kind
        )

    def test_r_k03_report_is_asked_of_the_person_in_charge(self):
        self.assertFalse(self._run("2027-03-03"))
        asked = self._run("2027-03-04")
        self.assertEqual(asked.user_id, self.officer)
        self.assertEqual(self._run("2027-03-04"), asked)
        self.assertEqual(self._run("2027-03-08"), asked, "one at a time")

    def test_r_k03_what_was_told_begins_the_interval_anew(self):
        """By reply or by word; what was asked for is done with it."""
        self.assertTrue(self._run("2027-03-04"))
        with freeze_time("2027-03-05 09:00"):
            self._send("progress", medium="phone", text="The sample is tested.")
        self.assertFalse(self._run("2027-03-07"))
        self.assertTrue(self._run("2027-03-08"))
        with freeze_time("2027-03-09 09:00"):
            self.env["complaint.call"].with_user(self.officer).create(
                {"case_id": self.case.id, "words": "Told that it takes a week."}
            )
        self.assertFalse(self._run("2027-03-11"))

    def test_r_k03_no_report_after_the_answer_or_the_end(self):
        with freeze_time("2027-03-01 10:00"):
            case = self._bring_to("approved", outcome="Replaced.")
        self.assertTrue(case.progress_due_on)
        with freeze_time("2027-03-02 10:00"):
            self._tell(case)
        self.assertFalse(case.progress_due_on)
        self.case.with_user(self.officer).action_cancel("Found it.")
        self.assertFalse(self.case.progress_due_on)
        self.case.with_user(self.officer).action_take_up_again("Not found.")
        self.assertTrue(self.case.progress_due_on)

    def test_r_k03_who_is_waited_for_gets_no_report(self):
        self.case.action_wait_for_customer("Which model?")
        self.assertFalse(self._run("2027-03-04"))
        self.assertGreater(str(self.case.progress_due_on), "2027-03-07")

    def test_r_k03_policy_without_interval_asks_nothing(self):
        self.policy.progress_days = 0
        self.assertFalse(self._register().progress_due_on)

    def test_r_k03_run_that_broke_off_asks_for_each_once(self):
        """Killed between two batches, run again."""
        with freeze_time("2027-03-01 10:00"):
            cases = self.case + self._register() + self._register()
        calls = iter([0.0, 60.0, 60.0, 60.0, 60.0])  # no time left after the first
        with (
            patch(f"{MODULE}.BATCH", 1),
            patch.object(
                type(self.env["ir.cron"]),
                "_commit_progress",
                lambda *args, **kwargs: next(calls),
            ),
            freeze_time("2027-03-04 12:00"),
        ):
            for _run in range(2):
                self.env["complaint.case"]._cron_ask_for_progress()
        for case in cases:
            asked = case.activity_ids.filtered(
                lambda one: one.activity_type_id == self.kind
            )
            self.assertEqual(len(asked), 1)

    def test_r_k03_job_reads_an_index(self):
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        query = self.env["complaint.case"]._search(
            [("progress_due_on", "<=", fields.Datetime.now())],
            limit=100,
            order="progress_due_on, id",
        )
        rows = self.env.execute_query(SQL("EXPLAIN %s", query.select()))
        self.assertIn("progress_idx", str(rows))


@tagged("post_install", "-at_install")
class TestUnsatisfied(ReplyCommon):
    """R-D11: not satisfied with the first reply."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy = cls.env["complaint.policy"].create(
            {
                "name": "Ours",
                "company_id": cls.company.id,
                "valid_from": "2020-01-01",
                "unsatisfied_to_market": True,
                "limit_ids": [
                    fields.Command.create(
                        {
                            "name": "Promise",
                            "amount": 15,
                            "unit": "day",
                            "start_event": "promised_on",
                            "stop_event": "answered_on",
                            "is_promise": True,
                        }
                    )
                ],
            }
        )
        head = cls.env["hr.employee"].create(
            {
                "name": "Head",
                "user_id": cls._create_user("head", "base.group_user").id,
                "company_id": cls.company.id,
            }
        )
        cls.market = cls.env["hr.department"].create(
            {
                "name": "Market",
                "company_id": cls.company.id,
                "complaint_kind": "market",
                "manager_id": head.id,
            }
        )

    def _hear(self):
        with freeze_time("2027-03-01 10:00"):
            case = self._bring_to("confirming", outcome="Replaced.")
            self._tell(case)
        return case

    def test_r_d11_answer_is_promised_within_15_days(self):
        case = self._hear()
        with freeze_time("2027-03-02 10:00"):
            case.action_submit("It leaks again.", secured="Kettle on shelf 4, sealed.")
        self.assertTrue(case.promised_on)
        clock = self.env["complaint.clock"].search([("case_id", "=", case.id)])
        running = clock.filtered("is_running")
        self.assertEqual(running.due_on.date() - case.promised_on.date(), timedelta(15))

    def test_r_d11_promise_lies_ready_for_the_handler(self):
        """A draft that tells the 15 days, in his language; the limit runs from when it
        leaves."""
        case = self._hear()
        case.action_submit("It leaks again.", secured="Kettle on shelf 4, sealed.")
        reply = case.reply_ids.filtered("with_promise")
        self.assertEqual((reply.state, reply.user_id), ("draft", self.officer))
        self.assertIn("within 15 days", reply.body)
        summaries = case.activity_ids.mapped("summary")
        self.assertIn("Send the promise to the customer", summaries)
        before = case.promised_on
        reply.with_user(self.officer).action_send()
        with freeze_time("2099-01-01 10:00"):
            self._run_job()
        self.assertGreater(case.promised_on, before)

    def test_r_d11_product_is_secured_and_market_gets_form_and_sample(self):
        case = self._hear()
        with self.assertRaisesRegex(UserError, "how product and sample were secured"):
            case.action_submit("It leaks again.")
        self.assertCaseState(case, "confirming")
        case.action_submit("It leaks again.", secured="Kettle on shelf 4, sealed.")
        self.assertEqual(case.secured, "Kettle on shelf 4, sealed.")
        duty = case.duty_ids
        self.assertEqual(duty.department_id, self.market)
        self.assertIn("Kettle on shelf 4, sealed.", duty.question)

    def test_r_d11_form_asks_for_it(self):
        case = self._hear()
        action = case.action_submit()
        form = self.env[action["res_model"]].with_user(self.officer)
        form = form.browse(action["res_id"])
        self.assertTrue(form.asks_secured and form.needs_secured)
        form.write({"reason": "It leaks again.", "secured": "Sealed."})
        form.action_walk()
        self.assertEqual(case.secured, "Sealed.")

    def test_r_d11_policy_may_ask_for_less(self):
        self.policy.unsatisfied_to_market = False
        case = self._hear()
        case.action_submit("It leaks again.")
        self.assertFalse(case.duty_ids)

    def test_r_d11_without_market_department_somebody_is_told(self):
        self.market.complaint_kind = False
        case = self._hear()
        case.action_submit("It leaks again.", secured="Sealed.")
        self.assertIn("No market department", str(case.activity_ids.mapped("summary")))
