from datetime import timedelta

from odoo import fields

from .common import CapaCommon


class MeetingCommon(CapaCommon):
    """The market department (head: the owner of plans) meets with a branch (head: who
    carries measures out)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.market = cls._found_department("Market", "market", cls.owner)
        cls.branch = cls._found_department("Branch North", "sales_branch", cls.doer)
        cls.half_year = cls._get_kind("half_year")
        cls.analysis = cls._get_kind("analysis")

    @classmethod
    def _found_department(cls, title, kind, head):
        employees = cls.env["hr.employee"]
        own = {"user_id": head.id, "company_id": cls.company.id}
        employee = employees.search(
            [(name, "=", value) for name, value in own.items()]
        ) or employees.create({"name": head.name, **own})
        return cls.env["hr.department"].create(
            {
                "name": title,
                "complaint_kind": kind,
                "company_id": cls.company.id,
                "manager_id": employee.id,
            }
        )

    @classmethod
    def _get_kind(cls, name):
        return cls.env.ref(f"complaint_quality_capa.capa_meeting_kind_{name}")

    @classmethod
    def _call(cls, user=None, kind=None, **values):
        """A meeting as ``user`` (the head of the market department) proposes it."""
        meetings = cls.env["capa.meeting"].with_user(user or cls.owner)
        return meetings.create(
            {
                "kind_id": (kind or cls.half_year).id,
                "start": fields.Datetime.now() + timedelta(days=3),
                **values,
            }
        )

    @classmethod
    def _discuss(cls, meeting, **values):
        items = cls.env["capa.meeting.item"].with_user(cls.owner)
        return items.create({"meeting_id": meeting.id, "name": "Transport", **values})

    @classmethod
    def _decide_that(cls, meeting, **values):
        decisions = cls.env["capa.meeting.decision"].with_user(cls.owner)
        return decisions.create(
            {
                "meeting_id": meeting.id,
                "name": "New cartons for bowls",
                "user_id": cls.verifier.id,
                "date_due": cls._day(14),
                **values,
            }
        )

    @classmethod
    def _hold(cls, meeting):
        """Called, held, all said, ready for the chair to confirm."""
        own = meeting.with_user(cls.owner)
        own.action_call()
        own.start = fields.Datetime.now() - timedelta(hours=2)
        own.action_hold()
        own.attendance_ids.write({"state": "present"})
        own.item_ids.write({"state": "judged"})
        own.minutes = "All was spoken of."
        return own

    @classmethod
    def _fault(cls, case=None, **values):
        """What the market department did wrong, mended by the doer."""
        faults = cls.env["capa.fault"].with_user(cls.officer)
        lost = cls.env.ref("complaint_quality_capa.capa_fault_kind_lost")
        return faults.create(
            {
                "case_id": (case or cls._register()).id,
                "kind_id": lost.id,
                "name": "The sample lay in the car for a week",
                "department_id": cls.market.id,
                "measure": "Samples go by courier.",
                "user_id": cls.doer.id,
                "date_due": cls._day(10),
                **values,
            }
        )

    def _get_asked(self, record):
        return self.env["mail.activity"].search(
            [("res_model", "=", record._name), ("res_id", "in", record.ids)]
        )
