from odoo import fields, models


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
