from hypothesis import given
from hypothesis import strategies as st
from odoo.tests import BaseCase, tagged

from ..tools.evaluation import mark, rank, score, share

VALUES = st.floats(-1e6, 1e6)
MARKS = st.lists(
    st.tuples(st.none() | st.floats(0, 100), st.floats(0.01, 10)), max_size=12
)


@tagged("post_install", "-at_install")
class TestToolsEvaluation(BaseCase):
    """R-P05, R-R06: marks are plain arithmetic."""

    @given(VALUES, st.integers(-100, 100), st.integers(101, 300))
    def test_r_p05_marks_lie_between_none_and_all(self, value, low, high):
        for worst, best in ((low, high), (high, low)):
            found = mark(value, worst, best)
            self.assertTrue(0 <= found <= 100)
            self.assertEqual(mark(worst, worst, best), 0)
            self.assertEqual(mark(best, worst, best), 100)

    @given(VALUES, VALUES)
    def test_r_p05_better_is_never_worth_less(self, one, other):
        less, more = sorted((one, other))
        self.assertLessEqual(mark(less, 0, 100), mark(more, 0, 100))
        self.assertGreaterEqual(mark(less, 100, 0), mark(more, 100, 0))

    @given(MARKS, st.floats(0.5, 20))
    def test_r_p05_what_has_no_figure_is_left_out(self, marks, factor):
        known = [pair for pair in marks if pair[0] is not None]
        self.assertEqual(score(marks), score(known))
        if known:
            found = score(known)
            values = [one for one, _weight in known]
            self.assertTrue(min(values) - 1e-9 <= found <= max(values) + 1e-9)
            scaled = [(one, weight * factor) for one, weight in known]
            self.assertAlmostEqual(score(scaled), found, places=6)
        else:
            self.assertIsNone(score(marks))

    def test_r_p05_known_marks(self):
        self.assertEqual(mark(75, 50, 100), 50)
        self.assertEqual(mark(11, 20, 2), 50)
        self.assertIsNone(mark(None, 0, 1))
        self.assertEqual(score([(50, 3), (100, 1), (None, 9), (0, 0)]), 62.5)
        self.assertEqual(rank([50, None, 80, 50]), [2, None, 1, 2])
        self.assertEqual((share(3, 4), share(0, 0)), (75, None))
        with self.assertRaises(ValueError):
            mark(1, 5, 5)
