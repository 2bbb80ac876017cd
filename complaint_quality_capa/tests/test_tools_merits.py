from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from odoo.tests import BaseCase

from ..tools import merits, shares

PERCENTS = st.lists(st.integers(1, 10000), min_size=1, max_size=12)
MONEY = st.integers(0, 10**10).map(lambda units: units / 100)


class TestShares(BaseCase):
    """R-R01: what is divided adds up to what there was."""

    @given(st.integers(1, 60))
    def test_even_shares_are_a_hundred_per_cent(self, count):
        found = shares.even(count)
        self.assertEqual(shares.missing(found), 0)
        self.assertLessEqual(round((max(found) - min(found)) * 100), 1)

    @given(st.integers(-(10**12), 10**12), PERCENTS)
    def test_nothing_is_lost_nor_made_by_dividing(self, total, weights):
        parts = shares.divide(total, weights)
        self.assertEqual(sum(parts), total)
        whole = sum(weights)
        for part, weight in zip(parts, weights, strict=True):
            self.assertLess(abs(part * whole - total * weight), whole)

    def test_a_negative_weight_is_refused(self):
        with self.assertRaises(ValueError):
            shares.divide(100, [2, -1])
        with self.assertRaises(ValueError):
            shares.divide(100, [0, 0])

    def test_thirds_leave_nothing(self):
        self.assertEqual(shares.missing([33.33, 33.33, 33.34]), 0)
        self.assertEqual(shares.missing([33.33] * 3), 0.01)
        self.assertEqual(shares.missing([60, 60]), -20)


class TestMerits(BaseCase):
    """R-R03, R-R04: amounts, exact to the cent."""

    @given(MONEY, MONEY, st.integers(0, 100), MONEY)
    def test_never_above_the_cap(self, base, fixed, rate, cap):
        amount = merits.reckon(base, fixed, rate, cap)
        self.assertGreaterEqual(amount, 0)
        if cap:
            self.assertLessEqual(Decimal(str(amount)), Decimal(str(cap)))
        else:
            exact = Decimal(str(fixed)) + Decimal(str(base)) * rate / 100
            self.assertLessEqual(abs(Decimal(str(amount)) - exact), Decimal("0.005"))

    def test_ten_per_cent_of_the_benefit(self):
        self.assertEqual(merits.reckon(12345.65, rate=10), 1234.57)
        self.assertEqual(merits.reckon(1000, fixed=50, rate=20, cap=200), 200)
        self.assertEqual(merits.reckon(1000, rate=12.5, digits=0), 125)

    def test_nothing_negative_is_reckoned(self):
        for values in ({"base": -1}, {"base": 1, "fixed": -1}, {"base": 1, "rate": -1}):
            with self.assertRaises(ValueError):
                merits.reckon(**values)

    @given(MONEY, PERCENTS, st.sampled_from([0, 2, 3]))
    def test_split_is_exact_in_sum(self, amount, percents, digits):
        parts = merits.split(amount, percents, digits)
        units = sum(merits.to_units(part, digits) for part in parts)
        self.assertEqual(units, merits.to_units(amount, digits))

    @given(st.integers(0, 10**7), st.integers(0, 10**5))
    def test_instalments_are_exact_and_none_above_the_limit(self, units, most):
        found = merits.instalments(units / 100, most / 100)
        self.assertEqual(sum(merits.to_units(one, 2) for one in found), units)
        self.assertTrue(all(one > 0 for one in found))
        if most:
            self.assertLessEqual(max(found, default=0), most / 100)

    @given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 60))
    def test_months_go_on(self, day, months):
        found = merits.month_after(day, months)
        self.assertEqual(found.day, 1)
        gone = (found.year - day.year) * 12 + found.month - day.month
        self.assertEqual(gone, months)

    @given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
    def test_the_half_year_that_ended_last(self, day):
        first, last = merits.half_year_of(day)
        self.assertLess(last, day.replace(day=28) if day.day > 28 else date.max)
        self.assertIn((first.month, first.day), ((1, 1), (7, 1)))
        self.assertIn((last.month, last.day), ((6, 30), (12, 31)))
        self.assertLessEqual((day - last).days, 184)
        self.assertGreater((day - last).days, 0)
