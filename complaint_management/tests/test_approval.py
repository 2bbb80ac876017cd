from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .approval_common import ApprovalCommon


@tagged("post_install", "-at_install")
class TestApproval(ApprovalCommon):
    """R-A03, R-A04: the chain in turn, back to a step, changed, refused."""

    def test_r_a03_chain_goes_from_branch_to_gm(self):
        request = self._ask()
        self.assertEqual(len(request.turn_ids), 4)
        for user in self.chain:
            self.assertEqual(request.state, "open")
            self.assertAsked(request, user)
            self._decide(request, user)
        self.assertEqual(request.state, "granted")
        self.assertTrue(request.decided_on)
        self.assertEqual(
            request.signature_ids.mapped("decision"), ["request"] + ["approve"] * 4
        )
        self.assertEqual(
            request.signature_ids[1:].mapped("user_id"),
            self.chain[0].union(*self.chain),
        )

    def test_r_a04_nobody_decides_out_of_turn_or_twice(self):
        request = self._ask()
        for turn in request.turn_ids:
            for user in (*self.chain, self.officer, self.executive, self.admin):
                if turn.state == "open" and user == self.branch_head:
                    continue
                with self.assertRaises(UserError):
                    turn.with_user(user).action_decide(
                        "approve", False, False, request.snapshot_hash
                    )
        first = self._decide(request, self.branch_head)
        with self.assertRaisesRegex(UserError, "is not being decided"):
            first.action_decide("approve", False, False, request.snapshot_hash)
        self.assertEqual(len(request.signature_ids), 2)

    def test_r_a04_return_to_an_earlier_step_keeps_all_signatures(self):
        request = self._ask()
        for user in self.chain[:3]:
            self._decide(request, user)
        self._decide(request, self.gm, "return", "Ask the customer again.", 20)
        self.assertEqual(request.round, 2)
        self.assertAsked(request, self.market_head)
        self.assertEqual(len(request.signature_ids), 5)
        for user in self.chain[1:]:
            self._decide(request, user)
        self.assertEqual(request.state, "granted")
        self.assertEqual(len(request.signature_ids), 8)

    def test_r_a04_return_to_who_asked_opens_the_record_again(self):
        request = self._ask()
        self._decide(request, self.branch_head, "return", "Which lot is it?")
        self.assertEqual(request.state, "returned")
        self.case.claimed_amount = 800
        again = self._ask()
        self.assertNotEqual(again, request)
        self.assertAsked(again, self.branch_head)

    def test_r_a04_change_of_instruction_is_a_new_text(self):
        request = self._ask()
        self._decide(request, self.branch_head)
        seen = request.snapshot_hash
        self._decide(request, self.market_head, "change", "At most half of it.")
        self.assertNotEqual(request.snapshot_hash, seen)
        signatures = request.signature_ids
        self.assertEqual(signatures.mapped("on_old_text"), [False, True, False])
        self.assertEqual(signatures[2].comment, "At most half of it.")
        with self.assertRaisesRegex(UserError, "was changed since"):
            self._open_turns(request).with_user(self.vice).action_decide(
                "approve", False, False, seen
            )

    def test_r_a04_refusal_ends_it(self):
        request = self._ask()
        self._decide(request, self.branch_head)
        with self.assertRaisesRegex(UserError, "needs one"):
            self._decide(request, self.market_head, "refuse")
        self._decide(request, self.market_head, "refuse", "Not our lot.")
        self.assertEqual(request.state, "refused")
        self.assertFalse(self._open_turns(request))
        self.assertEqual(
            set(request.turn_ids.mapped("state")), {"approved", "refused", "cancelled"}
        )

    def test_r_a04_own_proposal_is_decided_by_the_next_one_up(self):
        request = self._ask(user=self.market_head)
        self._decide(request, self.branch_head)
        turn = self._open_turns(request)
        self.assertNotEqual(turn.user_id, self.market_head)
        self.assertIn("Market head", turn.passed_text)
        with self.assertRaisesRegex(AccessError, "put this up yourself"):
            turn.with_user(self.market_head).action_decide(
                "approve", False, False, request.snapshot_hash
            )
