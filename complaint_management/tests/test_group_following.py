from contextlib import suppress
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged, warmup
from odoo.tools import mute_logger

from .group_common import GroupCommon


class Killed(BaseException):
    """The machine goes down."""


@tagged("post_install", "-at_install")
class TestGroupFollowing(GroupCommon):
    """The job that takes members along: batch by batch, killed and run again."""

    def _approve(self, count=3):
        lead, members = self._group(count)
        self._put_up(lead)
        lead.with_user(self.executive).action_approve()
        return lead, members

    def _get_decisions(self, cases):
        return cases.reply_ids.filtered(lambda one: one.kind == "decision")

    def test_r_i15_a_run_that_is_killed_tells_each_once(self):
        """R-I15, R-K01: what was committed stays, what was not is done again."""
        lead, members = self._approve()
        everybody = lead | members
        cases = type(self.env["complaint.case"])
        follow, done = cases._follow_lead, []

        def follow_twice(case, reason=False):
            if len(done) == 2:
                raise Killed
            done.append(case.id)
            return follow(case, reason)

        with (
            patch(
                "odoo.addons.complaint_management.models.complaint_case_following"
                ".BATCH",
                1,
            ),
            patch.object(cases, "_follow_lead", follow_twice),
            suppress(Killed),
        ):
            while behind := everybody.sudo()._get_behind():
                with self.cr.savepoint():
                    behind._follow_leads()
        self.env.invalidate_all()
        self.assertEqual(len(self._get_decisions(everybody)), 2)
        self._run_group_job()
        self._run_group_job()
        decisions = self._get_decisions(everybody)
        self.assertEqual(sorted(decisions.case_id.ids), sorted(everybody.ids))
        self.assertEqual(len(decisions), 4)
        self.assertEqual(set(members.mapped("state")), {"approved"})
        self.assertFalse(any(everybody.mapped("is_behind")))

    def test_r_i15_one_that_cannot_follow_stops_nobody(self):
        lead, members = self._approve(2)
        cases = type(self.env["complaint.case"])
        tell = cases._tell_decision

        def tell_but_one(case):
            if case.id == members[0].id:
                raise ValueError("The template is broken.")
            return tell(case)

        with (
            patch.object(cases, "_tell_decision", tell_but_one),
            mute_logger("odoo.addons.complaint_management.tools.batches"),
        ):
            self._run_group_job()
        self.assertCaseState(members[0], "deciding")
        self.assertCaseState(members[1], "approved")
        self.assertIn(
            "It cannot follow the complaint that leads",
            members[0].activity_ids.mapped("summary"),
        )
        self._carry_out(lead)
        with self.assertRaisesRegex(UserError, "has not reached all"):
            lead.action_confirm()
        # from the list of those handled together, where it is seen
        self.assertEqual(members.filtered("is_left_behind"), members[0])
        with self.assertRaisesRegex(UserError, "where the complaint that leads is"):
            members[1].action_follow_again()
        members[0].action_follow_again()
        self.assertTrue(members[0].is_behind)
        lead.action_follow_again()
        self._run_group_job()
        self.assertCaseState(members[0], "approved")
        lead.action_confirm()

    def _carry_out(self, case):
        case.sudo().remedy_ids._walk("done")
        case.sudo()._note_carried_out()

    def test_r_a05_a_decision_is_withdrawn_for_all_at_once(self):
        """R-A05: no remedy of a member is carried out of a decision that does not
        hold."""
        lead, members = self._approve(2)
        self._follow()
        lead.with_user(self.executive).action_submit("Wrong lot.")
        self.assertEqual(set((lead | members).mapped("state")), {"deciding"})
        self.assertEqual(set(members.remedy_ids.mapped("state")), {"proposed"})
        self.assertFalse(any((lead | members).mapped("approval_locks")))
        self._run_job()
        self.assertFalse(
            self._get_decisions(members).filtered(lambda one: one.state == "sent")
        )

    def test_r_a05_no_decision_is_withdrawn_that_was_carried_out_for_one(self):
        lead, members = self._approve(2)
        self._follow()
        self._carry_out(members[0])
        members[0].action_confirm()
        with self.assertRaisesRegex(UserError, members[0].number):
            lead.with_user(self.executive).action_submit("Wrong lot.")

    def test_r_i15_back_to_investigation_all_go(self):
        lead, members = self._group(2)
        self._put_up(lead)
        lead.with_user(self.executive).action_investigate("Which kiln?")
        self.assertEqual(set(members.mapped("state")), {"investigating"})
        self.assertFalse(any(members.mapped("approval_locks")))

    def test_r_i15_who_withdraws_while_it_is_decided_gets_nothing(self):
        lead, members = self._group(2)
        self._put_up(lead)
        members[0].action_cancel("He withdraws.")
        self._decide(lead)
        self.assertCaseState(members[0], "cancelled")
        self.assertEqual(members[0].remedy_ids.state, "proposed")
        self.assertFalse(self._get_decisions(members[0]))
        self.assertCaseState(members[1], "approved")

    @warmup
    def test_queries_per_member(self):
        """PERFORMANCE: what one member more costs, decided and told."""
        lead, members = self._approve(3)
        self._follow_one(lead)
        self._follow_one(members[0])
        with self.assertQueryCount(35):
            self._follow_one(members[1])
        self.assertCaseState(members[1], "approved")
        self.assertEqual(self._get_decisions(members[1]).state, "queued")

    def _follow_one(self, case):
        case = case.sudo()
        self.env.flush_all()
        self.env.invalidate_all()
        case._follow_leads()
        self.env.flush_all()
