from datetime import timedelta

from odoo import api, fields, models, tools
from odoo.exceptions import UserError

from ..tools.worktime import DayCalendar, Limit, NoWorkingDay, WorkCalendar


class ComplaintWorktime(models.AbstractModel):
    """A company's working time for the counting in ``tools/worktime.py``: its Odoo
    calendar, the leaves in it, and the holidays and make-up days (R-T01)."""

    _name = "complaint.worktime"
    _description = "Working time of limits"

    @api.model
    def _get_limit(self, company, amount, unit, calendar=None):
        """A limit of so much time in the company's zone and working days.

        :param float amount: of ``unit``
        :param str unit: ``hour``, ``day`` or ``working_day``
        :param calendar: ``resource.calendar`` of a department that has its own
        """
        if unit == "working_day":
            days = self._get_work_calendar(company, calendar)
        else:
            days = DayCalendar(self.env["complaint.numbering"]._get_zone(company.id))
        return Limit(amount, unit, days)

    @api.model
    def _get_work_calendar(self, company, calendar=None):
        """Working days of ``company``, remembered until a calendar or holiday changes.

        :raises UserError: the calendar has no hours
        """
        calendar = calendar or company.sudo().resource_calendar_id
        return self._read_work_calendar(company.id, calendar.id)

    @api.model
    @tools.ormcache("company_id", "calendar_id")
    def _read_work_calendar(self, company_id, calendar_id):
        # whoever owes something may count the days, though he may not see the calendar
        company = self.env["res.company"].sudo().browse(company_id)
        calendar = self.env["resource.calendar"].sudo().browse(calendar_id or ())
        weeks = self._get_weeks(calendar)
        if not any(weeks):
            raise UserError(
                self.env._(
                    "The working calendar “%(calendar)s” of %(company)s has no hours: "
                    "no limit in working days can be counted. Add its hours.",
                    calendar=calendar.name or "",
                    company=company.name,
                )
            )
        exceptions = self._get_leave_days(company, calendar, weeks)
        exceptions.update(self._get_listed_days(company, weeks))
        return WorkCalendar(calendar.tz or "UTC", weeks, exceptions)

    @api.model
    def _get_weeks(self, calendar):
        """First and last minute worked by weekday, for one week or for two in turn."""
        parities = ("0", "1") if calendar.two_weeks_calendar else (False,)
        weeks = tuple({} for _parity in parities)
        for attendance in calendar.attendance_ids:
            if attendance.display_type or attendance.day_period == "lunch":
                continue
            for parity, week in zip(parities, weeks, strict=True):
                if parity in (False, attendance.week_type):
                    weekday = int(attendance.dayofweek)
                    start = round(attendance.hour_from * 60)
                    end = round(attendance.hour_to * 60)
                    known = week.get(weekday, (start, end))
                    week[weekday] = (min(start, known[0]), max(end, known[1]))
        return weeks

    @api.model
    def _get_leave_days(self, company, calendar, weeks):
        """Days of general leaves that cover all the hours worked on them."""
        leaves = (
            self.env["resource.calendar.leaves"]
            .sudo()
            .search(
                [
                    ("resource_id", "=", False),
                    ("calendar_id", "in", [calendar.id, False]),
                    ("company_id", "in", [company.id, False]),
                    ("time_type", "=", "leave"),
                ]
            )
        )
        plain = WorkCalendar(calendar.tz or "UTC", weeks)
        days = {}
        for leave in leaves:
            day = plain.local_day(leave.date_from)
            while day <= plain.local_day(leave.date_to):
                opening, close = plain.opening(day), plain.close(day)
                if close and leave.date_from <= opening and close <= leave.date_to:
                    days[day] = None
                day += timedelta(days=1)
        return days

    @api.model
    def _get_listed_days(self, company, weeks):
        """Holidays and make-up days; the company's own before those of all."""
        listed = (
            self.env["complaint.workday"]
            .sudo()
            .search([("company_id", "in", [company.id, False])])
        )
        usual = next(week[min(week)] for week in weeks if week)
        return {
            workday.day: usual if workday.kind == "worked" else None
            for workday in listed.sorted(lambda workday: bool(workday.company_id))
        }

    @api.model
    def _get_due(self, company, amount, unit, start, pauses=(), calendar=None):
        """When so much time from ``start`` is over; ``None`` while a pause lasts.

        :raises UserError: the calendar has no working day in sight
        """
        limit = self._get_limit(company, amount, unit, calendar)
        try:
            return limit.due(fields.Datetime.to_datetime(start), pauses)
        except NoWorkingDay as error:
            raise UserError(
                self.env._(
                    "No working day in sight for %(company)s: look at the holidays.",
                    company=company.name,
                )
            ) from error
