from odoo.fields import Command

from .common import CapaCommon


class AttributionCommon(CapaCommon):
    """A plant with a team, a branch with a person, and who answers for them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gm = cls._create_user("gm", "complaint_executive")
        cls._appoint(cls.gm)
        cls.manager = cls._create_user("manager", "base.group_user")
        cls.seller = cls._create_user("seller", "base.group_user")
        cls.plant.write(
            {"complaint_kind": "plant", "manager_id": cls._employ(cls.manager).id}
        )
        departments = cls.env["hr.department"]
        own = {"company_id": cls.company.id}
        cls.team = departments.create(
            {
                "name": "Team 3",
                "complaint_kind": "team",
                "parent_id": cls.plant.id,
                **own,
            }
        )
        cls.branch = departments.create(
            {"name": "Branch East", "complaint_kind": "sales_branch", **own}
        )
        cls.salesman = cls._employ(cls.seller, department_id=cls.branch.id)
        cls.supplier = cls.env["res.partner"].create({"name": "Steel Ltd"})

    @classmethod
    def _employ(cls, user, **values):
        return cls.env["hr.employee"].create(
            {
                "name": user.name,
                "user_id": user.id,
                "company_id": cls.company.id,
                **values,
            }
        )

    @classmethod
    def _divide(cls, case, *rows, user=None, **values):
        """Shares of ``case`` as an officer writes them: (area, percent, of whom)."""
        attributions = cls.env["complaint.attribution"].with_user(user or cls.officer)
        return attributions.create(
            {
                "case_id": case.id,
                "reason": "Report of the laboratory.",
                "share_ids": [
                    Command.create({"area": area, "percent": percent, **whose})
                    for area, percent, whose in rows
                ],
                **values,
            }
        )

    @classmethod
    def _divide_production(cls, case):
        return cls._divide(
            case,
            ("production", 70, {"department_id": cls.team.id}),
            ("supplier", 30, {"partner_id": cls.supplier.id}),
        )

    @classmethod
    def _decide_shares(cls, attribution, decision="approve"):
        """The vice GM in charge and the GM decide shares that were put up."""
        request = cls.env["complaint.approval.request"].search(
            [
                ("res_model", "=", "complaint.attribution"),
                ("res_id", "=", attribution.id),
                ("state", "=", "open"),
            ]
        )
        while turn := request.turn_ids.filtered(lambda turn: turn.state == "open"):
            turn.with_user(turn.user_id).action_decide(
                decision, "So be it.", False, request.snapshot_hash
            )
