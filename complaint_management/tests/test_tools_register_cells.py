from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st
from odoo.tests import BaseCase

from ..tools.register_cells import COLUMNS, first_out_of_order, parse_moment
from ..tools.register_checker import RegisterChecker, Wrong
from ..tools.register_file import Row

SHANGHAI = "Asia/Shanghai"
NOW = datetime(2026, 6, 1, 12)
GOOD = {"received_on": "2024-03-05", "channel": "Hotline", "title": "Kettle leaks"}


class TestRegisterMoments(BaseCase):
    """Moments of a register are the company's; the database keeps UTC."""

    def test_each_way_to_write_a_date(self):
        table = [
            ("2024-03-05", "2024-03-04 16:00:00"),
            ("2024-3-5", "2024-03-04 16:00:00"),
            ("2024/03/05", "2024-03-04 16:00:00"),
            ("2024.03.05", "2024-03-04 16:00:00"),
            ("2024年03月05日", "2024-03-04 16:00:00"),
            ("2024年3月5日 09:30", "2024-03-05 01:30:00"),
            ("2024-03-05 09:30:15", "2024-03-05 01:30:15"),
            ("2024-03-05T09:30", "2024-03-05 01:30:00"),
            ("2024/3/5 7:05", "2024-03-04 23:05:00"),
            (date(2024, 3, 5), "2024-03-04 16:00:00"),
            (datetime(2024, 3, 5, 9, 30, 0, 999), "2024-03-05 01:30:00"),
            (datetime(2024, 3, 5, 9, tzinfo=timezone.utc), "2024-03-05 09:00:00"),
        ]
        for cell, expected in table:
            self.assertEqual(str(parse_moment(cell, SHANGHAI)), expected, cell)

    def test_the_users_own_way_to_write_a_date(self):
        for text, date_format in (("05.03.2024", "%d.%m.%Y"), ("3/5/2024", "%m/%d/%Y")):
            self.assertEqual(
                parse_moment(f"{text} 09:30", SHANGHAI, date_format),
                datetime(2024, 3, 5, 1, 30),
            )
            with self.assertRaises(ValueError):
                parse_moment(text, SHANGHAI)

    def test_year_first_is_never_read_the_other_way_round(self):
        self.assertEqual(
            parse_moment("2024/03/05", "UTC", "%Y/%d/%m"), datetime(2024, 3, 5)
        )

    def test_what_is_no_date(self):
        for cell in ("soon", "2024-13-01", "2023-02-29", "45356", 45356, "0024-03-05"):
            with self.assertRaises(ValueError, msg=cell):
                parse_moment(cell, SHANGHAI, "%d.%m.%Y")

    def test_daylight_saving_is_that_of_the_day(self):
        table = [
            ("2024-01-15 12:00", "2024-01-15 17:00:00"),
            ("2024-07-15 12:00", "2024-07-15 16:00:00"),
            ("2024-03-10 01:59", "2024-03-10 06:59:00"),
            ("2024-03-10 03:00", "2024-03-10 07:00:00"),
        ]
        for text, expected in table:
            self.assertEqual(str(parse_moment(text, "America/New_York")), expected)

    @settings(deadline=None)
    @given(
        st.datetimes(datetime(1901, 1, 1), datetime(2100, 1, 1)),
        st.sampled_from([SHANGHAI, "America/New_York", "Europe/Berlin", "UTC"]),
    )
    def test_any_moment_reads_back_in_its_zone(self, moment, zone):
        moment = moment.replace(microsecond=0)
        stored = parse_moment(moment.isoformat(sep=" "), zone)
        there = stored.replace(tzinfo=timezone.utc).astimezone(ZoneInfo(zone))
        gap = abs(there.replace(tzinfo=None) - moment)
        self.assertIn(gap, (timedelta(), timedelta(hours=1)))  # 02:30 in spring
        self.assertEqual(parse_moment(moment, zone), stored)

    def test_order_of_events(self):
        days = {"received_on": 1, "accepted_on": 3, "closed_on": 5}
        self.assertIsNone(first_out_of_order(days))
        self.assertIsNone(first_out_of_order({"closed_on": 1, "received_on": 1}))
        self.assertEqual(
            first_out_of_order(days | {"approved_on": 2}),
            ("accepted_on", "approved_on"),
        )
        # beside a gap
        self.assertEqual(
            first_out_of_order({"received_on": 4, "closed_on": 2}),
            ("received_on", "closed_on"),
        )


class TestRegisterChecker(BaseCase):
    """Every row is checked, every error said with its row."""

    def _check(self, *rows, stray=(), **options):
        checker = RegisterChecker(
            zone=SHANGHAI,
            now=NOW,
            date_format="%d.%m.%Y",
            lookups={
                "kind": {"complaint": "complaint"},
                "state": {"closed": "closed", "已关闭": "closed"},
                "channel": {"hotline": 1},
                "category": {"quality": 2},
                "user": {"anna": 3},
            },
            **options,
        )
        return checker, *checker.check(
            [Row(line, row, stray) for line, row in enumerate(rows, start=2)]
        )

    def _errors(self, *rows, **options):
        _checker, _checked, errors = self._check(*rows, **options)
        return errors

    def test_good_row_becomes_values_of_a_case(self):
        row = GOOD | {"number": 20240007.0, "handler": "ANNA", "state": "已关闭"}
        _checker, checked, errors = self._check(row | {"category": "Quality"})
        received = datetime(2024, 3, 4, 16)
        expected = {
            "number": "20240007",
            "received_on": received,
            "registered_on": received,
            "channel_id": 1,
            "category_id": 2,
            "title": "Kettle leaks",
            "state": "closed",
            "user_id": 3,
        }
        self.assertEqual(errors, [])
        self.assertEqual(checked[0][0], 2)
        self.assertEqual({name: checked[0][1].get(name) for name in expected}, expected)

    def test_each_error_with_its_row_and_column(self):
        late = {"accepted_on": "2024-03-04"}
        table = [
            (GOOD | {"title": None}, Wrong(2, "title", "required")),
            (GOOD | {"title": "x" * 251}, Wrong(2, "title", "too_long", "250")),
            (
                GOOD | {"received_on": "soon"},
                Wrong(2, "received_on", "no_date", "soon"),
            ),
            (
                GOOD | {"received_on": "2026-06-01 20:01"},
                Wrong(2, "received_on", "future", "2026-06-01 20:01"),
            ),
            (GOOD | {"channel": "Pigeon"}, Wrong(2, "channel", "unknown", "Pigeon")),
            (GOOD | {"state": "lost"}, Wrong(2, "state", "unknown", "lost")),
            (GOOD | {"handler": "bob"}, Wrong(2, "handler", "unknown", "bob")),
            (GOOD | late, Wrong(2, "accepted_on", "order", "received_on")),
        ]
        for row, expected in table:
            self.assertEqual(self._errors(row), [expected])

    def test_this_very_moment_is_not_the_future(self):
        self.assertEqual(self._errors(GOOD | {"received_on": "2026-06-01 20:00"}), [])

    def test_all_errors_of_all_rows(self):
        bad = {"received_on": "soon", "channel": "Pigeon"}
        self.assertEqual(
            [error.line for error in self._errors(bad, GOOD, bad)], [2, 2, 2, 4, 4, 4]
        )

    def test_numbers_and_references_are_unique_in_the_file(self):
        for name in ("number", "reference"):
            row = GOOD | {name: "A-1"}
            errors = self._errors(row, GOOD, row | {name: "A-2"}, row)
            self.assertEqual(errors, [Wrong(5, name, "twice", "2")])

    def test_cell_under_no_heading(self):
        errors = self._errors(GOOD, stray=((4, "surplus"),))
        self.assertEqual(errors, [Wrong(2, "4", "stray", "surplus")])

    def test_missing_channels_and_categories_are_collected_once(self):
        rows = [GOOD | {"channel": name} for name in ("Shop", "shop", "SHOP")]
        checker, checked, errors = self._check(*rows, create_missing=True)
        self.assertEqual(errors, [])
        self.assertEqual(checker.missing, {"channel": {"shop": "Shop"}})
        self.assertEqual({vals["channel_id"] for _line, vals in checked}, {"Shop"})

    def test_unknown_people_are_never_made(self):
        errors = self._errors(GOOD | {"handler": "bob"}, create_missing=True)
        self.assertEqual([error.code for error in errors], ["unknown"])

    def test_columns_that_must_be_there(self):
        required = [column.name for column in COLUMNS if column.required]
        self.assertEqual(required, ["received_on", "channel", "title"])
