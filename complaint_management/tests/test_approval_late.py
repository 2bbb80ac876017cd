from datetime import datetime, timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ..models import complaint_approval_late as late
from .approval_common import CommitteeCommon

OPENED = datetime(2027, 3, 1, 2, 0)  # Monday morning in Shanghai
DUE = OPENED + timedelta(days=4)


@tagged("post_install", "-at_install")
class TestApprovalLate(CommitteeCommon):
    """R-T07: a turn that nobody decides is told: before its end to who is asked, at it
    to the next one up and who asked, after it to those above."""

    def setUp(self):
        super().setUp()
        for step in self.route.step_ids:
            step.write({"days": 4, "unit": "day"})
        with freeze_time(OPENED):
            self.request = self._ask()
        self.turn = self._open_turns(self.request)

    def _run_job(self, at):
        with freeze_time(at), self.enter_registry_test_mode():
            self.env.ref(
                "complaint_management.ir_cron_complaint_ladder"
            ).method_direct_trigger()
        self.env.invalidate_all()

    def _told(self, turn=None):
        return [
            (one["rung"], self.env["res.users"].browse(one["user"]))
            for one in (turn or self.turn).told or ()
        ]

    def _after(self, **time):
        return self.turn.due_on + timedelta(**time)

    def test_r_t07_each_is_told_at_his_time(self):
        self._run_job(late.warn_on(OPENED, self.turn.due_on) - timedelta(minutes=1))
        self.assertEqual(self._told(), [])
        self._run_job(late.warn_on(OPENED, self.turn.due_on))
        self.assertEqual(self._told(), [("before", self.branch_head)])
        self._run_job(self._after())
        self.assertEqual(
            self._told()[1:],
            [("at", one) for one in (self.branch_head, self.vice, self.officer)],
        )
        self._run_job(self._after(days=5))
        self.assertEqual(self._told()[4:], [("after", self.gm)])
        self.assertFalse(self.turn.next_alarm_on)
        mine = self.request.activity_ids.filtered(lambda one: one.user_id == self.gm)
        self.assertIn("Late", mine.summary)
        self.assertIn(self.branch_head.name, mine.note)

    def test_r_t07_running_it_twice_tells_nobody_twice(self):
        for _run in range(3):
            self._run_job(self._after(days=5))
        self.assertEqual(len(self._told()), 5)
        told = self.request.activity_ids - self.turn.activity_id
        self.assertEqual(len(told), 4, "one activity a person")
        self.assertEqual(
            told.user_id, self.branch_head | self.vice | self.officer | self.gm
        )

    def test_r_t07_nobody_is_asked_any_more_once_it_is_decided(self):
        self._run_job(self._after())
        with freeze_time(self._after(hours=1)):
            self._decide(self.request, self.branch_head)
        self.assertFalse(self.turn.next_alarm_on)
        left = self.request.activity_ids
        self.assertEqual(left, self._open_turns(self.request).activity_id)
        self._run_job(self._after(days=1))
        self.assertEqual(len(self._told()), 4, "who was told is kept")

    def test_r_t07_turn_without_time_of_its_own_is_told_to_nobody(self):
        self.route.step_ids.days = 0
        with freeze_time(OPENED):
            request = self._ask(self._register(department_id=self.branch.id))
        self._run_job(self._after(days=30))
        self.assertFalse(self._told(request.turn_ids[:1]))

    def test_r_t07_of_a_group_who_has_not_signed_is_told(self):
        step = self._step("All", "group", self.group.id, 10, mode="all", days=4)
        self._route_of({**step, "unit": "day"})
        with freeze_time(OPENED):
            request = self._ask(self._register(department_id=self.branch.id))
            self._decide(request, self.members[0])
        self._run_job(late.warn_on(OPENED, request.turn_ids.due_on))
        told = [user for _rung, user in self._told(request.turn_ids)]
        self.assertEqual(told, self.members[1:])

    def test_r_t07_who_represents_him_is_told_too(self):
        self.env["complaint.approval.delegation"].create(
            {
                "user_id": self.branch_head.id,
                "delegate_id": self.clerk.id,
                "company_id": self.company.id,
                "date_from": OPENED.date(),
                "date_to": "2099-01-01",
            }
        )
        self._run_job(late.warn_on(OPENED, self.turn.due_on))
        self.assertEqual(
            [user for _rung, user in self._told()], [self.branch_head, self.clerk]
        )

    def test_r_p03_who_is_told_may_read_it_and_decides_nothing(self):
        above = self._create_user("above", "base.group_user")
        self.branch.executive_id = self._create_employee(above)
        with self.assertRaises(AccessError):
            self.request.with_user(above).read(["state"])
        self._run_job(self._after())
        mine = self.request.with_user(above)
        self.assertTrue(mine.read(["state", "chain", "facts"]))
        self.assertTrue(mine.signature_ids.read(["user_name"]))
        self.assertTrue(mine.chain[0]["late"] is False or mine.chain[0]["told"])
        with self.assertRaises(AccessError):
            self.turn.with_user(above).action_decide(
                "approve", False, False, self.request.snapshot_hash
            )
        desk = self.env["complaint.desk"].with_user(above).get_desk()
        found = {section["key"]: section["count"] for section in desk}
        self.assertEqual((found["told_approval"], found["approval"]), (1, 0))

    def test_r_a05_who_was_told_is_not_written_by_hand(self):
        for user in (self.admin, self.clerk, self.officer):
            for record, vals in (
                (self.turn, {"told": []}),
                (self.turn, {"next_alarm_on": False}),
                (self.request, {"told_user_ids": [fields.Command.link(user.id)]}),
            ):
                with self.assertRaises(UserError):
                    record.with_user(user).write(vals)
                with self.assertRaises(UserError):
                    record.sudo().write(vals)

    def test_what_cannot_be_told_is_set_aside_with_its_error(self):
        """One turn that fails does not stop the others."""
        with freeze_time(OPENED):
            other = self._ask(
                self._register(department_id=self.branch.id, branch_id=self.branch.id)
            )
        prepare, broken = type(self.turn)._prepare_alarm, self.turn.id

        def fail(turn, user, now):
            if turn.id == broken:
                raise ValueError("No calendar")
            return prepare(turn, user, now)

        with (
            patch.object(type(self.turn), "_prepare_alarm", fail),
            mute_logger(late.__name__),
        ):
            self._run_job(self._after())
        self.assertFalse(self._told())
        self.assertEqual(self.turn.alarm_error, "No calendar")
        self.assertTrue(self._told(self._open_turns(other)))

    def test_r_t07_the_digest_names_it(self):
        self.branch_head.tz = "Asia/Shanghai"
        morning = self._after().replace(hour=2)  # ten o'clock in Shanghai
        with freeze_time(morning), self.enter_registry_test_mode():
            self.env.ref(
                "complaint_management.ir_cron_complaint_digest"
            ).method_direct_trigger()
        self.env.invalidate_all()
        message = self.env["mail.message"].search(
            [
                ("model", "=", "complaint.digest"),
                ("partner_ids", "in", self.branch_head.partner_id.ids),
            ]
        )
        self.assertIn(self.case.number, message.body)
        self.assertIn("Sales branch", message.body)
