from odoo.exceptions import AccessError, RedirectWarning, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .duty_common import DutyCommon


@tagged("post_install", "-at_install")
class TestSuccession(DutyCommon):
    """Issue 4, bad input: who owes something in complaints leaves when it is handed
    over."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls._register(cls.clerk)
        cls.case.sudo().user_id = cls.officer
        cls.duty = cls._ask(cls.case)
        cls.duty.with_user(cls.plant_head).action_name_handler(cls.potter.id)

    def _hand_over(self, user, successor, **values):
        form = self.env["complaint.succession"].with_user(self.admin)
        form = form.create(
            {
                "user_id": user.id,
                "successor_id": successor.id,
                "reason": "Retires",
                **values,
            }
        )
        return form

    def test_who_owes_is_not_archived_and_told_what(self):
        for user, words in (
            (self.clerk, "First receiver"),
            (self.officer, "Handled by"),
            (self.potter, "Handled by"),
            (self.plant_head, "Asked of"),
        ):
            with self.assertRaises(RedirectWarning) as caught:
                user.active = False
            self.assertIn(words, caught.exception.args[0])
            self.assertIn(self.case.number, caught.exception.args[0])
        self.chemist.active = False
        self.assertFalse(self.chemist.active)

    def test_what_is_closed_holds_nobody(self):
        self.case.with_user(self.officer).action_cancel("Content")
        for user in (self.clerk, self.officer, self.potter, self.plant_head):
            user.active = False

    def test_the_successor_takes_everything_over_and_it_is_logged(self):
        second = self._create_user("second officer", "complaint_officer")
        form = self._hand_over(self.officer, second)
        self.assertIn(self.case.number, form.owed)
        form.action_hand_over()
        self.assertEqual(self.case.user_id, second)
        self.assertIn("Retires", self.case.message_ids[0].body)
        trail = self.env["complaint.trail"].search(
            [("res_id", "=", self.case.id), ("field_name", "=", "user_id")],
            order="id desc",
            limit=1,
        )
        self.assertEqual(trail.reason, "Retires")
        self.officer.active = False
        self.assertFalse(self.officer.active)

    def test_a_duty_goes_to_a_colleague_of_the_department_else_to_the_head(self):
        self._hand_over(self.potter, self.chemist).action_hand_over()
        self.assertEqual(self.duty.handler_id, self.plant_head)
        self._employ(self.chemist, self.plant)
        self._hand_over(self.plant_head, self.chemist).action_hand_over()
        self.assertEqual(self.duty.handler_id, self.chemist)
        self.assertEqual(self._get_todo(self.duty), self.chemist)

    def test_only_administrators_hand_over_in_bulk(self):
        with self.assertRaises(AccessError):
            self.env["complaint.succession"].with_user(self.officer).create({})

    def test_the_successor_works_there(self):
        with self.assertRaisesRegex(UserError, "does not work with"):
            self._hand_over(self.officer, self.stranger).action_hand_over()
        with self.assertRaisesRegex(UserError, "Name the successor"):
            self._hand_over(self.officer, self.admin, reason=" ").action_hand_over()

    def test_who_goes_to_another_company_hands_over_what_he_owes_there(self):
        """R-P03: with his company he loses the sight of its complaints."""
        both = self.company | self.other_company
        self.officer.company_ids = both
        elsewhere = self._register(self.stranger, company_id=self.other_company.id)
        elsewhere.sudo().user_id = self.officer
        moved = {
            "company_id": self.other_company.id,
            "company_ids": [Command.set(self.other_company.ids)],
        }
        with self.assertRaises(RedirectWarning) as caught:
            self.officer.write(moved)
        # both are the first of their companies
        self.assertEqual(caught.exception.args[0].count(self.case.number), 1)
        second = self._create_user("second officer", "complaint_officer")
        there = Command.set(self.company.ids)
        self._hand_over(self.officer, second, company_ids=[there]).action_hand_over()
        self.assertEqual(self.case.user_id, second)
        self.assertEqual(elsewhere.user_id, self.officer)
        self.officer.write(moved)
        self.assertEqual(self.officer.company_ids, self.other_company)

    def test_a_department_that_is_asked_is_not_archived(self):
        with self.assertRaisesRegex(UserError, "still asked in open complaints"):
            self.plant.active = False
        self.duty.action_cancel("Not needed")
        self.plant.active = False
        self.assertFalse(self.plant.active)
