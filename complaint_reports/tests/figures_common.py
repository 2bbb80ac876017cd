from datetime import date, datetime

from .common import ReportsCommon


class FiguresCommon(ReportsCommon):
    """Complaints of autumn 2026, some answered, some closed; their moments are written
    as they were, past the models, so that a test can count them by itself."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.figures = cls.env["complaint.figure"].with_user(cls.supervisor)
        cls.period = (date(2026, 9, 1), date(2026, 10, 31))

    @classmethod
    def _at(cls, text):
        """Naive UTC of ``2026-09-01 10:00``, as Odoo keeps it."""
        return datetime.fromisoformat(text)

    @classmethod
    def _happened(cls, case, **moments):
        """What happened to ``case``, and when."""
        case.flush_recordset()
        sets = ", ".join(f"{name} = %s" for name in moments)
        cls.env.cr.execute(
            f"UPDATE complaint_case SET {sets} WHERE id = %s",
            [*moments.values(), case.id],
        )
        case.invalidate_recordset()
        return case

    @classmethod
    def _past(cls, received, values=None, **moments):
        """A complaint that was received then."""
        case = cls._register(**(values or {}))
        moments = {
            name: cls._at(moment)
            if isinstance(moment, str) and "-" in moment
            else moment
            for name, moment in moments.items()
        }
        received = cls._at(received)
        first = {"received_on": received, "registered_on": received}
        return cls._happened(case, **{**first, "is_repeat": False, **moments})

    def _get(self, *codes, period=None, user=None, **only):
        figures = self.figures.with_user(user) if user else self.figures
        companies = only.pop("companies", self.company)
        start, end = period or self.period
        return figures._get_values(codes, companies, start, end, **only)
