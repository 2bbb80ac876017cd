from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .approval_common import ApprovalCommon

WORDS = "We credit 150 and are sorry."


@tagged("post_install", "-at_install")
class TestInstruction(ApprovalCommon):
    """R-A04, R-A06, R-A08: who decides may give less, and then says in which words the
    customer is told."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls._register(department_id=cls.branch.id, branch_id=cls.branch.id)
        cls.case.action_accept()
        cls.case.outcome = WORDS
        cls.case.responsible_department_id = cls.market
        cls.remedy = cls._propose(cls.case, "compensation", amount=150)
        cls.case.action_submit()
        cls.request = cls.case.request_id

    def _decide(self, user, decision="approve", changes=None):
        turn = self.request.turn_ids.filtered(lambda one: one.state == "open")
        comment = decision == "change" and "Too much for a cracked lid."
        turn.with_user(user).action_decide(
            decision, comment, False, self.request.snapshot_hash, changes
        )

    def _get_changes(self, amount=90, words="We credit 90 and are sorry."):
        return {"outcome": words, "remedy_ids": {self.remedy.id: {"amount": amount}}}

    def test_r_a06_the_letter_says_exactly_what_was_approved_last(self):
        self._decide(self.branch_head)
        self._decide(self.market_head)
        before = self.request.snapshot_hash
        self._decide(self.vice, "change", self._get_changes())
        self.assertNotEqual(self.request.snapshot_hash, before)
        self.assertIn("We credit 90", self.request.facts)
        self.assertNotIn("We credit 150", self.request.facts)
        self.assertIn("Too much for a cracked lid.", self.request.facts)
        old = self.request.signature_ids.filtered("on_old_text").user_id
        self.assertLessEqual(self.branch_head | self.market_head, old)
        self._decide(self.gm)
        self.assertCaseState(self.case, "approved")
        self.assertEqual(self.remedy.amount, 90)
        self.assertEqual(self.case.disposition_amount, 90)
        self._tell(self.case)
        letter = self.case.reply_ids.filtered(lambda one: one.state == "sent")
        self.assertIn("We credit 90 and are sorry.", letter.body)
        self.assertNotIn("150", letter.body)

    def test_r_a06_less_money_is_told_in_other_words(self):
        for words in (False, "", WORDS):
            with self.assertRaisesRegex(UserError, "change the words to him too"):
                self._decide(self.branch_head, "change", self._get_changes(90, words))
        self.assertEqual(self.remedy.amount, 150)

    def test_r_a04_more_is_put_up_anew(self):
        with self.assertRaisesRegex(UserError, "not more. Send it back"):
            self._decide(self.branch_head, "change", self._get_changes(151))
        with self.assertRaisesRegex(UserError, "say how much"):
            self._decide(self.branch_head, "change", self._get_changes(0))

    def test_r_a04_nothing_else_is_changed_and_by_nobody_else(self):
        with self.assertRaisesRegex(UserError, "Nothing of it can be changed"):
            self._decide(self.branch_head, "change", {"cause": "The customer."})
        other = self.env["complaint.remedy"].search([("id", "!=", self.remedy.id)])
        changes = {"outcome": "No.", "remedy_ids": {other[:1].id or 1: {"amount": 1}}}
        with self.assertRaisesRegex(UserError, "no such remedy"):
            self._decide(self.branch_head, "change", changes)
        with self.assertRaises(AccessError):
            self._decide(self.gm, "change", self._get_changes())
        self._decide(self.branch_head, "approve", self._get_changes())
        self.assertEqual(self.remedy.amount, 150, "an approval changes nothing")

    def test_r_a04_the_form_shows_what_he_gets_and_is_told(self):
        turn = self.request.turn_ids.filtered(lambda one: one.state == "open")
        action = turn.with_user(self.branch_head).action_open_decision("change")
        forms = self.env["complaint.approval.decision"].with_user(self.branch_head)
        form = forms.browse(action["res_id"])
        self.assertTrue(form.asks_words)
        self.assertEqual(form.words, WORDS)
        self.assertEqual(form.change_ids.amount, 150)
        form.change_ids.amount = 100
        form.write({"words": "We credit 100.", "comment": "A lid costs 20."})
        form.action_confirm()
        self.assertEqual((self.remedy.amount, self.case.outcome), (100, form.words))

    def test_r_a08_the_gm_decides_disposition_and_responsibility_last(self):
        """He reviews what the vice GM in charge had investigated and reported: his
        signature is on cause, responsibility and remedies, nobody's comes after."""
        self.assertEqual(
            [turn.user_id for turn in self.request.turn_ids.sorted("sequence")],
            list(self.chain),
        )
        for user in self.chain[:-1]:
            self._decide(user)
            self.assertCaseState(self.case, "deciding")
        for words in ("Department responsible", "Market", "Compensation"):
            self.assertIn(words, self.request.with_user(self.gm).facts)
        with self.assertRaisesRegex(UserError, "cannot be changed there"):
            self.case.responsible_department_id = self.branch
        self._decide(self.gm)
        self.assertCaseState(self.case, "approved")
        last = self.request.signature_ids.sorted("id")[-1]
        self.assertEqual((last.user_id, last.on_old_text), (self.gm, False))
