from datetime import date, datetime
from math import sqrt
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as some

from ..tools.control_chart import get_points
from ..tools.figures import GRAINS, divide, get_begin, get_bounds, get_grains
from ..tools.pareto import get_bars

NUMBERS = some.integers(0, 10**6)
DAYS = some.dates(date(2001, 1, 1), date(2090, 1, 1))


class TestFigureArithmetic(TestCase):
    """R-F03: periods and rates."""

    test_tags = {"standard", "post_install"}
    test_module = "complaint_reports"

    def test_days_are_those_of_the_zone(self):
        found = get_bounds(date(2026, 11, 1), date(2026, 11, 30), "Asia/Shanghai")
        self.assertEqual(
            found, (datetime(2026, 10, 31, 16), datetime(2026, 11, 30, 16))
        )

    def test_rate_of_nothing_is_none(self):
        self.assertIsNone(divide(3, 0))
        self.assertIsNone(divide(None, 4))
        self.assertEqual(divide(3, 4, 100), 75)

    @given(DAYS, some.integers(0, 800), some.sampled_from(GRAINS))
    def test_grains_cover_the_period_once(self, start, length, grain):
        end = date.fromordinal(start.toordinal() + length)
        found = get_grains(start, end, grain)
        self.assertEqual(found[0], get_begin(start, grain))
        self.assertEqual(found[-1], get_begin(end, grain))
        self.assertEqual(found, sorted(set(found)))
        days = (date.fromordinal(start.toordinal() + n) for n in range(length + 1))
        self.assertEqual(set(found), {get_begin(day, grain) for day in days})


class TestPareto(TestCase):
    """R-F03: the greatest first, and what they come to."""

    test_tags = {"standard", "post_install"}
    test_module = "complaint_reports"

    def test_as_many_as_there_is_room_for_stand_alone(self):
        keys = [bar.key for bar in get_bars({"a": 3, "b": 2, "c": 1}, most=3)]
        self.assertEqual(keys, ["a", "b", "c"])
        self.assertEqual(len(get_bars(dict.fromkeys(range(20), 1))), 12)

    def test_what_is_nothing_has_no_bar(self):
        self.assertEqual([bar.key for bar in get_bars({"a": 3, "b": -1})], ["a"])

    def test_rest_stands_last(self):
        bars = get_bars({"a": 1, "b": 6, "c": 2, "d": 1, "e": 0, "f": None}, most=3)
        self.assertEqual(
            [(bar.key, bar.value, bar.cumulated) for bar in bars],
            [("b", 6, 60), ("c", 2, 80), (None, 2, 100)],
        )

    @given(some.dictionaries(some.text(), NUMBERS), some.integers(2, 20))
    def test_nothing_is_lost(self, values, most):
        bars = get_bars(values, most)
        self.assertLessEqual(len(bars), most)
        self.assertEqual(sum(bar.value for bar in bars), sum(values.values()))
        shares = [bar.cumulated for bar in bars]
        self.assertEqual(shares, sorted(shares))
        if bars:
            self.assertAlmostEqual(shares[-1], 100)


class TestControlChart(TestCase):
    """R-F03: centre and limits as in the textbooks."""

    test_tags = {"standard", "post_install"}
    test_module = "complaint_reports"

    def test_c(self):
        centre, points = get_points("c", [4, 2, 3, 15])
        self.assertEqual(centre, 6)
        self.assertAlmostEqual(points[0].upper, 6 + 3 * sqrt(6))
        self.assertEqual(points[0].lower, 0)
        self.assertEqual([point.is_out for point in points], [False] * 3 + [True])

    def test_u_more_delivered_narrower_limits(self):
        centre, points = get_points("u", [10, 40, 0], [1000, 4000, 0])
        self.assertEqual(centre, 0.01)
        self.assertAlmostEqual(points[0].upper, 0.01 + 3 * sqrt(0.01 / 1000))
        self.assertAlmostEqual(points[1].upper, 0.01 + 3 * sqrt(0.01 / 4000))
        self.assertIsNone(points[2].value)
        self.assertFalse(points[2].is_out)

    def test_p(self):
        centre, points = get_points("p", [5, 5], [100, 400])
        self.assertEqual(centre, 0.02)
        width = 3 * sqrt(0.02 * 0.98 / 100)
        self.assertAlmostEqual(points[0].upper, 0.02 + width)
        self.assertFalse(points[0].is_out)

    def test_of_nothing_there_is_no_centre(self):
        centre, points = get_points("u", [0, 0], [0, 0])
        self.assertIsNone(centre)
        self.assertEqual([point.value for point in points], [None, None])

    @given(some.lists(some.tuples(NUMBERS, NUMBERS), min_size=1, max_size=24))
    def test_p_stays_between_none_and_all(self, pairs):
        sizes = [max(pair) for pair in pairs]
        _centre, points = get_points("p", [min(pair) for pair in pairs], sizes)
        for point in points:
            if point.value is not None:
                self.assertTrue(0 <= point.lower <= point.upper <= 1)
                self.assertTrue(0 <= point.value <= 1)
