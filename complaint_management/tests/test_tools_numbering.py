from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st
from odoo.tests import BaseCase

from ..tools.numbering import format_number, month_key, next_month, parse_number


class TestNumberingTools(BaseCase):
    """R-I05: year + month + serial, the month as the company's clocks show it."""

    def test_r_i05_month_is_the_companys_not_utc(self):
        table = [
            # UTC, zone, month
            (datetime(2026, 1, 31, 15, 59, 59), "Asia/Shanghai", "202601"),
            (datetime(2026, 1, 31, 16, 0, 0), "Asia/Shanghai", "202602"),
            (datetime(2026, 12, 31, 20, 0, 0), "Asia/Shanghai", "202701"),
            (datetime(2026, 2, 1, 7, 59, 0), "America/Los_Angeles", "202601"),
            (datetime(2026, 2, 1, 8, 0, 0), "America/Los_Angeles", "202602"),
            # the offset of that day, not of today: daylight saving
            (datetime(2026, 4, 1, 6, 30, 0), "America/Los_Angeles", "202603"),
            (datetime(2026, 4, 1, 7, 0, 0), "America/Los_Angeles", "202604"),
            (datetime(2026, 2, 1, 0, 0, 0), "UTC", "202602"),
        ]
        for moment, zone, month in table:
            self.assertEqual(month_key(moment, zone), month, (moment, zone))

    def test_r_i05_number_is_month_and_serial(self):
        self.assertEqual(format_number("202611", 7), "202611-0007")
        self.assertEqual(format_number("202611", 12345), "202611-12345")

    def test_other_peoples_numbers_are_not_ours(self):
        for text in ("", None, "2026-11-0007", "202611-7", "KS-202611-0007", "x"):
            self.assertIsNone(parse_number(text), text)

    def test_month_after_december(self):
        self.assertEqual(next_month("202612"), "202701")
        self.assertEqual(next_month("202601"), "202602")

    @given(st.integers(1, 9999), st.integers(1, 12), st.integers(1, 10**7))
    def test_a_number_reads_back(self, year, month, serial):
        key = f"{year:04d}{month:02d}"
        self.assertEqual(parse_number(format_number(key, serial)), (key, serial))
