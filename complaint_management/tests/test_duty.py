from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .duty_common import DutyCommon


@tagged("post_install", "-at_install")
class TestDuty(DutyCommon):
    """R-D01 to R-D03, R-D16: what a department is asked, by whom it is handled."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls._register()
        cls.case.user_id = cls.officer

    def test_r_d02_the_head_is_asked_and_names_who_handles_it(self):
        duty = self._ask(self.case)
        self.assertDutyState(duty, "open")
        self.assertTrue(duty.opened_on)
        self.assertEqual(duty.head_id, self.plant_head)
        self.assertEqual(self._get_todo(duty), self.plant_head)
        duty.with_user(self.plant_head).action_name_handler(self.potter.id)
        self.assertDutyState(duty, "handling")
        self.assertTrue(duty.handled_on)
        self.assertEqual(duty.user_id, self.potter)
        self.assertEqual(self._get_todo(duty), self.potter)

    def test_r_d02_the_case_is_handed_over_when_a_department_is_asked(self):
        self.assertFalse(self.case.handed_over_on)
        duty = self._ask(self.case)
        self.assertEqual(self.case.handed_over_on, duty.opened_on)

    def test_r_d02_only_the_head_names(self):
        duty = self._ask(self.case)
        for user in (self.potter, self.officer, self.quality_head):
            with self.assertRaises(AccessError):
                duty.with_user(user).action_name_handler(self.potter.id)

    def test_r_d02_the_handler_is_of_the_department(self):
        duty = self._ask(self.case).with_user(self.plant_head)
        self.assertEqual(duty.action_name_handler()["target"], "new")
        with self.assertRaisesRegex(UserError, "Handled by"):
            duty._walk("handling")
        with self.assertRaisesRegex(ValidationError, "Name one of: .*Potter"):
            duty.action_name_handler(self.chemist.id)

    def test_r_d02_the_head_names_another_later(self):
        duty = self._ask(self.case).with_user(self.plant_head)
        duty.action_name_handler(self.potter.id)
        duty.action_name_handler(self.plant_head.id)
        self.assertEqual(duty.handler_id, self.plant_head)
        self.assertEqual(self._get_todo(duty), self.plant_head)

    def test_r_d03_findings_cause_and_proposal_come_back(self):
        duty = self._ask(self.case)
        duty.with_user(self.plant_head).action_name_handler(self.potter.id)
        mine = duty.with_user(self.potter)
        with self.assertRaisesRegex(UserError, "what was found"):
            mine.action_answer()
        mine.write({"findings": "Open seam", "cause": "Glue", "proposal": "Weld"})
        mine.action_answer()
        self.assertDutyState(duty, "answered")
        self.assertTrue(duty.answered_on)
        self.assertEqual(self._get_todo(duty), self.officer)
        duty.action_accept_answer()
        self.assertDutyState(duty, "done")
        self.assertTrue(duty.done_on)
        self.assertFalse(self._get_todo(duty))

    def test_r_d03_what_is_not_enough_is_asked_again_with_a_reason(self):
        duty = self._ask(self.case)
        self._answer(duty)
        with self.assertRaises(AccessError):
            duty.with_user(self.plant_head).action_ask_again("Since when?")
        self.assertEqual(duty.action_ask_again()["res_model"], "complaint.reason")
        duty.action_ask_again("Since when?")
        self.assertDutyState(duty, "handling")
        self.assertFalse(duty.answered_on)
        self.assertEqual(duty.asked_again, 1)
        self.assertEqual(self._get_todo(duty), self.plant_head)

    def test_r_d01_not_ours_goes_back_with_a_reason_and_is_counted(self):
        duty = self._ask(self.case)
        mine = duty.with_user(self.plant_head)
        self.assertEqual(mine.action_return()["res_model"], "complaint.reason")
        with self.assertRaises(AccessError):
            duty.with_user(self.potter).action_return("No")
        mine.action_return("Made by Plant 2")
        self.assertDutyState(duty, "returned")
        self.assertTrue(duty.returned_on)
        self.assertEqual(duty.return_reason, "Made by Plant 2")
        self.assertEqual(self.case.return_count, 1)
        self.assertEqual(self._get_todo(duty), self.officer)
        duty.action_cancel("Asked another way")
        self.assertEqual(self.case.return_count, 1)

    def test_r_d16_a_step_opens_when_the_one_before_is_done(self):
        first = self._ask(self.case, sequence=10)
        second = self._ask(self.case, self.laboratory, sequence=20)
        beside = self._ask(self.case, self.laboratory, sequence=10)
        self.assertEqual(
            (first | second | beside).mapped("state"), ["open", "waiting", "open"]
        )
        self.assertFalse(self._get_todo(second))
        self._answer(first)
        first.action_accept_answer()
        self.assertDutyState(second, "waiting")
        with self.assertRaisesRegex(UserError, "Laboratory comes first"):
            second._walk("open")
        beside.action_cancel("Not needed")
        self.assertTrue(beside.cancelled_on)
        self.assertDutyState(second, "open")
        self.assertEqual(self._get_todo(second), self.quality_head)

    def test_r_d16_what_was_given_back_is_not_done(self):
        first = self._ask(self.case, sequence=10)
        second = self._ask(self.case, self.laboratory, sequence=20)
        first.with_user(self.plant_head).action_return("Made by Plant 2")
        self.assertDutyState(second, "waiting")
        first.action_cancel("Nobody else to ask")
        self.assertDutyState(second, "open")

    def test_r_d16_the_order_of_steps_can_be_changed(self):
        self._ask(self.case, sequence=10)
        second = self._ask(self.case, self.laboratory, sequence=20)
        second.sequence = 10
        self.assertDutyState(second, "open")

    def test_a_head_who_has_left_is_passed_over_and_that_is_said(self):
        """Issue 4, bad input: the next person up, said on the case."""
        self.env["complaint.post"].create(
            {"kind": "gm", "user_id": self.executive.id, "company_id": self.company.id}
        )
        self.plant_head.active = False
        duty = self._ask(self.case)
        self.assertEqual(duty.head_id, self.executive)
        self.assertEqual(self._get_todo(duty), self.executive)
        self.assertIn("Executive is asked instead", self.case.message_ids[0].body)

    def test_a_department_without_head_to_the_top_is_not_asked(self):
        """Issue 4, bad input: with what to mend."""
        stamping = self._create_department("Stamping", "team")
        with self.assertRaisesRegex(ValidationError, "Stamping and those above it"):
            self._ask(self.case, stamping)

    def test_when_nobody_is_left_the_handler_of_the_case_is_told(self):
        self._ask(self.case, self.laboratory, sequence=10)
        second = self._ask(self.case, sequence=20)
        self.plant_head.active = False
        self.case.duty_ids[-1].action_cancel("Not needed")
        self.assertDutyState(second, "open")
        told = self.case.activity_ids.filtered(lambda one: one.user_id == self.officer)
        self.assertIn("Plant 1", told.note)

    def test_r_d03_a_case_is_not_closed_while_a_department_owes(self):
        case = self._bring_to("confirming")
        duty = self._ask(case)
        with self.assertRaisesRegex(UserError, "Still open: Plant 1"):
            case.action_close()
        duty.action_cancel("Known already")
        self._tell(case)
        case.action_close()
        self.assertCaseState(case, "closed")

    def test_nobody_works_on_what_is_withdrawn(self):
        duty = self._ask(self.case)
        self.case.action_cancel("Customer is content")
        self.assertDutyState(duty, "cancelled")
        self.assertFalse(self._get_todo(duty))

    def test_duties_are_counted_on_the_case(self):
        first = self._ask(self.case)
        self._ask(self.case, self.laboratory)
        self.assertEqual((self.case.duty_count, self.case.open_duty_count), (2, 2))
        first.action_cancel("Not needed")
        self.assertEqual((self.case.duty_count, self.case.open_duty_count), (2, 1))

    def test_r_d03_progress_is_reported_by_who_handles_it(self):
        duty = self._ask(self.case)
        mine = duty.with_user(self.plant_head)
        self.assertEqual(
            mine.action_report_progress()["res_model"], "complaint.duty.note"
        )
        with self.assertRaises(AccessError):
            duty.with_user(self.officer).action_report_progress("Soon")
        mine.action_report_progress("Samples cut")
        self.assertEqual(duty.progress, "Samples cut")
        self.assertTrue(duty.progress_on)
        self.assertIn("Samples cut", duty.message_ids[0].body)

    def test_r_d01_what_is_not_ours_is_asked_of_another_department(self):
        first = self._ask(self.case, kind="lead", sequence=10)
        later = self._ask(self.case, self.laboratory, sequence=20)
        self.case.department_id = self.plant
        first.with_user(self.plant_head).action_return("Made by others")
        first.action_redirect(self.laboratory.id)
        self.assertEqual(first.followed_id.department_id, self.laboratory)
        self.assertEqual(first.followed_id.question, first.question)
        self.assertEqual(self.case.department_id, self.laboratory)
        self.assertDutyState(later, "waiting")
        self._answer(first.followed_id)
        first.followed_id.action_accept_answer()
        self.assertDutyState(later, "open")

    def test_who_takes_the_case_over_checks_the_answers(self):
        duty = self._ask(self.case)
        self._answer(duty)
        self.assertEqual(duty.user_id, self.officer)
        self.case.user_id = self.admin
        self.assertEqual(duty.user_id, self.admin)
        self.assertEqual(self._get_todo(duty), self.admin)
