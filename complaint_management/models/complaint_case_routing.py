from odoo import api, fields, models

from .complaint_duty_brief import READERS


class ComplaintCaseRouting(models.AbstractModel):
    """Which departments a case belongs to (R-D01)."""

    _name = "complaint.case.routing"
    _inherit = "complaint.case.steps"
    _description = "Departments of a case"

    department_id = fields.Many2one(
        "hr.department",
        "Lead department",
        copy=False,
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        tracking=True,
        trailed=True,
        help="Brings the findings of all departments together.",
    )
    branch_id = fields.Many2one(
        "hr.department",
        "Branch or store",
        copy=False,
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        trailed=True,
        help="The branch or store that faces the customer.",
    )
    facts = fields.Text(
        "Facts for the departments",
        copy=False,
        trailed=True,
        help="What the departments asked are told. They must not learn who complains: "
        "no name, address or telephone here.",
    )
    duty_ids = fields.One2many(
        "complaint.duty",
        "case_id",
        "Duties",
        groups=READERS,  # as case_id there
    )
    duty_count = fields.Integer(
        "Duties asked",
        compute="_compute_duty_counts",
        store=True,
        precompute=True,
        copy=False,
        guarded=True,
    )
    open_duty_count = fields.Integer(
        "Open duties",
        compute="_compute_duty_counts",
        store=True,
        precompute=True,
        copy=False,
        guarded=True,
    )
    return_count = fields.Integer(
        "Given back",
        compute="_compute_duty_counts",
        store=True,
        precompute=True,
        copy=False,
        guarded=True,
        help="How often a department said that the case is not its own.",
    )

    @api.depends("duty_ids.state", "duty_ids.return_reason")
    def _compute_duty_counts(self):
        for case in self:
            duties = case.duty_ids
            case.duty_count = len(duties)
            case.open_duty_count = len(duties.filtered("is_open"))
            case.return_count = len(duties.filtered("return_reason"))

    # ------------------------------------------------------------
    # DUTIES
    # ------------------------------------------------------------

    def _open_next_duties(self):
        """Open each duty whose turn it is (R-D16); with rights of the system, because
        who finished one step need not know who takes the next."""
        waiting = self.duty_ids.filtered(lambda one: one.state == "waiting")
        ready = waiting.filtered(lambda one: not one._get_before())
        if ready:
            ready._walk("open")

    def action_open_duties(self):
        """What the departments are asked, and what they answered."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Duties of %(case)s", case=self.display_name),
            "res_model": "complaint.duty",
            "view_mode": "list,kanban,form",
            "domain": [("case_id", "=", self.id)],
            "context": {"default_case_id": self.id},
        }
