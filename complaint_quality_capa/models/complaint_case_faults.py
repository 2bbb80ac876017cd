from odoo import api, fields, models


class ComplaintCaseFaults(models.AbstractModel):
    """At closing it is asked what went wrong in the handling itself (R-Q13). In front
    of the model of cases, whose steps it extends."""

    _name = "complaint.case.faults"
    _inherit = "complaint.guarded.mixin"
    _description = "Faults in the handling"

    capa_fault_ids = fields.One2many("capa.fault", "case_id", "Handling faults")
    # stored: the form of a case has no query to spare
    capa_fault_count = fields.Integer(
        "Number of handling faults",
        compute="_compute_capa_fault_count",
        store=True,
        precompute=True,
        copy=False,
        guarded=True,
    )
    faults_said_on = fields.Datetime(
        "Said what went wrong", readonly=True, copy=False, guarded=True
    )

    @api.depends("capa_fault_ids")
    def _compute_capa_fault_count(self):
        for case in self:
            case.capa_fault_count = len(case.capa_fault_ids)

    def _is_fault_word_needed(self):
        """Whether it must be said before closing, as the company wants it."""
        self.ensure_one()
        asked = self.company_id.sudo().capa_ask_faults
        if self.faults_said_on or asked == "offered":
            return False
        return asked == "always" or bool(self._find_missed_clocks(limit=1))

    def _find_missed_clocks(self, limit=None):
        """The limits of this case, and of its duties, that were not kept."""
        # who closes a case may know which of its limits were missed
        clocks = self.env["complaint.clock"].sudo()
        late = [("case_id", "in", self.ids), ("state", "=", "late")]
        return clocks.search(late, order="id", limit=limit)

    def _get_missing(self, arrow):
        missing = super()._get_missing(arrow)
        if arrow.target == "closed" and self._is_fault_word_needed():
            missing.append(
                self.env._("Say what went wrong in the handling, or that nothing did.")
            )
        return missing

    def action_close(self):
        """Close. Where it must be said what went wrong in the handling, a form asks for
        it first (R-Q13).

        :return: ``None`` when closed, else the action that asks
        """
        for case in self:
            if case.state == "confirming" and case._is_fault_word_needed():
                return case.action_note_faults()
        return super().action_close()

    def action_note_faults(self):
        """Note what went wrong in the handling; closes the case from there where it
        waits for that (R-Q13).

        :return: the action that asks
        """
        self.ensure_one()
        self.check_access("write")
        return self.env["capa.fault.note"]._get_action(self)

    def _say_faults(self, rows):
        """Note ``rows``; empty: nothing went wrong. The caller may write the case."""
        self.ensure_one()
        self.check_access("write")
        faults = self.env["capa.fault"].create(
            [{**row, "case_id": self.id} for row in rows]
        )
        self._write_guarded({"faults_said_on": fields.Datetime.now()})
        return faults

    def action_open_faults(self):
        """What went wrong in the handling of these complaints."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Handling faults"),
            "res_model": "capa.fault",
            "view_mode": "list,form",
            "domain": [("case_id", "in", self.ids)],
            "context": {"default_case_id": self.id if len(self) == 1 else False},
        }
