from datetime import date, datetime, timedelta

from odoo.fields import Command

from ..tools.summary_periods import Interval, Period
from .common import ReportsCommon

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
MONTHLY = Interval("month", 1, 0)


class SummaryCommon(ReportsCommon):
    """A company whose business department prepares a monthly summary for the general
    manager and the heads of quality."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gm = cls._create_user("gm", "complaint_executive")
        cls._appoint(cls.gm)
        cls.business_head = cls._create_user("business head", "base.group_user")
        cls.quality_head = cls._create_user("quality head", "base.group_user")
        cls._create_department("Business", "business", cls.business_head)
        cls._create_department("Laboratory", "quality", cls.quality_head)
        cls.kinds = cls.env["complaint.summary.kind"]
        cls.kind = cls.kinds.create(
            {
                "name": "Monthly",
                "frequency": "month",
                "owner_kind": "business",
                "with_cases": True,
                "with_register": True,
                "figure_ids": [
                    Command.set(cls._get_figures("complaints", "closed", "on_time").ids)
                ],
                "reader_ids": [
                    Command.create({"asked": "post", "post": "gm"}),
                    Command.create({"asked": "kind", "department_kind": "quality"}),
                ],
                "company_ids": [Command.set(cls.company.ids)],
            }
        )
        cls.planner = cls.env["complaint.summary.planner"]

    @classmethod
    def _get_figures(cls, *codes):
        return cls.env["complaint.figure"]._find(codes)

    @classmethod
    def _create_department(cls, name, kind, head):
        employee = cls.env["hr.employee"].create(
            {"name": name, "user_id": head.id, "company_id": cls.company.id}
        )
        return cls.env["hr.department"].create(
            {
                "name": name,
                "company_id": cls.company.id,
                "complaint_kind": kind,
                "manager_id": employee.id,
            }
        )

    @classmethod
    def _receive(cls, day=5, **values):
        return cls._register(received_on=datetime(2026, 10, day, 8), **values)

    @classmethod
    def _make(cls, period=OCTOBER, kind=None):
        return cls.planner._make(kind or cls.kind, cls.company, period)

    @classmethod
    def _get_values(cls, summary):
        return {one["code"]: one["value"] for one in summary.figures["figures"]}

    def _add_point(self, summary, user=None, **values):
        points = self.env["complaint.summary.point"].with_user(
            user or self.business_head
        )
        return points.create(
            {
                "summary_id": summary.id,
                "name": "Packing is too thin",
                "user_id": self.doer.id,
                "date_due": OCTOBER.last + timedelta(days=30),
                **values,
            }
        )
