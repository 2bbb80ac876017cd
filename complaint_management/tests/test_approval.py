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

    def test_r_a03_without_a_route_nothing_is_decided(self):
        """Fail closed: no route, or one without a step that fits, is an error."""
        routes = self.env["complaint.approval.route"]
        routes.search([("company_id", "=", False)]).active = False
        self.route.domain = "[('claimed_amount', '>', 1000)]"
        with self.assertRaisesRegex(UserError, "Nobody is named who decides"):
            self._ask()
        self.route.domain = False
        self.route.step_ids.domain = "[('claimed_amount', '>', 1000)]"
        with self.assertRaisesRegex(UserError, "Nobody is named who decides"):
            self._ask()
        self.assertFalse(self.case.approval_locks)

    def test_r_a03_amount_counts_in_the_companys_currency(self):
        gm = self.route.step_ids[-1]
        gm.amount_from = 1000
        self.assertEqual(len(self._ask().turn_ids), 3)
        case = self._register(department_id=self.branch.id, claimed_amount=1000)
        case.branch_id = self.branch
        self.assertEqual(len(self._ask(case).turn_ids), 4)

    def test_r_a03_amount_or_condition_where_either_suffices(self):
        gm = self.route.step_ids[-1]
        gm.write({"amount_from": 1000, "domain": "[('is_major', '=', True)]"})
        dear = self._register(department_id=self.branch.id, claimed_amount=1000)
        dear.branch_id = self.branch
        major = self._register(department_id=self.branch.id)
        major.branch_id = self.branch
        major._make_major("Somebody was hurt.")
        asked = {case: gm for case in (dear, major)}

        def get_asked():
            cases = self.case | dear | major
            steps = self.route._get_steps_for(cases, "disposition")
            return {
                case: gm & some for case, (_route, some) in steps.items() if gm & some
            }

        self.assertEqual(get_asked(), {}, "both are wanted")
        gm.is_either = True
        self.assertEqual(get_asked(), asked)

    def test_r_a03_condition_is_tested_when_it_is_saved(self):
        for condition in ("[('no_such_field', '=', 1)]", "[('id'", "import os"):
            with self.assertRaisesRegex(UserError, "cannot be used"):
                self.route.domain = condition

    def test_r_a03_chain_is_told_in_words_for_an_example(self):
        self.route.example_case_id = self.case
        for person in self.chain:
            self.assertIn(person.name, self.route.example_text)

    def test_r_a04_decision_form_signs_and_returns(self):
        request = self._ask()
        self._decide(request, self.branch_head)
        turn = self._open_turns(request).with_user(self.market_head)
        action = turn.action_open_return()
        forms = self.env[action["res_model"]].with_user(self.market_head)
        form = forms.browse(action["res_id"])
        self.assertEqual(
            form.level_choices, [[0, "Who asked for it"], [10, "Sales branch"]]
        )
        form.write({"return_level": 10, "comment": "Which lot?"})
        form.action_confirm()
        self.assertAsked(request, self.branch_head)
        self.assertEqual(request.round, 2)

    def test_r_a03_who_is_asked_is_said_in_the_readers_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.env["ir.module.module"]._load_module_terms(
            ["complaint_management"], ["zh_CN"]
        )
        self.route.step_ids[0].with_context(lang="zh_CN").name = "分公司"
        turn = self._ask().turn_ids[0].with_context(lang="zh_CN")
        self.assertEqual(turn.asked_text, "销售分公司负责人")
        self.assertEqual((turn.name, turn.step_label), ("Sales branch", "分公司"))

    def test_r_a04_decision_form_offers_what_the_step_allows(self):
        """The choices are the record's: the web client asks for views without the
        context of the action."""
        self._route_of(
            self._step("Branch", "department", "sales_branch", 10, may_refuse=False)
        )
        turn = self._open_turns(self._ask()).with_user(self.branch_head)
        action = turn.action_open_decision()
        form = self.env[action["res_model"]].browse(action["res_id"])
        offered = [
            key for key, _label in form.with_user(turn.env.user).decision_choices
        ]
        self.assertEqual(offered, ["approve", "change", "return"])
        form.with_user(turn.env.user).decision = "refuse"
        with self.assertRaisesRegex(UserError, "does not allow this decision"):
            form.with_user(turn.env.user).action_confirm()

    def test_r_p03_decision_form_shows_nothing_of_what_one_may_not_read(self):
        request = self._ask()
        forms = self.env["complaint.approval.decision"].with_user(self.clerk)
        form = forms.create({"request_id": request.id})
        form.invalidate_recordset()
        for name in ("facts", "decision_choices", "level_choices"):
            with self.assertRaises(AccessError):
                form.read([name])

    def test_r_a04_approve_from_the_list_wants_what_its_row_shows(self):
        request = self._ask()
        turn = self._open_turns(request).with_user(self.branch_head)
        with self.assertRaisesRegex(UserError, "fingerprint is missing"):
            turn.action_approve_shown()
        turn.with_context(expected_hash=request.snapshot_hash).action_approve_shown()
        self.assertAsked(request, self.market_head)

    def test_r_s04_texts_are_erased_and_signatures_still_hold(self):
        request = self._ask()
        self._decide(request, self.branch_head, "refuse", "Ms. Zhang did it.")
        self.assertIn("Ms. Zhang", request.signature_ids[-1].comment)
        self.assertNotIn("Zhang", str(request.snapshot))
        request._erase_texts("Kept three years.")
        self.env.invalidate_all()
        self.assertNotIn("Ms. Zhang", request.signature_ids[1].comment)
        self.assertFalse(request.signature_ids._find_break())
        self.assertEqual(request.signature_ids[-1].decision, "erase")

    def test_r_a05_whoever_is_asked_reads_it_in_words_with_its_chain(self):
        """Every subject's form opens for who is asked, who asked and who watches."""
        self.env["complaint.line"].create(
            {"case_id": self.case.id, "defective_qty": 2.5, "delivered_amount": 10}
        )
        self.env["complaint.evidence"].create(
            {"case_id": self.case.id, "name": "Photo", "description": "Crack."}
        )
        request = self._ask()
        self._decide(request, self.branch_head, "change", "Half of it.")
        for user in (self.branch_head, self.market_head, self.supervisor):
            shown = request.with_user(user)
            shown.invalidate_recordset()
            self.assertIn("900", shown.facts)
            self.assertIn("Half of it.", shown.facts)
            self.assertEqual(len(shown.chain), 4)
            self.assertEqual(bool(shown.my_turn_id), user == self.market_head)

    def test_r_a04_who_asked_is_told_of_a_return_and_of_a_refusal(self):
        for decision in ("return", "refuse"):
            request = self._ask()
            self._decide(request, self.branch_head, decision, "Which lot is it?")
            told = request.activity_ids
            self.assertEqual(told.user_id, self.officer, decision)
            self.assertIn(self.case.number, told.summary)
