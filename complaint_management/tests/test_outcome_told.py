from odoo.exceptions import UserError
from odoo.tests import tagged

from .reply_common import ReplyCommon

PLUS = {
    "improvement": "Each lid is tested now.",
    "follow_up_note": "The new kettle comes by courier.",
    "follow_up_on": "2027-04-01",
}


@tagged("post_install", "-at_install")
class TestOutcomeTold(ReplyCommon):
    """R-K05: result, the improvement that follows, what is still to come, and when."""

    def test_r_k05_letters_tell_result_improvement_and_what_is_to_come(self):
        case = self._bring_to("approved", outcome="Replaced.", **PLUS)
        for kind in ("decision", "explanation", "compensation"):
            body = self._write(kind, case=case).body
            for words in ("Replaced.", "Each lid is tested now.", "by courier"):
                self.assertIn(words, body, kind)
            self.assertIn("04/01/2027", body)

    def test_r_k05_nothing_to_come_leaves_no_empty_sentence(self):
        body = self._write("decision", case=self._bring_to("approved")).body
        self.assertNotIn("What we change", body)
        self.assertNotIn("Still to come", body)

    def test_r_k05_before_the_decision_no_letter_tells_them(self):
        case = self._bring_to("investigating", outcome="Replaced.", **PLUS)
        body = self._write("decision", case=case).body
        self.assertNotIn("Each lid is tested now.", body)
        self.assertNotIn("courier", body)

    def test_r_k05_what_is_to_come_has_its_date_and_manner(self):
        for missing in ("follow_up_note", "follow_up_on"):
            case = self._bring_to("investigating", **{**PLUS, missing: False})
            self._propose(case)
            with self.assertRaisesRegex(UserError, "still to come what it is"):
                case.action_submit()

    def test_r_a05_words_stay_as_they_were_approved(self):
        """The lock of the approval keeps what the letters tell."""
        case = self._bring_to("approved", outcome="Replaced.", **PLUS)
        for name in ("outcome", "improvement", "follow_up_note"):
            with self.assertRaises(UserError):
                case.with_user(self.officer).write({name: "Everything for free."})
        with self.assertRaises(UserError):
            case.sudo().follow_up_on = "2030-01-01"
