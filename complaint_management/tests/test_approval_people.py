from datetime import timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .approval_common import CommitteeCommon


@tagged("post_install", "-at_install")
class TestApprovalPeople(CommitteeCommon):
    """R-A03, R-A04: whom a step asks: a role, a department, a group, a person; who
    is asked when somebody has left."""

    # ------------------------------------------------------------
    # GROUPS AND SIDE BY SIDE
    # ------------------------------------------------------------

    def test_r_a04_one_of_a_group_is_enough(self):
        request = self._ask_group()
        for user in self.members:
            self.assertEqual(self._waiting(user), request.turn_ids)
        self._decide(request, self.members[1])
        self.assertEqual(request.state, "granted")
        with self.assertRaises(UserError):
            request.turn_ids.with_user(self.members[0]).action_decide(
                "approve", False, False, request.snapshot_hash
            )

    def test_r_a04_all_of_a_group(self):
        request = self._ask_group(mode="all")
        self._decide(request, self.members[0])
        self.assertFalse(self._waiting(self.members[0]))
        with self.assertRaisesRegex(AccessError, "signed this step already"):
            self._decide(request, self.members[0])
        self._decide(request, self.members[1])
        self.assertEqual(request.state, "open")
        self._decide(request, self.members[2])
        self.assertEqual(request.state, "granted")

    def test_r_a04_quorum_of_a_group(self):
        request = self._ask_group(mode="quorum", quorum=2)
        self._decide(request, self.members[2])
        self.assertEqual(request.state, "open")
        self._decide(request, self.members[0])
        self.assertEqual(request.state, "granted")

    def test_r_a03_group_that_is_too_small_is_an_error(self):
        with self.assertRaisesRegex(UserError, "Nobody can be asked"):
            self._ask_group(mode="quorum", quorum=4)

    def test_r_a04_newcomer_signs_what_is_open_and_who_left_does_not(self):
        request = self._ask_group()
        self.group.user_ids |= self.clerk
        self.assertEqual(self._waiting(self.clerk), request.turn_ids)
        self.group.user_ids -= self.members[0]
        self.assertFalse(self._waiting(self.members[0]))
        with self.assertRaises(AccessError):
            self._decide(request, self.members[0])
        self._decide(request, self.clerk)
        self.assertEqual(request.state, "granted")

    def test_r_a04_departments_co_sign_side_by_side(self):
        self._route_of(
            self._step("Branch", "department", "sales_branch", 10),
            self._step("Market", "department", "market", 10),
            self._step("GM", "role", "gm", 20),
        )
        request = self._ask()
        self.assertAsked(request, self.branch_head, self.market_head)
        self._decide(request, self.market_head)
        self.assertAsked(request, self.branch_head)
        self._decide(request, self.branch_head)
        self.assertAsked(request, self.gm)

    def test_r_a04_one_of_the_departments_is_enough(self):
        self._route_of(
            self._step("Branch", "department", "sales_branch", 10, together="any"),
            self._step("Market", "department", "market", 10, together="any"),
        )
        request = self._ask()
        self._decide(request, self.market_head)
        self.assertEqual(request.state, "granted")
        self.assertEqual(
            sorted(request.turn_ids.mapped("state")), ["approved", "cancelled"]
        )

    def test_r_a04_steps_side_by_side_agree_how_many_are_needed(self):
        with self.assertRaisesRegex(ValidationError, "side by side"):
            self._route_of(
                self._step("A", "role", "gm", 10, together="any"),
                self._step("B", "role", "executive", 10),
            )

    def test_r_a04_another_person_is_asked_to_sign_too(self):
        self._route_of(self._step("GM", "role", "gm", 10, may_add=True))
        request = self._ask()
        turn = request.turn_ids.with_user(self.gm)
        turn.action_add_signer(self.vice.id, "Is it safe?", request.snapshot_hash)
        self.assertAsked(request, self.gm, self.vice)
        self._decide(request, self.gm)
        self.assertEqual(request.state, "open")
        self._decide(request, self.vice)
        self.assertEqual(request.state, "granted")
        self.assertIn("add", request.signature_ids.mapped("decision"))

    def test_r_a04_member_who_is_asked_besides_keeps_his_seat(self):
        request = self._ask_group(mode="all", may_add=True)
        turn = request.turn_ids.with_user(self.members[0])
        turn.action_add_signer(self.members[1].id, "You too.", request.snapshot_hash)
        self.assertEqual(len(self._waiting(self.members[1])), 2)
        for user in self.members:
            turn.with_user(user).action_decide(
                "approve", False, False, request.snapshot_hash
            )
        self.assertEqual(self._waiting(self.members[1]).asked, "user")
        self._decide(request, self.members[1])
        self.assertEqual(request.state, "granted")

    def test_r_a04_step_that_does_not_let_others_be_asked(self):
        request = self._ask()
        with self.assertRaisesRegex(UserError, "does not let"):
            self._open_turns(request).with_user(self.branch_head).action_add_signer(
                self.vice.id, "", request.snapshot_hash
            )

    # ------------------------------------------------------------
    # WHO IS NOT THERE
    # ------------------------------------------------------------

    def test_r_a03_archived_approver_is_named_and_the_next_one_asked(self):
        self.branch_head.active = False
        request = self._ask()
        self.assertAsked(request, self.vice)
        self.assertIn("Branch head", self._open_turns(request).passed_text)

    def test_r_a03_approver_without_user_is_named_and_the_next_one_asked(self):
        self.branch.manager_id.user_id = False
        request = self._ask()
        self.assertAsked(request, self.vice)
        self.assertIn("Branch head", self._open_turns(request).passed_text)

    def test_r_a03_approver_in_another_company_is_named_and_the_next_one_asked(self):
        self.branch_head.write(
            {
                "company_ids": [Command.set(self.other_company.ids)],
                "company_id": self.other_company.id,
            }
        )
        request = self._ask()
        self.assertAsked(request, self.vice)
        self.assertIn("Branch head", self._open_turns(request).passed_text)

    def test_r_a03_named_person_who_left(self):
        self._route_of(self._step("Sun", "user", self.branch_head.id, 10))
        self.branch_head.active = False
        request = self._ask()
        self.assertAsked(request, self.vice)

    def test_r_a03_nobody_to_the_top_is_an_error(self):
        self.gm.active = False
        with self.assertRaisesRegex(UserError, "Nobody can be asked.*Gm"):
            self._ask()
        self.assertFalse(self.case.approval_locks)

    def test_r_a03_who_leaves_meanwhile_is_replaced_and_told(self):
        request = self._ask()
        turn = self._open_turns(request)
        self.assertEqual(turn.activity_id.user_id, self.branch_head)
        self.branch_head.active = False
        self.assertAsked(request, self.vice)
        self.assertEqual(turn.activity_id.user_id, self.vice)
        with self.assertRaises(AccessError):
            turn.with_user(self.branch_head).action_decide(
                "approve", False, False, request.snapshot_hash
            )
        self._decide(request, self.vice)
        self.assertAsked(request, self.market_head)

    def test_r_a03_new_head_new_post_new_login(self):
        request = self._ask()
        new = self._create_user("new head", "base.group_user")
        self.branch.manager_id = self._create_employee(new)
        self.assertAsked(request, new)
        self.branch.manager_id.user_id = self.clerk
        self.assertAsked(request, self.clerk)
        for user in (self.clerk, self.market_head, self.vice):
            self._decide(request, user)
        self.assertAsked(request, self.gm)
        self.post.user_id = self.executive
        self.assertAsked(request, self.executive)

    def test_r_a03_open_turn_follows_the_handler_and_the_receiver(self):
        """Who may act is answered at that moment, also when the case changes hands."""
        self.case.user_id = self.officer
        steps = [
            self._step("Handler", "role", "handler", 10, exclude_requester=False),
            self._step("Receiver", "role", "receiver", 10, exclude_requester=False),
        ]
        self._route_of(*steps)
        request = self._ask()
        first, second = request.turn_ids
        self.assertEqual(first.user_id, self.officer)
        self.case.with_user(self.officer).user_id = self.market_head
        self.assertEqual(first.user_id, self.market_head)
        self.assertEqual(first.activity_id.user_id, self.market_head)
        self.assertNotEqual(second.user_id, self.gm)
        self.case._write_guarded({"receiver_id": self.gm.id})
        self.assertEqual(second.user_id, self.gm)
        with self.assertRaises(AccessError):
            first.with_user(self.officer).action_decide(
                "approve", False, False, request.snapshot_hash
            )
        self._decide(request, self.market_head)
        self.case.user_id = self.officer
        self.assertEqual(first.user_id, self.market_head, "what is decided stays")

    def test_r_a04_administrator_gives_a_turn_to_another_person(self):
        request = self._ask()
        turn = self._open_turns(request)
        for user in (self.officer, self.gm, self.supervisor):
            with self.assertRaises(AccessError):
                turn.with_user(user).action_reassign(self.clerk.id, "He is ill.")
        admin = turn.with_user(self.admin)
        with self.assertRaisesRegex(UserError, "say why"):
            admin.action_reassign(self.clerk.id)
        for wrong in (self.stranger, self.officer):  # elsewhere; who asked
            with self.assertRaisesRegex(UserError, "cannot be asked"):
                admin.action_reassign(wrong.id, "He is ill.")
        admin.action_reassign(self.clerk.id, "He is ill.")
        self.assertAsked(request, self.clerk)
        signature = request.signature_ids[-1]
        self.assertEqual(signature.decision, "reassign")
        self.assertEqual(signature.user_id, self.admin)
        self.assertEqual(signature.comment, "He is ill.")
        self._decide(request, self.clerk)
        self.assertAsked(request, self.market_head)

    def test_r_a03_named_person_has_an_activity_in_his_language_a_group_none(self):
        request = self._ask()
        activity = self._open_turns(request).activity_id
        self.assertEqual(activity.user_id, self.branch_head)
        self.assertEqual(activity.res_id, request.id)
        self._decide(request, self.branch_head)
        self.assertFalse(activity.exists())
        self.assertFalse(self._ask_group_of_another().activity_ids)

    def _ask_group_of_another(self):
        self._route_of(self._step("Committee", "group", self.group.id, 10))
        return self._ask(self._register())

    def test_r_t01_turn_has_its_time(self):
        self._route_of(
            self._step("GM", "role", "gm", 10, days=2, unit="day"),
        )
        turn = self._ask().turn_ids
        self.assertGreater(turn.due_on, turn.opened_on + timedelta(hours=24))
