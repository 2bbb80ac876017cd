from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .approval_common import CommitteeCommon


@tagged("post_install", "-at_install")
class TestApprovalAbsence(CommitteeCommon):
    """R-A04: who decides for whom while he is away; asked at the moment."""

    def _lend(self, user=None, delegate=None, since=0, until=3, **values):
        today = fields.Date.today()
        user = user or self.branch_head
        return (
            self.env["complaint.approval.delegation"]
            .with_user(user)
            .create(
                {
                    "user_id": user.id,
                    "delegate_id": (delegate or self.clerk).id,
                    "date_from": today + timedelta(days=since),
                    "date_to": today + timedelta(days=until),
                    "company_id": self.company.id,
                    **values,
                }
            )
        )

    def test_r_a04_who_represents_signs_for_him(self):
        self._lend()
        request = self._ask()
        self.assertEqual(self._waiting(self.clerk), self._open_turns(request))
        self._decide(request, self.clerk)
        signature = request.signature_ids[-1]
        self.assertEqual(signature.user_id, self.clerk)
        self.assertEqual(signature.principal_id, self.branch_head)
        self.assertAsked(request, self.market_head)

    def test_r_a04_who_represents_a_member_of_a_group_signs_for_him(self):
        """Whatever kind of step asks: the deputy has what the absent would be asked."""
        self._lend(self.members[0])
        request = self._ask_group(mode="all")
        self.assertEqual(self._waiting(self.clerk), request.turn_ids)
        self.assertTrue(request.with_user(self.clerk).read(["state"]))
        self._decide(request, self.clerk)
        signature = request.signature_ids[-1]
        self.assertEqual(signature.user_id, self.clerk)
        self.assertEqual(signature.principal_id, self.members[0])
        self.assertFalse(self._waiting(self.members[0]))
        with self.assertRaises(AccessError):
            self._decide(request, self.members[0])
        with self.assertRaises(AccessError):
            self._decide(request, self.clerk)
        self._decide(request, self.members[1])
        self._decide(request, self.members[2])
        self.assertEqual(request.state, "granted")

    def test_r_a04_member_who_represents_another_signs_twice_as_two(self):
        self._lend(self.members[0], self.members[1])
        request = self._ask_group(mode="all")
        self._decide(request, self.members[1])
        self.assertEqual(request.signature_ids[-1].principal_id, self.members[1])
        self._decide(request, self.members[1])
        self.assertEqual(request.signature_ids[-1].principal_id, self.members[0])
        with self.assertRaises(AccessError):
            self._decide(request, self.members[1])
        self._decide(request, self.members[2])
        self.assertEqual(request.state, "granted")

    def test_r_a04_seat_that_is_not_lent(self):
        """Not where the step forbids it, not of who left, put it up himself, or lent
        something else."""
        lent = self._lend(self.members[0])
        request = self._ask_group(may_delegate=False)
        self.assertFalse(self._waiting(self.clerk))
        with self.assertRaises(AccessError):
            self._decide(request, self.clerk)
        request.turn_ids._write_guarded({"may_delegate": True})
        self.assertTrue(self._waiting(self.clerk))
        lent.subject = "policy_version"
        self.assertFalse(self._waiting(self.clerk))
        lent.subject = False
        request.turn_ids._write_guarded({"requested_by_id": self.members[0].id})
        self.assertFalse(self._waiting(self.clerk))
        request.turn_ids._write_guarded({"requested_by_id": self.officer.id})
        self.members[0].active = False
        self.assertFalse(self._waiting(self.clerk))
        with self.assertRaises(AccessError):
            self._decide(request, self.clerk)

    def test_r_a04_absence_before_after_or_for_something_else_lends_nothing(self):
        self._lend(since=1)
        self._lend(since=-5, until=-1)
        self._lend(subject="policy_version")
        request = self._ask()
        self.assertFalse(self._waiting(self.clerk))
        with self.assertRaises(AccessError):
            self._decide(request, self.clerk)

    def test_r_a04_step_that_nobody_else_may_take(self):
        self._lend(self.gm)
        self._route_of(self._step("GM", "role", "gm", 10, may_delegate=False))
        request = self._ask()
        with self.assertRaises(AccessError):
            self._decide(request, self.clerk)
        self._decide(request, self.gm)

    def test_r_a04_who_asked_does_not_decide_as_somebody_elses_delegate(self):
        self._lend(delegate=self.officer)
        request = self._ask(user=self.officer)
        with self.assertRaisesRegex(AccessError, "put this up yourself"):
            self._decide(request, self.officer)

    def test_r_a04_nobody_lends_what_is_not_his(self):
        lent = self._lend()
        delegations = self.env["complaint.approval.delegation"]
        for user in (self.clerk, self.officer, self.gm, self.supervisor):
            with self.assertRaises(AccessError):
                delegations.with_user(user).create(
                    {
                        "user_id": self.branch_head.id,
                        "delegate_id": user.id,
                        "date_to": "2099-01-01",
                        "company_id": self.company.id,
                    }
                )
            with self.assertRaises(AccessError):
                lent.with_user(user).delegate_id = user
        own = self._lend(self.clerk, self.gm)
        with self.assertRaises(AccessError):
            own.with_user(self.clerk).user_id = self.branch_head
        with self.assertRaisesRegex(UserError, "cannot be set by hand"):
            self._lend(granted_by_id=self.gm.id)
        by_admin = delegations.with_user(self.admin).create(
            {
                "user_id": self.gm.id,
                "delegate_id": self.vice.id,
                "date_to": "2099-01-01",
                "company_id": self.company.id,
            }
        )
        self.assertEqual(by_admin.granted_by_id, self.admin)

    def test_r_a04_absence_that_began_stays_on_file(self):
        lent = self._lend()
        with self.assertRaisesRegex(UserError, "stays on file"):
            lent.unlink()
        self._lend(since=1).unlink()
