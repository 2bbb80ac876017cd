from odoo.fields import Command

from .clock_common import ClockCommon


class DeskCommon(ClockCommon):
    """A policy whose limits run for the case and for each department's part; who heads
    the plant, the branch and the company is asked and told."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy = cls._create_policy(
            cls._limit(
                "Outcome",
                15,
                "day",
                "received_on",
                "approved_on",
                rungs=[("at", 0, "hour", "gm")],
            ),
            cls._limit(
                "Answer of the department",
                2,
                "day",
                "duty_opened_on",
                "duty_answered_on",
                rungs=[("at", 0, "hour", "head")],
                subject="duty",
            ),
        )
        cls.potter = cls._create_user("potter", "base.group_user")
        cls._employ(cls.potter).department_id = cls.plant
        cls.plant.manager_id.department_id = cls.plant
        step = {"name": "GM", "asked": "role", "role": "gm", "sequence": 10}
        cls.env["complaint.approval.route"].create(
            {
                "name": "GM decides",
                "subject": "disposition",
                "company_id": cls.company.id,
                "step_ids": [Command.create(step)],
            }
        )

    @classmethod
    def _take_in(cls, at="2027-03-01 10:00", **values):
        """A case that the clerk received and the officer handles."""
        with cls._at(at):
            return cls._register(cls.clerk, user_id=cls.officer.id, **values)

    @classmethod
    def _ask(cls, case, at="2027-03-01 10:00", **values):
        """What the officer asks the plant."""
        vals = {"case_id": case.id, "department_id": cls.plant.id, **values}
        with cls._at(at):
            return cls.env["complaint.duty"].with_user(cls.officer).create(vals)

    @classmethod
    def _hand_over(cls, case, person):
        vals = {
            "case_id": case.id,
            "to_user_id": person.id,
            "reason": "I am on holiday.",
        }
        handovers = cls.env["complaint.handover"].with_user(cls.officer)
        return handovers.create(vals)

    def _run_ladder(self, at):
        with self._at(at), self.enter_registry_test_mode():
            self.env.ref(
                "complaint_management.ir_cron_complaint_ladder"
            ).method_direct_trigger()
        self.env.invalidate_all()
