from datetime import timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import freeze_time

from .attribution_common import AttributionCommon


class MeritCommon(AttributionCommon):
    """Who keeps rewards and penalties, a person with a contract, and a rule."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.keeper = cls._create_user(
            "keeper", "complaint_quality_capa.group_complaint_merit"
        )
        cls.salesman.version_id.contract_date_start = "2020-01-01"
        cls.branch.executive_id = cls.plant.executive_id
        cls.branch.manager_id = cls.plant.manager_id

    @classmethod
    def _rule(cls, *whom, **values):
        whom = whom or (("handler", 100),)
        return (
            cls.env["complaint.merit.rule"]
            .with_user(cls.keeper)
            .create(
                {
                    "name": "A limit was not kept",
                    "finding": "late",
                    "fixed_amount": 200,
                    "share_ids": [
                        Command.create({"whom": one, "percent": percent})
                        for one, percent in whom
                    ],
                    **values,
                }
            )
        )

    @classmethod
    def _propose_merit(cls, **values):
        merits = cls.env["complaint.merit"].with_user(cls.keeper)
        return merits.create(
            {
                "finding": "late",
                "employee_id": cls.salesman.id,
                "facts": "The answer came nine days late.",
                "amount": 300,
                **values,
            }
        )

    @classmethod
    def _decide_merit(cls, merit, decision="approve"):
        request = cls.env["complaint.approval.request"].search(
            [
                ("res_model", "=", "complaint.merit"),
                ("res_id", "=", merit.id),
                ("state", "=", "open"),
            ]
        )
        while turn := request.turn_ids.filtered(lambda turn: turn.state == "open"):
            turn.with_user(turn.user_id).action_decide(
                decision, "So be it.", False, request.snapshot_hash
            )

    @classmethod
    def _hear(cls, merit):
        """Told, and the days to object are over."""
        merit.action_tell()
        with freeze_time(fields.Datetime.now() + timedelta(days=9)):
            merit.action_submit()
        return merit

    @classmethod
    def _create_limit(cls):
        policy = cls.env["complaint.policy"].create(
            {"name": "Own", "company_id": cls.company.id, "valid_from": "2020-01-01"}
        )
        return cls.env["complaint.policy.limit"].create(
            {
                "policy_id": policy.id,
                "name": "Answer",
                "amount": 1,
                "unit": "day",
                "start_event": "registered_on",
                "stop_event": "answered_on",
            }
        )

    @classmethod
    def _keep_late(cls, case):
        """The seller answered ``case`` after the limit was over (R-R04)."""
        case.sudo().write({"user_id": cls.seller.id, "department_id": cls.branch.id})
        return cls.env["complaint.clock"]._create_guarded(
            [
                {
                    "case_id": case.id,
                    "limit_id": cls._create_limit().id,
                    "company_id": cls.company.id,
                    "amount": 1,
                    "unit": "day",
                    "state": "late",
                    "started_on": fields.Datetime.now(),
                    "stopped_on": fields.Datetime.now(),
                    "user_id": cls.seller.id,
                }
            ]
        )
