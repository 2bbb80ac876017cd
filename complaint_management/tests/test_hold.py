from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .duty_common import DutyCommon
from .keeping_common import KeepingCommon

WHY = "Suit 2026-114, District Court Pudong."


@tagged("post_install", "-at_install")
class TestHold(KeepingCommon, DutyCommon):
    """R-S04, R-D10: until a legal hold is lifted nothing of the case is erased."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lawyer = cls._create_user("lawyer", "base.group_user")
        cls.legal = cls._create_department("Legal", "legal", cls.lawyer)
        cls.case = cls._live()
        cls.case._write_guarded({"keep_until": "2020-01-01"})

    def _erase(self, ground):
        action = self.case.with_user(self.admin).action_prepare_erasure()
        erasure = self.env["complaint.erasure"].browse(action["res_id"])
        erasure = erasure.with_user(self.admin)
        erasure.write({"ground": ground, "reason": "Asked for."})
        erasure.action_ask()
        erasure.confirmation = 1
        erasure.action_erase()

    def test_r_s04_a_hold_keeps_it_after_its_time_and_against_a_demand(self):
        self.case.with_user(self.admin).action_hold(WHY)
        self.assertEqual(self.case.held_by_id, self.admin)
        for ground in ("retention", "demand"):
            with self.assertRaisesRegex(UserError, "under legal hold"):
                self._erase(ground)
        self.assertTrue(self.case.partner_name)
        self.case.with_user(self.admin).action_lift_hold("The suit is over.")
        self._erase("retention")
        self.assertTrue(self.case.erased_on)

    def test_r_s04_an_erasure_that_waited_for_the_job_meets_the_hold(self):
        action = self.case.with_user(self.admin).action_prepare_erasure()
        erasure = self.env["complaint.erasure"].browse(action["res_id"])
        erasure._write_guarded({"state": "queued", "reason": "Time is over."})
        self.case.with_user(self.admin).action_hold(WHY)
        self._run_job("erasure")
        self.assertEqual(erasure.state, "failed")
        self.assertIn("under legal hold", erasure.error)
        self.assertFalse(self.case.erased_on)

    def test_r_s04_nothing_of_it_is_removed(self):
        case = self._register()
        photo = self._add_file(case)
        case.with_user(self.admin).action_hold(WHY)
        with self.assertRaisesRegex(UserError, "nothing of it is removed"):
            photo.with_user(self.officer).unlink()
        case.with_user(self.admin).action_lift_hold("Settled out of court.")
        photo.with_user(self.officer).unlink()
        self.assertFalse(photo.exists())

    def test_r_d10_the_legal_department_holds_from_its_duty(self):
        case = self._bring_to("investigating")
        duty = self._ask(case, self.legal, kind="legal")
        mine = duty.with_user(self.lawyer)
        self.assertEqual(mine.action_hold()["res_model"], "complaint.duty.note")
        mine.action_hold(WHY)
        self.assertTrue(duty.case_is_held)
        self.assertEqual((case.hold_reason, case.held_by_id), (WHY, self.lawyer))
        self.assertFalse(case.with_user(self.lawyer).has_access("read"))
        with self.assertRaisesRegex(UserError, "under legal hold already"):
            mine.action_hold("Again.")
        mine.action_lift_hold("Settled.")
        self.assertFalse(case.held_on)

    def test_r_s04_nobody_else_holds_or_lifts(self):
        duty = self._ask(self._bring_to("investigating"))
        for user in (self.officer, self.executive, self.supervisor, self.clerk):
            with self.assertRaises(AccessError):
                self.case.with_user(user).action_hold(WHY)
        with self.assertRaises(AccessError):
            duty.with_user(self.plant_head).action_hold(WHY)
        with self.assertRaisesRegex(UserError, "set by hand"):
            self.case.with_user(self.admin).write({"held_on": "2026-01-01"})
        with self.assertRaisesRegex(UserError, "nothing to hold"):
            self.case.with_user(self.admin).action_lift_hold("Why not.")

    def test_r_p04_who_held_it_and_why_stays_in_the_history(self):
        self.case.with_user(self.admin).action_hold(WHY)
        self.case.with_user(self.admin).action_lift_hold("The suit is over.")
        trail = self.env["complaint.trail"].search(
            [("res_id", "=", self.case.id), ("field_name", "=", "held_on")], order="id"
        )
        self.assertEqual(trail.mapped("reason"), [WHY, "The suit is over."])
