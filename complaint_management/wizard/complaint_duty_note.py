from odoo import api, fields, models


class ComplaintDutyNote(models.TransientModel):
    """Asks for what a step of a duty needs: who handles it, how far it is, why it is
    urgent, which department instead."""

    _name = "complaint.duty.note"
    _description = "Step of a duty"

    duty_id = fields.Many2one("complaint.duty", readonly=True)
    case_id = fields.Many2one("complaint.case", readonly=True)
    purpose = fields.Selection(
        [
            ("handler", "Who handles it?"),
            ("progress", "How far is it?"),
            ("chase", "Urge who is late"),
            ("redirect", "Ask another department"),
            ("branch", "Ask the branch"),
            ("legal", "Refer to the legal department"),
            ("major", "Make it a major case"),
            ("office", "Report to the general office"),
            ("contact", "The customer was spoken to"),
            ("hold", "Put under legal hold"),
            ("lift", "Lift the legal hold"),
        ],
        required=True,
        readonly=True,
    )
    people_ids = fields.Many2many("res.users", compute="_compute_people_ids")
    company_id = fields.Many2one(related="duty_id.company_id")
    user_id = fields.Many2one("res.users", "Handled by")
    department_id = fields.Many2one("hr.department", check_company=True)
    text = fields.Text()
    contact_kind = fields.Selection(
        [
            ("phone_out", "Call made"),
            ("visit_out", "Visit made"),
            ("phone_in", "Call received"),
            ("visit_in", "Visit received"),
        ],
        "How",
        default="phone_out",
    )
    promise = fields.Text("What was offered")

    @api.depends("duty_id")
    def _compute_people_ids(self):
        for note in self:
            # a head may know the people of the department that is asked
            people = note.duty_id.sudo()._get_people()
            note.people_ids = people | note.duty_id.head_id

    @api.model
    def _get_action(self, record, purpose):
        """The action that asks what ``purpose`` needs.

        :param record: the duty, or the case where there is none yet
        """
        record.ensure_one()
        field = "case_id" if record._name == "complaint.case" else "duty_id"
        note = self.create({field: record.id, "purpose": purpose})
        labels = dict(self._fields["purpose"]._description_selection(self.env))
        return {
            "type": "ir.actions.act_window",
            "name": labels[purpose],
            "res_model": self._name,
            "res_id": note.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_go(self):
        """Take the step; rights are checked there."""
        self.ensure_one()
        duty, case = self.duty_id, self.case_id
        step = {
            "handler": lambda: duty.action_name_handler(self.user_id.id),
            "progress": lambda: duty.action_report_progress(self.text),
            "chase": lambda: duty.action_chase(self.text),
            "branch": lambda: case.action_ask_branch(self.text),
            "legal": lambda: case.action_refer_to_legal(self.text),
            "major": lambda: case.action_make_major(self.text),
            "office": lambda: case.action_report_difficult(self.text),
            "contact": lambda: duty.note_contact(
                self.text, self.contact_kind, self.promise
            ),
            "hold": lambda: (duty or case).action_hold(self.text),
            "lift": lambda: (duty or case).action_lift_hold(self.text),
            "redirect": lambda: duty.action_redirect(self.department_id.id),
        }[self.purpose]
        return step() or {"type": "ir.actions.act_window_close"}
