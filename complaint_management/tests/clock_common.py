from datetime import datetime, timedelta

from odoo.fields import Command
from odoo.tests import freeze_time

from .common import ComplaintCommon

ZONE = timedelta(hours=8)  # Shanghai has no summer time


def shanghai(text):
    """The moment that a wall clock in Shanghai calls ``text``, as stored."""
    return datetime.fromisoformat(text) - ZONE


class ClockCommon(ComplaintCommon):
    """A policy with time limits, a branch, a plant, a GM; moments are said as a wall
    clock in Shanghai shows them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gm = cls._create_user("gm", "complaint_executive")
        cls.head = cls._create_user("head", "base.group_user")
        cls.branch_manager = cls._create_user("branch manager", "base.group_user")
        cls.env["complaint.post"].create(
            {"kind": "gm", "user_id": cls.gm.id, "company_id": cls.company.id}
        )
        cls.plant = cls._create_department("Plant 1", "plant", cls.head)
        cls.branch = cls._create_department(
            "Shanghai branch", "sales_branch", cls.branch_manager
        )

    @classmethod
    def _create_department(cls, name, kind, head, executive=None):
        return cls.env["hr.department"].create(
            {
                "name": name,
                "company_id": cls.company.id,
                "complaint_kind": kind,
                "manager_id": cls._employ(head).id,
                "executive_id": cls._employ(executive or cls.executive).id,
            }
        )

    @classmethod
    def _employ(cls, user):
        """The employee who logs in as ``user``."""
        own = [("user_id", "=", user.id), ("company_id", "=", cls.company.id)]
        employees = cls.env["hr.employee"]
        return employees.search(own) or employees.create(
            {"name": user.name, "user_id": user.id, "company_id": cls.company.id}
        )

    @classmethod
    def _create_policy(cls, *limits, **values):
        """A policy of the company with these limits, in force since 2020."""
        return cls.env["complaint.policy"].create(
            {
                "name": "Our procedure",
                "company_id": cls.company.id,
                "valid_from": "2020-01-01",
                "limit_ids": [Command.create(limit) for limit in limits],
                **values,
            }
        )

    @classmethod
    def _limit(cls, name, amount, unit, start, stop, rungs=(), **values):
        """Values of a limit; a rung is ``(moment, amount, unit, role)``."""
        names = ("moment", "amount", "unit", "role")
        return {
            "name": name,
            "amount": amount,
            "unit": unit,
            "start_event": start,
            "stop_event": stop,
            "rung_ids": [
                Command.create(dict(zip(names, rung, strict=True))) for rung in rungs
            ],
            **values,
        }

    @classmethod
    def _at(cls, text):
        """Everything inside happens at that time in Shanghai."""
        return freeze_time(shanghai(text))

    def _get_clock(self, case, name):
        return self.env["complaint.clock"].search(
            [("case_id", "=", case.id), ("limit_id.name", "=", name)]
        )

    def _say(self, moment):
        """A stored moment as a wall clock in Shanghai shows it."""
        return moment and (moment + ZONE).strftime("%Y-%m-%d %H:%M")

    def _get_told(self, case):
        """Who was told of limits of this case, in order: ``(role, user)``."""
        told = self.env["complaint.escalation"].search(
            [("case_id", "=", case.id)], order="id"
        )
        return [(one.role, one.user_id) for one in told]
