from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ..tools.case_groups import may_go, next_step
from .group_common import GroupCommon


@tagged("post_install", "-at_install")
class TestGroup(GroupCommon):
    """Which complaints are handled together, who says so, and how one is on its own
    again."""

    def _create_department(self):
        head = self.env["hr.employee"].create(
            {"user_id": self.admin.id, "company_id": self.company.id}
        )
        return self.env["hr.department"].create(
            {"name": "Kilns", "company_id": self.company.id, "manager_id": head.id}
        )

    def _get_notes(self, case):
        return "\n".join(case.message_ids.mapped("body"))

    # ------------------------------------------------------------
    # TOGETHER
    # ------------------------------------------------------------

    def test_r_i15_officers_handle_complaints_together(self):
        """R-I15: one leads; both histories say so."""
        lead, members = self._group(2)
        self.assertEqual(members.lead_id, lead)
        self.assertEqual(members.mapped("lead_number"), [lead.number] * 2)
        self.assertEqual(lead.member_count, 2)
        self.assertIn(members[0].number, self._get_notes(lead))
        self.assertIn(lead.number, self._get_notes(members[0]))
        trail = self.env["complaint.trail"].search(
            [("res_id", "=", members[0].id), ("field_name", "=", "lead_number")]
        )
        self.assertEqual(trail.new_value, lead.number)

    def test_r_i15_only_officers_say_so(self):
        """R-I15, R-P02: the server asks who it is, on every way."""
        one, other = self._complain(0), self._complain(1)
        for user in (self.clerk, self.executive, self.supervisor):
            with self.subTest(user.name), self.assertRaises(AccessError):
                other.with_user(user).action_handle_with(one.id)
        with self.assertRaises(AccessError):
            one.with_user(self.stranger).action_handle_together()
        with self.assertRaises(UserError):  # guarded
            other.lead_id = one
        self.assertFalse(other.lead_id)

    def test_r_i15_what_cannot_be_handled_together_is_refused_by_name(self):
        lead, members = self._group(1)
        foreign = self._register(self.stranger, category_id=False, channel_id=False)
        closed = self._bring_to("closed")
        refusals = {
            "on its own": (lead, lead, "with itself"),
            "closed": (closed, lead, "only what was never decided"),
            "to a closed one": (self._complain(2), closed, "never decided"),
            "twice": (members, self._complain(2), "already"),
            "a lead": (lead, self._complain(2), "leads others"),
            "a chain": (self._complain(2), members, "choose that one"),
            "feedback": (
                self._register(kind="suggestion"),
                lead,
                "only complaints that run",
            ),
            "nothing": (self._complain(2), lead.browse(), "Choose the complaint"),
        }
        for name, (cases, to, words) in refusals.items():
            with self.subTest(name), self.assertRaisesRegex(UserError, words):
                cases.action_handle_with(to.id)
        with self.assertRaises(AccessError):
            lead.action_handle_with(foreign.id)
        with self.assertRaisesRegex(UserError, "another company"):
            lead.browse(foreign.id).sudo().action_handle_with(self._complain(2).id)

    def test_r_i15_the_form_offers_what_may_be_the_same(self):
        """R-I15: of the same product first, never what is decided or led already."""
        lead, _members = self._group(1)
        same, closed = self._complain(2), self._bring_to("closed")
        action = lead.action_handle_together()
        form = lead.env["complaint.grouping"].browse(action["res_id"])
        self.assertIn(same, form.offered_ids)
        self.assertNotIn(closed, form.offered_ids)
        self.assertNotIn(_members, form.offered_ids)
        self.assertEqual(form.lead_id, lead)
        with self.assertRaisesRegex(UserError, "at least one"):
            form.action_group()
        form.case_ids = same
        form.action_group()
        self.assertEqual(same.lead_id, lead)

    def test_r_i15_of_several_the_furthest_leads(self):
        one, other = self._complain(0), self._complain(1, "investigating")
        action = (one | other).action_handle_together()
        form = one.env["complaint.grouping"].browse(action["res_id"])
        self.assertEqual(form.lead_id, other)
        form.action_group()
        self.assertEqual(one.lead_id, other)

    # ------------------------------------------------------------
    # ON ITS OWN AGAIN
    # ------------------------------------------------------------

    def test_r_i15_on_its_own_again_with_a_reason(self):
        lead, members = self._group(2)
        action = members[0].action_handle_alone()
        form = members.env["complaint.closing"].browse(action["res_id"])
        form.words = "Another kiln."
        form.action_go()
        self.assertFalse(members[0].lead_id or members[0].lead_number)
        self.assertEqual(lead.member_count, 1)
        self.assertIn("Another kiln.", self._get_notes(members[0]))
        with self.assertRaisesRegex(UserError, "on its own already"):
            members[0].action_handle_alone("Again.")
        with self.assertRaises(AccessError):
            members[1].with_user(self.clerk).action_handle_alone("No.")

    def test_r_i15_nothing_is_taken_apart_that_is_put_up(self):
        """R-A05: who is added or taken out after it was put up changes what is
        decided."""
        lead, members = self._group(2)
        self._put_up(lead)
        with self.assertRaisesRegex(UserError, "decided for all"):
            members[0].action_handle_alone("No.")
        with self.assertRaisesRegex(UserError, "being decided"):
            self._complain(3).action_handle_with(lead.id)
        with self.assertRaisesRegex(UserError, "decided for all"):
            members[0].action_lead()

    def test_r_i15_another_one_leads(self):
        """R-I15: the complainant of the lead withdraws; the others go on."""
        lead, members = self._group(2)
        with self.assertRaisesRegex(UserError, "Let one of them lead"):
            lead.action_cancel("He withdraws.")
        members[0].action_lead()
        self.assertEqual((lead | members[1]).lead_id, members[0])
        self.assertFalse(members[0].lead_id)
        lead.action_cancel("He withdraws.")
        self.assertCaseState(lead, "cancelled")
        self.assertFalse(lead.lead_id)
        self.assertEqual(members[0].member_count, 1)

    def test_r_i13_what_is_settled_on_the_spot_is_handled_alone(self):
        """R-I13: who was helped at the counter waits for nobody; a lead is not."""
        lead, member = self._complain(0, "new"), self._complain(1, "new")
        member.action_handle_with(lead.id)
        remedy = self.env.ref("complaint_management.complaint_remedy_type_explanation")
        self.env["complaint.policy.authority"].create(
            {
                "policy_id": lead.policy_id.id,
                "group_id": self.env.ref("base.group_user").id,
                "remedy_type_id": remedy.id,
                "amount": 0,
            }
        )
        with self.assertRaisesRegex(UserError, "Let one of them lead"):
            lead.action_settle_on_spot(remedy.id, 0, "Explained.")
        member.action_settle_on_spot(remedy.id, 0, "Explained.")
        self.assertCaseState(member, "confirming")
        self.assertFalse(member.lead_id)

    def test_r_i02_a_grouped_complaint_becomes_no_feedback(self):
        lead, members = self._group(1, "accepted")
        for case in (lead, members):
            with self.assertRaisesRegex(ValidationError, "Only complaints"):
                case.kind = "suggestion"

    # ------------------------------------------------------------
    # THE WORK IS THE LEAD'S
    # ------------------------------------------------------------

    def test_r_i15_a_member_is_not_put_up_routed_or_decided_by_itself(self):
        lead, members = self._group(2)
        member = members[0]
        self.assertCaseState(member, "investigating")  # as its lead
        words = f"together with {lead.number}"
        steps = {
            "submit": lambda: member.action_submit(),
            "ask": lambda: member.action_request_decision(),
            "route": lambda: member.action_route(),
            "department": lambda: member.action_add_duty(),
            "duty": lambda: member.env["complaint.duty"].create(
                {"case_id": member.id, "kind": "assisting", "question": "Why?"}
                | {"department_id": self._create_department().id}
            ),
        }
        for name, step in steps.items():
            with self.subTest(name), self.assertRaisesRegex(UserError, words):
                step()
        self.assertFalse(member.hint)
        self.assertCaseState(member, "investigating")

    def test_r_i15_a_member_goes_where_its_lead_is(self):
        lead, members = self._group(2, "accepted")
        self.assertEqual(set(members.mapped("state")), {"accepted"})
        lead.action_investigate()
        self.assertTrue(all(members.mapped("is_behind")))
        self._follow()
        self.assertEqual(set(members.mapped("state")), {"investigating"})
        self.assertTrue(all(members.mapped("investigated_on")) is False)

    def test_r_i15_r_t08_the_work_is_held_by_the_lead_the_promise_by_each(self):
        """R-T08: limits about the work are the lead's handler's, the promise to each
        complainant stays with who handles his case."""
        limits = self.env["complaint.policy.limit"]
        case = self._complain(0)
        vals = {"policy_id": case.policy_id.id, "amount": 3, "unit": "day"}
        names = ("submitted_on", "answered_on")
        work, promise = limits.create(
            [
                {
                    **vals,
                    "name": name,
                    "start_event": "received_on",
                    "stop_event": name,
                    "role": "handler",
                }
                for name in names
            ]
        )
        lead, members = self._group(1)
        lead.user_id = self.admin
        clocks = self.env["complaint.clock"].search([("case_id", "=", members.id)])
        held = {clock.limit_id: clock.user_id for clock in clocks}
        self.assertEqual(held[work], self.admin)
        self.assertEqual(held[promise], self.officer)
        self._put_up(lead)
        self.assertEqual(clocks.filtered(lambda one: one.limit_id == work).state, "met")
        self.assertTrue(clocks.filtered(lambda one: one.limit_id == promise).is_running)

    def test_the_way_of_a_member(self):
        """R-I15: one step at a time, never further than the lead."""
        self.assertEqual(next_step("accepted", "closed"), "investigating")
        self.assertEqual(next_step("accepted", "deciding", False), "deciding")
        self.assertEqual(next_step("deciding", "investigating"), "investigating")
        self.assertIsNone(next_step("investigating", "accepted"))
        for states in (("closed", "deciding"), ("new", "approved")):
            self.assertIsNone(next_step(*states))
        self.assertTrue(may_go("accepted", "investigating", "deciding"))
        self.assertFalse(may_go("investigating", "deciding", "investigating"))
        self.assertFalse(may_go("deciding", "investigating", "deciding"))
