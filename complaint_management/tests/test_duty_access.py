from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .duty_common import DutyCommon


@tagged("post_install", "-at_install")
class TestDutyAccess(DutyCommon):
    """R-P02, R-P03: a department sees its part and never who complains."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls._register(
            title="Ms. Zhang: the kettle leaks",
            line_ids=[
                Command.create({"product_text": "Kettle", "defective_qty": 2}),
            ],
        )
        cls.case.facts = "Leaks at the base after a week."
        cls.shown, cls.hidden = cls.env["complaint.evidence"].create(
            [
                {
                    "case_id": cls.case.id,
                    "name": name,
                    "description": name,
                    "for_investigator": shown,
                }
                for name, shown in (("Kettle", True), ("Her letter", False))
            ]
        )
        cls.duty = cls._ask(cls.case)

    def test_the_department_reads_its_duty_and_nothing_of_the_case(self):
        duty = self.duty.with_user(self.potter)
        self.assertEqual(duty.number, self.case.number)
        self.assertEqual(duty.facts, "Leaks at the base after a week.")
        self.assertEqual(duty.category_id, self.quality)
        self.assertIn("Kettle", duty.goods)
        self.assertFalse(self.case.with_user(self.potter).has_access("read"))
        for model in (self.case, self.case.line_ids):
            found = self.env[model._name].with_user(self.potter).search([])
            self.assertFalse(found & model)
        [row] = duty.read(["case_id"])
        self.assertEqual(row["case_id"][1], self.case.number)  # not its title
        with self.assertRaises(AccessError):
            duty.case_id.read(["partner_name"])

    def test_another_department_reads_nothing(self):
        for user in (self.chemist, self.clerk, self.stranger):
            self.assertFalse(self.duty.with_user(user).has_access("read"))

    def test_evidence_that_is_ticked_is_seen_by_who_is_asked(self):
        duty = self.duty.with_user(self.potter)
        self.assertEqual(duty.evidence_ids, self.shown)
        self.assertFalse(self.hidden.with_user(self.potter).has_access("read"))
        self.assertFalse(self.shown.with_user(self.chemist).has_access("read"))
        self.duty.with_user(self.plant_head).action_return("Not ours")
        self.assertFalse(self.shown.with_user(self.potter).has_access("read"))

    def test_what_a_department_may_read_does_not_name_the_complainant(self):
        """The title may: who may not read the case meets its number."""
        [row] = self.shown.with_user(self.potter).read(["case_id"])
        self.assertEqual(row["case_id"][1], self.case.number)
        [row] = self.shown.with_user(self.officer).read(["case_id"])
        self.assertIn("Ms. Zhang", row["case_id"][1])

    def test_who_is_transferred_reads_it_no_longer(self):
        employee = self.env["hr.employee"].search([("user_id", "=", self.potter.id)])
        employee.department_id = self.laboratory
        self.assertFalse(self.duty.with_user(self.potter).has_access("read"))

    def test_only_who_owes_the_answer_writes_it(self):
        for user in (self.potter, self.officer, self.executive, self.supervisor):
            with self.assertRaises(AccessError):
                self.duty.with_user(user).findings = "Nothing"
        self.duty.with_user(self.plant_head).findings = "The seam"
        self.duty.with_user(self.plant_head).action_answer()
        with self.assertRaisesRegex(UserError, "nothing is asked"):
            self.duty.with_user(self.plant_head).findings = "Something else"

    def test_the_department_does_not_change_what_it_is_asked(self):
        duty = self.duty.with_user(self.plant_head)
        for values in ({"question": "Is it fine?"}, {"sequence": 1}, {"kind": "lead"}):
            with self.assertRaises(AccessError):
                duty.write(values)
        with self.assertRaises(UserError):
            self.duty.department_id = self.laboratory

    def test_state_and_dates_are_not_written_by_hand(self):
        for values in (
            {"state": "done"},
            {"opened_on": False},
            {"handler_id": self.potter.id},
            {"head_id": self.potter.id},
        ):
            with self.assertRaises(UserError):
                self.duty.write(values)

    def test_a_duty_is_never_deleted(self):
        with self.assertRaises(AccessError):
            self.duty.unlink()
        with self.assertRaises(UserError):
            self.duty.sudo().unlink()
