from odoo import api, fields, models

TOPICS = [
    ("case", "Complaint"),
    ("plan", "Corrective action"),
    ("decision", "Earlier decision"),
    ("fault", "Handling fault"),
    ("other", "Other"),
]
_SUBJECTS = {
    "case": "case_id",
    "plan": "plan_id",
    "decision": "decision_id",
    "fault": "fault_kind_id",
}


class CapaMeetingItem(models.Model):
    """An item of the agenda, and what was judged of it: responsibility, measures,
    results, case by case (R-Q09)."""

    _name = "capa.meeting.item"
    _inherit = ["capa.meeting.judged.mixin", "capa.meeting.row.mixin"]
    _description = "Item of the Agenda"
    _order = "meeting_id, sequence, id"

    sequence = fields.Integer(default=100)
    topic = fields.Selection(TOPICS, required=True, default="other")
    name = fields.Char("About", required=True)
    case_id = fields.Many2one(
        "complaint.case",
        "Complaint",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
    )
    plan_id = fields.Many2one(
        "capa.plan",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
    )
    decision_id = fields.Many2one(
        "capa.meeting.decision",
        "Earlier decision",
        index="btree_not_null",
        ondelete="restrict",
    )
    fault_kind_id = fields.Many2one(
        "capa.fault.kind",
        "Kind of fault",
        index="btree_not_null",
        ondelete="restrict",
    )
    fault_count = fields.Integer("How many")
    decision_state = fields.Selection(related="decision_id.state", string="It is")
    department_id = fields.Many2one(
        "hr.department",
        "Responsible",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    responsibility = fields.Text("Judged of the responsibility")
    measures = fields.Text("Judged of the measures")
    results = fields.Text("Judged of the results")
    state = fields.Selection(
        [("open", "To be spoken of"), ("judged", "Spoken of"), ("put_off", "Put off")],
        "Status",
        required=True,
        default="open",
    )

    @api.constrains("name", "responsibility", "measures", "results", "case_id")
    def _check_names_nobody(self):
        """R-P03: all who are invited read it."""
        for item in self.filtered("case_id"):
            case = item.sudo().case_id
            case._check_nothing_private(
                item.name, item.responsibility, item.measures, item.results
            )

    @api.onchange("responsibility", "measures", "results")
    def _onchange_judged(self):
        texts = (self.responsibility, self.measures, self.results)
        if self.state == "open" and self._origin and any(texts):
            self.state = "judged"

    def _get_subject(self):
        """What it is about, so that nothing is on an agenda twice."""
        name = _SUBJECTS.get(self.topic)
        return self.topic, self[name].id if name else False

    def _prepare_carried(self):
        """What was put off, for the next meeting."""
        return {
            "topic": self.topic,
            "case_id": self.case_id.id,
            "plan_id": self.plan_id.id,
            "decision_id": self.decision_id.id,
            "fault_kind_id": self.fault_kind_id.id,
            "fault_count": self.fault_count,
            "department_id": self.department_id.id,
            "name": self.name,
        }

    def action_open_faults(self):
        """What is behind the number: those that this user may read."""
        self.ensure_one()
        self.check_access("read")
        meeting = self.meeting_id
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "capa.fault",
            "view_mode": "list,pivot,form",
            "domain": [
                ("kind_id", "=", self.fault_kind_id.id),
                ("noted_on", ">=", meeting.agenda_from),
                ("noted_on", "<=", meeting.agenda_to),
            ],
        }
