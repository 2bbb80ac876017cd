from datetime import datetime, timedelta

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ComplaintCommon


def shanghai(text):
    return datetime.fromisoformat(text) - timedelta(hours=8)


@tagged("post_install", "-at_install")
class TestWorktime(ComplaintCommon):
    """R-T01 on the calendars of Odoo: its hours, its leaves, our holidays."""

    def _get_due(self, amount, start, unit="working_day", **values):
        worktime = self.env["complaint.worktime"].with_user(self.clerk)
        due = worktime._get_due(self.company, amount, unit, shanghai(start), **values)
        return (due + timedelta(hours=8)).strftime("%Y-%m-%d %H:%M")

    def test_r_t01_working_days_end_with_the_hours_of_the_calendar(self):
        self.assertEqual(self._get_due(1, "2027-03-01 10:00"), "2027-03-02 17:00")
        self.assertEqual(self._get_due(3, "2027-03-04 10:00"), "2027-03-09 17:00")

    def test_r_t01_calendar_days_and_hours_are_the_companys(self):
        due = self._get_due(15, "2027-03-01 10:00", "day")
        self.assertEqual(due, "2027-03-17 00:00")
        due = self._get_due(24, "2027-03-06 10:00", "hour")
        self.assertEqual(due, "2027-03-07 10:00")

    def test_r_t01_holidays_are_left_out_and_make_up_days_count(self):
        self.env["complaint.workday"].create(
            [
                {"day": "2027-03-02", "name": "Holiday"},
                {"day": "2027-03-06", "name": "Worked for it", "kind": "worked"},
            ]
        )
        self.assertEqual(self._get_due(1, "2027-03-01 10:00"), "2027-03-03 17:00")
        self.assertEqual(self._get_due(4, "2027-03-01 10:00"), "2027-03-06 17:00")

    def test_r_t01_a_companys_own_day_comes_before_that_of_all(self):
        self.env["complaint.workday"].create(
            [
                {"day": "2027-03-02", "name": "Holiday of all"},
                {
                    "day": "2027-03-02",
                    "name": "We work",
                    "kind": "worked",
                    "company_id": self.company.id,
                },
                {
                    "day": "2027-03-03",
                    "name": "Holiday of the others",
                    "company_id": self.other_company.id,
                },
            ]
        )
        self.assertEqual(self._get_due(1, "2027-03-01 10:00"), "2027-03-02 17:00")
        self.assertEqual(self._get_due(2, "2027-03-01 10:00"), "2027-03-03 17:00")

    def test_r_t01_a_general_leave_of_the_calendar_is_a_day_off(self):
        leaves = self.env["resource.calendar.leaves"]
        values = {
            "name": "Founder's day",
            "calendar_id": self.company.resource_calendar_id.id,
            "company_id": self.company.id,
        }
        whole = {
            "date_from": shanghai("2027-03-02 00:00"),
            "date_to": shanghai("2027-03-02 23:59"),
        }
        half = {
            "date_from": shanghai("2027-03-03 00:00"),
            "date_to": shanghai("2027-03-03 12:00"),
        }
        leaves.create([{**values, **whole}, {**values, **half}])
        self.assertEqual(self._get_due(1, "2027-03-01 10:00"), "2027-03-03 17:00")

    def test_one_persons_leave_stops_nobodys_clock(self):
        employee = self.env["hr.employee"].create(
            {"name": "Li", "company_id": self.company.id}
        )
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Li is away",
                "resource_id": employee.resource_id.id,
                "calendar_id": self.company.resource_calendar_id.id,
                "date_from": shanghai("2027-03-02 00:00"),
                "date_to": shanghai("2027-03-02 23:59"),
            }
        )
        self.assertEqual(self._get_due(1, "2027-03-01 10:00"), "2027-03-02 17:00")

    def test_the_same_day_twice_is_refused(self):
        workdays = self.env["complaint.workday"]
        workdays.create({"day": "2027-03-02", "name": "Holiday"})
        with (
            self.assertRaisesRegex(Exception, "complaint_workday_day_uniq"),
            mute_logger("odoo.sql_db"),
            self.cr.savepoint(),
        ):
            workdays.create({"day": "2027-03-02", "name": "Again"})

    def test_a_calendar_without_hours_is_named(self):
        calendar = self.company.resource_calendar_id
        calendar.attendance_ids.unlink()
        with self.assertRaisesRegex(UserError, "has no hours"):
            self._get_due(1, "2027-03-01 10:00")

    def test_holidays_come_in_as_a_list(self):
        """R-T01: a year's list is loaded as Odoo loads any list."""
        result = (
            self.env["complaint.workday"]
            .with_user(self.admin)
            .load(
                ["day", "name", "kind"],
                [
                    ["2028-01-01", "New Year", "off"],
                    ["2028-01-02", "Worked", "Worked instead"],
                ],
            )
        )
        self.assertFalse([m for m in result["messages"] if m["type"] == "error"])
        self.assertEqual(len(result["ids"]), 2)
