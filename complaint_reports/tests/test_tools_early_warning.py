import math
import random
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from odoo.tests import BaseCase, tagged

from ..tools.early_warning import Series, adjust, dispersion, judge, tail

COUNTS = st.integers(min_value=0, max_value=30)
CHANCES = st.lists(st.floats(min_value=0, max_value=1), min_size=1, max_size=40)


def _exact_binomial(recent, total, share):
    """The same law in whole numbers."""
    return sum(
        math.comb(total, k) * share**k * (1 - share) ** (total - k)
        for k in range(recent, total + 1)
    )


def _exact_urn(recent, total, red, white):
    """A beta-binomial law of whole parameters, as Pólya's urn deals it."""
    return Fraction(
        sum(
            math.comb(red + k - 1, k) * math.comb(white + total - k - 1, total - k)
            for k in range(recent, total + 1)
        ),
        math.comb(red + white + total - 1, total),
    )


def _poisson(chance, mean):
    if mean > 50:
        return max(0, round(chance.gauss(mean, math.sqrt(mean))))
    limit, k, product = math.exp(-mean), 0, chance.random()
    while product > limit:
        k += 1
        product *= chance.random()
    return k


def _count(chance, mean, spread):
    """Complaints of a window whose variance is ``spread`` times its mean."""
    if spread > 1:
        mean = chance.gammavariate(mean / (spread - 1), spread - 1)
    return _poisson(chance, mean)


def _live(chance, key, mean, spread=1, times=1):
    """A thing of ``mean`` complaints a window; in the recent one ``times`` as many."""
    exposures = [chance.uniform(0.5, 1.5) for _window in range(13)]
    means = [mean * exposure for exposure in exposures]
    means[-1] *= times
    counts = [_count(chance, one, spread) for one in means]
    return Series("product", key, tuple(counts), tuple(exposures))


def _live_all(chance, keys=200, spread=1):
    """From one complaint in five windows to eight in each."""
    return [
        _live(chance, key, math.exp(chance.uniform(math.log(0.2), math.log(8))), spread)
        for key in range(keys)
    ]


@tagged("post_install", "-at_install")
class TestToolsEarlyWarning(BaseCase):
    """R-F04: a rise beyond chance is noticed, chance is not."""

    # ------------------------------------------------------------
    # THE LAW
    # ------------------------------------------------------------

    @given(COUNTS, COUNTS, st.integers(1, 99))
    @settings(deadline=None)
    def test_r_f04_the_tail_is_the_exact_binomial_one(self, recent, past, percent):
        share = Fraction(percent, 100)
        exact = float(_exact_binomial(recent, recent + past, share))
        found = tail(recent, recent + past, float(share))
        self.assertTrue(math.isclose(found, exact, rel_tol=1e-9, abs_tol=1e-300))

    @given(COUNTS, COUNTS, st.integers(1, 6), st.integers(1, 6))
    @settings(deadline=None)
    def test_r_f04_the_tail_of_a_past_that_varies_is_that_of_an_urn(
        self, recent, past, red, white
    ):
        """With a spread chosen so that the parameters are whole."""
        share = red / (red + white)
        spread = 1 + (past + 0.5) / (1 - share) / (red + white)
        exact = float(_exact_urn(recent, recent + past, red, white))
        found = tail(recent, recent + past, share, spread)
        self.assertTrue(math.isclose(found, exact, rel_tol=1e-9))

    @given(COUNTS, COUNTS, st.floats(0.05, 0.95), st.floats(1, 5))
    @settings(deadline=None)
    def test_r_f04_more_is_less_likely(self, recent, past, share, spread):
        found = tail(recent, recent + past, share, spread)
        more = tail(recent + 1, recent + past + 1, share, 1.0)
        self.assertTrue(0 <= found <= 1)
        self.assertLessEqual(more, tail(recent, recent + past, share) + 1e-12)

    def test_r_f04_known_tails(self):
        """Reckoned by hand: 3 heads of 3; 5 or more of 10 dice that show a six."""
        self.assertAlmostEqual(tail(3, 3, 0.5), 0.125, places=15)
        self.assertAlmostEqual(tail(5, 10, 1 / 6), 0.0154620, places=7)
        self.assertEqual(tail(0, 5, 0.2), 1.0)
        self.assertAlmostEqual(tail(1, 1, 0.2), 0.2, places=15)

    def test_r_f04_large_numbers_stay_numbers(self):
        self.assertLess(tail(900, 2000, 1 / 13), 1e-300)
        self.assertGreater(tail(150, 2000, 1 / 13), 0.3)
        self.assertGreater(tail(900, 2000, 1 / 13, 5.0), 0.0)

    # ------------------------------------------------------------
    # MANY TESTS
    # ------------------------------------------------------------

    def test_r_f04_many_tests_are_corrected_for(self):
        """The example of Benjamini and Hochberg's article of 1995."""
        chances = [
            0.0001,
            0.0004,
            0.0019,
            0.0095,
            0.0201,
            0.0278,
            0.0298,
            0.0344,
            0.0459,
            0.3240,
            0.4262,
            0.5719,
            0.6528,
            0.7590,
            1.0000,
        ]
        self.assertEqual(sum(one <= 0.05 for one in adjust(chances)), 4)

    @given(CHANCES, st.randoms())
    def test_r_f04_the_correction_keeps_the_order(self, chances, chance):
        found = adjust(chances)
        for one, corrected in zip(chances, found, strict=True):
            self.assertTrue(one <= corrected <= 1)
        ranked = sorted(zip(chances, found, strict=True))
        self.assertEqual(
            [corrected for _one, corrected in ranked], sorted(found), "monotone"
        )
        mixed = list(range(len(chances)))
        chance.shuffle(mixed)
        again = adjust([chances[place] for place in mixed])
        self.assertEqual(again, [found[place] for place in mixed])

    # ------------------------------------------------------------
    # WHAT IS AND WHAT IS NOT A RISE
    # ------------------------------------------------------------

    def test_r_f04_what_is_delivered_more_may_be_complained_about_more(self):
        past, sold = [2] * 12, [1.0] * 12
        flat = Series("product", 1, (*past, 12), (*sold, 1.0))
        sold_more = Series("product", 2, (*past, 12), (*sold, 6.0))
        self.assertEqual([one.series.key for one in judge([flat, sold_more])], [1])
        self.assertAlmostEqual(sold_more.expected, 12.0)

    def test_r_f04_a_fall_and_a_few_are_no_alarm(self):
        fall = Series("lot", 1, (*[9] * 12, 1), (1.0,) * 13)
        few = Series("lot", 2, (*[0] * 12, 2), (0.1,) * 13)
        self.assertFalse(judge([fall, few]))

    def test_r_f04_nothing_is_said_without_a_past_or_a_present(self):
        self.assertFalse(judge([Series("lot", 1, (0, 0, 9), (0.0, 0.0, 1.0))]))
        self.assertFalse(judge([Series("lot", 1, (0, 0, 9), (1.0, 1.0, 0.0))]))
        self.assertEqual(dispersion([]), 1.0)

    # ------------------------------------------------------------
    # MEASURED (seeded: the same each time)
    # ------------------------------------------------------------

    def test_r_f04_false_alarms_are_as_rare_as_wanted(self):
        """200 things that do not rise: in 2.0 % of the runs something is raised (5 %
        are allowed); where the past varies twice as much as chance, in 1.5 %."""
        for spread, allowed in ((1, 0.05), (2, 0.05)):
            chance = random.Random(4)
            runs = [bool(judge(_live_all(chance, 200, spread))) for _ in range(200)]
            self.assertLessEqual(sum(runs) / len(runs), allowed, spread)

    def test_r_f04_a_past_that_varies_would_be_raised_without_the_correction(self):
        """The dispersion is needed: a law of pure chance raises it in most runs."""
        chance = random.Random(4)
        runs = 0
        for _run in range(40):
            series = _live_all(chance, 200, 3)
            chances = [tail(one.recent, one.total, one.share) for one in series]
            runs += any(one <= 0.05 for one in adjust(chances))
        self.assertGreater(runs / 40, 0.5)

    def test_r_f04_what_doubles_is_noticed(self):
        """Among 190 that do not rise: of 20 complaints a window that double about 7 of
        10 are noticed in the first window, of 40 nearly all, of 10 a quarter."""
        for mean, least in ((10, 0.2), (20, 0.6), (40, 0.9)):
            chance, hit, false = random.Random(7), 0, 0
            for _run in range(25):
                rising = [_live(chance, -key - 1, mean, 1, 2) for key in range(10)]
                found = judge(_live_all(chance, 190) + rising)
                hit += sum(one.series.key < 0 for one in found)
                false += sum(one.series.key >= 0 for one in found)
            self.assertGreaterEqual(hit / 250, least, mean)
            self.assertLessEqual(false / (hit + false), 0.1, mean)
