from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .approval_common import ApprovalCommon


@tagged("post_install", "-at_install")
class TestPolicyVersion(ApprovalCommon):
    """R-P06: the supervisor proposes, management approves, versions are kept."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy = cls.env["complaint.policy"].create(
            {
                "name": "Our procedure",
                "company_id": cls.company.id,
                "valid_from": "2020-01-01",
                "acceptance_test_ids": [(0, 0, {"name": "Is it ours?"})],
                "limit_ids": [
                    (
                        0,
                        0,
                        {
                            "name": "Answer",
                            "start_event": "received_on",
                            "stop_event": "judged_on",
                            "rung_ids": [(0, 0, {"role": "gm", "moment": "at"})],
                        },
                    )
                ],
            }
        )
        cls._create_route(
            cls._step("General manager", "role", "gm", 10), subject="policy_version"
        )
        cls.today = fields.Date.today()

    def _propose(self, user=None, days=0, **values):
        action = self.policy.with_user(user or self.supervisor).action_new_version()
        draft = self.env["complaint.policy"].browse(action["res_id"])
        draft.with_user(user or self.supervisor).write(
            {"valid_from": self.today + timedelta(days=days), **values}
        )
        return draft

    def _get_for(self, days=0):
        day = self.today + timedelta(days=days)
        return self.env["complaint.policy"]._get_for(self.company, day)

    def test_r_p06_version_goes_from_proposal_to_force(self):
        draft = self._propose(days=10, repeat_months=6)
        self.assertEqual(draft.version, 2)
        self.assertEqual(draft.previous_id, self.policy)
        self.assertEqual(draft.acceptance_test_ids.mapped("name"), ["Is it ours?"])
        self.assertEqual(self._get_for(20), self.policy)
        draft.with_user(self.supervisor).action_request_version()
        request = self._request(draft)
        self.assertAsked(request, self.gm)
        self.assertEqual(self._get_for(20), self.policy)
        self._decide(request, self.gm)
        self.assertEqual(draft.state, "approved")
        self.assertEqual(self._get_for(9), self.policy)
        self.assertEqual(self._get_for(10), draft)

    def test_r_p06_old_version_rules_its_cases(self):
        case = self._register()
        draft = self._propose()
        draft.with_user(self.supervisor).action_request_version()
        self._decide(self._request(draft), self.gm)
        self.assertEqual(case.policy_id, self.policy)
        self.assertEqual(self._register().policy_id, draft)

    def test_r_p06_proposal_is_locked_while_it_is_decided_and_for_good(self):
        draft = self._propose()
        draft.with_user(self.supervisor).action_request_version()
        request = self._request(draft)
        test, limit = draft.acceptance_test_ids, draft.limit_ids
        rung = limit.rung_ids
        self.assertTrue(rung)
        for _moment in ("open", "granted"):
            for user in (self.supervisor, self.admin):
                for record, vals in (
                    (draft, {"repeat_months": 1}),
                    (draft, {"active": False}),
                    (draft, {"owner_kind": "market"}),
                    (draft, {"limit_ids": [Command.clear()]}),
                    (test, {"name": "Is it Monday?"}),
                    (test, {"active": False}),
                    (limit, {"runs_on": True}),
                    (limit, {"active": False}),
                    (limit, {"rung_ids": [Command.create({"role": "head"})]}),
                    (rung, {"role": "head"}),
                    (rung, {"limit_id": self.policy.limit_ids.id}),
                    (rung, {"makes_major": True}),
                ):
                    with self.assertRaises(UserError):
                        record.with_user(user).write(vals)
                for row in (test, limit, rung):
                    with self.assertRaises(UserError):
                        row.with_user(user).unlink()
                with self.assertRaises(UserError):
                    rung.with_user(user).create({"limit_id": limit.id, "role": "head"})
            if request.state == "open":
                self._decide(request, self.gm)
        for user in (self.gm, self.supervisor):
            self.assertIn("General manager", request.with_user(user).facts)
        with self.assertRaisesRegex(UserError, "cannot be changed there"):
            self.policy.limit_ids.rung_ids.with_user(self.admin).role = "head"
        with self.assertRaisesRegex(UserError, "cannot be changed there"):
            self.policy.with_user(self.admin).repeat_months = 1

    def test_r_p06_returned_proposal_is_changed_and_asked_again(self):
        draft = self._propose()
        draft.with_user(self.supervisor).action_request_version()
        self._decide(self._request(draft), self.gm, "return", "Twelve months.")
        draft.with_user(self.supervisor).repeat_months = 12
        draft.with_user(self.supervisor).action_request_version()
        self._decide(self._request(draft), self.gm)
        self.assertEqual(draft.state, "approved")

    def test_r_p06_nobody_brings_a_version_into_force_himself(self):
        draft = self._propose()
        for user in (self.supervisor, self.admin, self.gm):
            with self.assertRaises(UserError):
                draft.with_user(user).write({"state": "approved"})
        with self.assertRaises(UserError):
            draft.sudo().write({"state": "approved"})
        draft.with_user(self.admin).action_request_version()
        self._decide(self._request(draft), self.gm)
        other = self.env["complaint.policy"].create(
            {"name": "Quick one", "company_id": self.company.id}
        )
        self.assertEqual(other.state, "draft")
        self.assertEqual(self._get_for(), draft)

    def test_r_p06_who_proposes(self):
        for user in (self.clerk, self.officer, self.gm):
            with self.assertRaises(AccessError):
                self.policy.with_user(user).action_new_version()
        with self.assertRaises(UserError):
            self.policy.with_user(self.supervisor).repeat_months = 1
        draft = self._propose(days=-1)
        with self.assertRaisesRegex(UserError, "hindsight"):
            draft.with_user(self.supervisor).action_request_version()
        with self.assertRaisesRegex(UserError, "is in force"):
            self.policy.with_user(self.admin).action_request_version()

    def test_r_p06_own_proposal_of_the_gm_is_not_decided_by_him(self):
        self.gm.group_ids |= self.env.ref(
            "complaint_management.group_complaint_supervisor"
        )
        draft = self._propose(self.gm)
        with self.assertRaisesRegex(UserError, "Nobody can be asked"):
            draft.with_user(self.gm).action_request_version()

    # ------------------------------------------------------------
    # WHAT CHANGES
    # ------------------------------------------------------------

    def _say_changes(self, draft, user=None):
        return draft.with_user(user or self.gm)._tell_changes()

    def test_r_p06_who_approves_sees_what_changes(self):
        draft = self._propose(days=10)
        self.assertEqual(len(self._say_changes(draft)), 1)  # its date
        mine = draft.with_user(self.supervisor)
        mine.write({"repeat_months": 6, "talks_first": True})
        mine.limit_ids.write({"amount": 3, "is_published": True, "note": "As agreed."})
        mine.limit_ids.rung_ids.role = "head"
        mine.acceptance_test_ids.unlink()
        changes = "\n".join(self._say_changes(draft))
        for words in (
            "Months looked back for repeats: 12 → 6",
            "talked over with the customer first: No → Yes",
            "Time limits, “Answer”, Time allowed: 1 → 3",
            "Time limits, “Answer”, Told to customers: No → Yes",
            "Note: – → As agreed.",
            "gone: General manager at the limit",
            "new: Head of the department at the limit",
            "Acceptance tests, gone: Is it ours?",
        ):
            self.assertIn(words, changes)
        self.assertIn("12 → 6", draft.with_user(self.gm).changes)

    def test_r_p06_routes_and_rules_are_copied_changed_and_said(self):
        self._create_route(
            self._step("Head", "department", "market", 10),
            policy_id=self.policy.id,
            name="Market decides",
        )
        rule = self.env["complaint.routing"].create(
            {
                "name": "All to customer service",
                "policy_id": self.policy.id,
                "company_id": self.company.id,
                "target": "receiving",
            }
        )
        draft = self._propose()
        self.assertEqual(draft.routing_ids.mapped("name"), rule.mapped("name"))
        self.assertNotEqual(draft.routing_ids, rule)
        mine = draft.with_user(self.supervisor)
        mine.approval_route_ids.step_ids.department_kind = "quality"
        mine.routing_ids.unlink()
        changes = "\n".join(self._say_changes(draft))
        self.assertIn("Market decides”, Steps, “Head”, Department: Market", changes)
        self.assertIn("Routing rules, gone: All to customer service", changes)

    # ------------------------------------------------------------
    # LOCKED: ROUTES, RULES, WHAT IS PUBLISHED
    # ------------------------------------------------------------

    def test_r_p06_what_decides_is_locked_with_the_version(self):
        self._create_route(
            self._step("Head", "department", "market", 10), policy_id=self.policy.id
        )
        self.env["complaint.routing"].create(
            {
                "name": "All",
                "policy_id": self.policy.id,
                "company_id": self.company.id,
                "target": "receiving",
            }
        )
        draft = self._propose()
        route, rule = draft.approval_route_ids, draft.routing_ids
        draft.with_user(self.supervisor).action_request_version()
        locked = (
            (route, {"domain": "[('region', '=', 'home')]"}),
            (route, {"policy_id": False}),
            (route.step_ids, {"department_kind": "quality"}),
            (rule, {"active": False}),
            (rule, {"target": "kind", "department_kind": "quality"}),
            (draft.limit_ids, {"is_published": True}),
            (draft.limit_ids, {"note": "Later."}),
            (draft, {"talks_first": True}),
        )
        for _moment in ("open", "granted"):
            for record, vals in locked:
                with self.assertRaisesRegex(UserError, "cannot be changed there"):
                    record.with_user(self.admin).write(vals)
            for record in (route, route.step_ids, rule):
                with self.assertRaises(UserError):
                    record.with_user(self.admin).unlink()
            with self.assertRaises(UserError):
                route.with_user(self.admin).copy({"policy_id": draft.id})
            if draft.state == "draft":
                self._decide(self._request(draft), self.gm)

    def test_r_p06_supervisor_changes_routes_of_his_proposal_alone(self):
        self._create_route(
            self._step("Head", "department", "market", 10), policy_id=self.policy.id
        )
        draft = self._propose()
        draft.approval_route_ids.with_user(self.supervisor).name = "By quality"
        for route in self.env["complaint.approval.route"].search([]) - (
            draft.approval_route_ids
        ):
            with self.assertRaises(AccessError):
                route.with_user(self.supervisor).name = "Mine"
