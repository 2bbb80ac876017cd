from odoo import api, fields, models


class ComplaintDutyInvestigation(models.AbstractModel):
    """What those who look into a case note on their duty: they have no right on the
    case (R-V01), and who of quality handles it stands for the case (R-V05)."""

    _name = "complaint.duty.investigation"
    _inherit = "complaint.guarded.mixin"
    _description = "Findings of a duty"

    finding_ids = fields.One2many("complaint.finding", "duty_id", "Findings noted")
    finding_count = fields.Integer(
        "Number of findings",
        compute="_compute_finding_count",
        store=True,
        precompute=True,
        copy=False,
        guarded=True,
    )

    @api.depends("finding_ids")
    def _compute_finding_count(self):
        for duty in self:
            duty.finding_count = len(duty.finding_ids)

    def _write_guarded(self, vals, reason=False):
        result = super()._write_guarded(vals, reason)
        if vals.get("handler_id"):
            self.sudo()._name_specialists()
        return result

    def _name_specialists(self):
        """R-V05: who handles the quality department's part is the specialist, where
        nobody was named."""
        for duty in self:
            case, handler = duty.case_id, duty.handler_id
            asked = duty.department_id  # a team is of no department
            kinds = asked._get_lineage().mapped("complaint_kind") if asked else ()
            quality = duty.kind == "quality" or "quality" in kinds
            if (
                quality
                and case.category_id.nature == "quality"
                and not case.quality_specialist_id
                and case._is_of_quality(handler)
            ):
                case.quality_specialist_id = handler

    def action_open_findings(self):
        """What was found out for this duty, and the form to add to it (R-V01)."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "complaint.finding",
            "view_mode": "list,kanban,form",
            "mobile_view_mode": "kanban",
            "domain": [("duty_id", "=", self.id)],
            "context": {
                "default_duty_id": self.id,
                "default_case_id": self.sudo().case_id.id,
                "on_case": True,
            },
            "name": self.env._("Findings"),
        }

    def action_open_samples(self):
        """The samples of the case that those who look into it may see (R-V03)."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "complaint.sample",
            "view_mode": "list,kanban,form",
            "mobile_view_mode": "kanban",
            "domain": [("case_id", "=", self.sudo().case_id.id)],
            "context": {"on_case": True, "create": False},
            "name": self.env._("Samples"),
        }
