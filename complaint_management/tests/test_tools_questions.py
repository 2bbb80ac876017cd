import re

from hypothesis import given
from hypothesis import strategies as st
from odoo.tests import BaseCase, tagged

from ..tools.letters import fill, fill_line, gaps
from ..tools.questions import asks, own_words
from ..tools.reply_arrows import DECIDED_KINDS, REPLY_ARROWS, SPOKEN_KINDS


@tagged("post_install", "-at_install")
class TestQuestionTools(BaseCase):
    """R-K09: what of a mail is new."""

    def test_r_k09_what_is_quoted_is_not_new(self):
        for quote in (
            "> Dear Ms. Zhang",
            "On Mon, 3 March 2027, Lotus wrote:",
            "-----Original Message-----",
            "------------------ 原始邮件 ------------------",
            "在2027年3月1日，客服写道：",
            "发件人: 客服",
            "________________________________",
        ):
            self.assertEqual(own_words(f"Red.\n\n{quote}\nOld?"), "Red.", quote)

    def test_r_k09_ordinary_words_begin_no_quote(self):
        for line in ("On Monday it leaked.", "It is from China", "在家里漏水。", "--"):
            self.assertEqual(own_words(line), line)
        self.assertEqual(own_words(None), "")

    def test_r_k09_question_marks_of_both_widths(self):
        self.assertTrue(asks("When?") and asks("何时？"))
        self.assertFalse(asks("XK-7") or asks(None))


@tagged("post_install", "-at_install")
class TestLetterTools(BaseCase):
    """R-K01: letters from fixed words."""

    def test_r_k01_gaps_are_filled_and_escaped(self):
        self.assertEqual(
            fill("<p>Dear {name},</p>", {"name": "<b>Zhang</b> & Li"}),
            "<p>Dear &lt;b&gt;Zhang&lt;/b&gt; &amp; Li,</p>",
        )
        self.assertEqual(fill("<p>{text}</p>", {"text": "a\nb"}), "<p>a<br/>b</p>")

    def test_r_k01_paragraph_without_values_is_left_out(self):
        template = "<p>Hello</p><p>By {due}, {handler}.</p>"
        self.assertEqual(fill(template, {}), "<p>Hello</p>")
        filled = fill(template, {"handler": "Li"})
        self.assertEqual(filled, "<p>Hello</p><p>By , Li.</p>")

    def test_r_k01_what_is_filled_in_is_no_template(self):
        """A customer called {outcome} learns nothing."""
        values = {"name": "{outcome}", "outcome": "secret"}
        self.assertEqual(fill("<p>{name}</p>", values), "<p>{outcome}</p>")

    def test_r_k01_a_colon_leads_to_something_or_is_left_out(self):
        """A company, or a person in charge, without a telephone number."""
        for template, without in (
            ("{who} handles it. Reach us by telephone: {phone}.", "Li handles it."),
            ("Answer this, or call {who}: {phone}.", "Answer this, or call Li."),
            ("负责人{who}。电话\uff1a{phone}。", "负责人Li。"),
            ("Ask {who}<br/>Telephone: {phone}", "Ask Li<br/>"),
            ("Reach {who}: {phone} or {due}.", "Reach Li:  or ."),
        ):
            filled = fill(f"<p>{template}</p>", {"who": "Li"})
            self.assertEqual(filled, f"<p>{without}</p>")
            values = {"who": "Li", "phone": "555", "due": "1 May"}
            filled = fill(f"<p>{template}</p>", values)
            self.assertEqual(filled, f"<p>{template.format(**values)}</p>")

    def test_r_k01_subject_is_one_line(self):
        self.assertEqual(
            fill_line("Your {number}\n {x}", {"number": "7\n8"}), "Your 7 8"
        )
        self.assertEqual(gaps("{a} {b} { c }"), {"a", "b"})
        self.assertEqual(gaps(None), set())

    @given(st.dictionaries(st.sampled_from("abc"), st.text(max_size=30)))
    def test_r_k01_no_value_brings_markup(self, values):
        filled = fill("<p>{a}</p><p>x {b} {c}</p>", values)
        tags = set(re.findall(r"<[^>]*>", filled))
        self.assertLessEqual(tags, {"<p>", "</p>", "<br/>"})


@tagged("post_install", "-at_install")
class TestReplyArrows(BaseCase):
    """R-K01, R-A06: the table of DESIGN.md."""

    def test_r_a06_nothing_leaves_without_the_gate(self):
        """Every arrow that lets words leave asks whether they may be said."""
        leaving = {"queued", "printed", "outbox", "sent"}
        for arrow in REPLY_ARROWS:
            if arrow.source in ("draft", "failed") and arrow.target in leaving:
                self.assertIn("_guard_may_be_said", arrow.guards, arrow)
                self.assertIn("_guard_complete", arrow.guards, arrow)
                self.assertTrue(any("_by_" in guard for guard in arrow.guards), arrow)

    def test_r_k01_nothing_comes_back_to_draft_or_out_of_cancelled(self):
        self.assertFalse([one for one in REPLY_ARROWS if one.target == "draft"])
        self.assertEqual(REPLY_ARROWS.targets("cancelled"), [])
        self.assertEqual(REPLY_ARROWS.targets("printed"), ["failed"])

    def test_r_k01_what_left_is_dated_and_what_failed_says_why(self):
        for arrow in REPLY_ARROWS:
            if arrow.target in ("sent", "printed"):
                self.assertIn("sent_on", arrow.stamps, arrow)
            if arrow.target == "failed":
                self.assertIn("error", arrow.asks, arrow)
            if arrow.source == "failed" and arrow.target == "queued":
                self.assertIn("started_on", arrow.clears)

    def test_r_a06_only_the_job_says_that_a_mail_left(self):
        self.assertFalse(REPLY_ARROWS.get("queued", "sent").groups)
        self.assertFalse(REPLY_ARROWS.get("queued", "failed").groups)
        self.assertFalse(set(DECIDED_KINDS) & set(SPOKEN_KINDS))
