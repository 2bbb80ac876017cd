from datetime import date

from odoo.tests import BaseCase

from ..tools.reviews import next_due


class TestToolsReviews(BaseCase):
    """R-F02: when the next review is due."""

    def test_half_yearly_in_the_first_ten_days_of_june_and_december(self):
        def due(day):
            return next_due("half_year", day, month=6, until_day=10)

        self.assertEqual(due(date(2027, 1, 1)), date(2027, 6, 10))
        self.assertEqual(due(date(2027, 6, 10)), date(2027, 6, 10))
        self.assertEqual(due(date(2027, 6, 11)), date(2027, 12, 10))
        self.assertEqual(due(date(2027, 12, 11)), date(2028, 6, 10))

    def test_month_end_and_quarter(self):
        self.assertEqual(next_due("month", date(2028, 2, 3)), date(2028, 2, 29))
        self.assertEqual(next_due("quarter", date(2027, 2, 1)), date(2027, 4, 30))
        self.assertEqual(
            next_due("month", date(2027, 2, 1), until_day=31), date(2027, 2, 28)
        )

    def test_every_week_at_its_last_working_day(self):
        self.assertEqual(next_due("week", date(2027, 3, 1)), date(2027, 3, 5))
        self.assertEqual(next_due("week", date(2027, 3, 6)), date(2027, 3, 12))
        self.assertEqual(
            next_due("week", date(2027, 3, 3), until_day=1), date(2027, 3, 8)
        )
