from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .duty_common import DutyCommon


@tagged("post_install", "-at_install")
class TestPrivateText(DutyCommon):
    """R-P03: what the departments read does not say who complains."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls._register(
            partner_id=False,
            partner_name="Zhang Wei",
            partner_email="wei@example.com",
            partner_phone="+86 138 0013 8000",
        )
        cls.case.sudo().user_id = cls.officer

    def test_r_p03_facts_that_name_the_complainant_are_refused(self):
        for words, text in (
            ("Zhang Wei", "Mr. zhang wei says that it leaks."),
            ("wei@example.com", "Write to Wei@Example.com."),
            ("138 0013 8000", "Call 13800138000."),
        ):
            with self.assertRaisesRegex(ValidationError, "Leave out: .*" + words):
                self.case.with_user(self.officer).facts = text
        self.case.with_user(self.officer).facts = "Leaks since last week."

    def test_r_p03_a_question_that_names_the_complainant_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "Leave out: Zhang Wei"):
            self._ask(self.case, question="What did you tell Zhang Wei?")
        duty = self._ask(self.case)
        with self.assertRaisesRegex(ValidationError, "Leave out: Zhang Wei"):
            duty.question = "Call Zhang Wei"

    def test_r_p03_what_the_branch_is_asked_too(self):
        branch = self._create_department("Hamburg", "sales_branch", self.chemist)
        self.case.sudo().branch_id = branch
        mine = self.case.with_user(self.officer)
        with self.assertRaisesRegex(ValidationError, "Leave out: Zhang Wei"):
            mine.action_ask_branch("May I refund Zhang Wei?")

    def test_r_p03_progress_and_chasing_name_nobody_either(self):
        duty = self._ask(self.case)
        head = duty.with_user(self.plant_head)
        with self.assertRaisesRegex(ValidationError, "Leave out: Zhang Wei"):
            head.action_report_progress("Zhang Wei sent photos")
        with self.assertRaisesRegex(ValidationError, "Leave out: .*138 0013 8000"):
            duty.with_user(self.officer).action_chase("Call 13800138000 today")
        self.assertFalse(duty.progress)
        self.assertFalse(duty.chase_count)
        head.action_report_progress("Photos are there")
        duty.with_user(self.officer).action_chase("Two days late")
        self.assertEqual((duty.progress, duty.chase_count), ("Photos are there", 1))

    def test_the_text_of_a_rule_stops_no_case(self):
        """It names nobody, even where a word of it is somebody's name."""
        self.case.sudo().partner_name = "Bill"
        self.env["complaint.routing"].create(
            {
                "name": "All",
                "company_id": self.company.id,
                "department_id": self.plant.id,
                "question": "Is the bill right?",
            }
        )
        self.case.with_user(self.officer).action_accept()
        self.assertEqual(self.case.duty_count, 1)
