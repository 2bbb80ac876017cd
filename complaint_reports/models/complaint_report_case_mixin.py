from odoo import fields, models
from odoo.addons.complaint_management.models.complaint_case_disposition import (
    RESPONSIBLE_KINDS,
)
from odoo.addons.complaint_management.models.complaint_case_steps import STATES
from odoo.tools import SQL

CASE_FIELDS = (
    "company_id",
    "received_on",
    "channel_id",
    "category_id",
    "severity_id",
    "state",
    "department_id",
    "branch_id",
    "responsible_kind",
    "responsible_department_id",
    "commercial_partner_id",
)


class ComplaintReportCaseMixin(models.AbstractModel):
    """What every row knows of its case, to be counted by. The case is ``c``."""

    _name = "complaint.report.case.mixin"
    _inherit = "complaint.report.mixin"
    _description = "Report on what belongs to complaints"

    case_id = fields.Many2one("complaint.case", "Complaint", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    received_on = fields.Datetime("Received", readonly=True)
    channel_id = fields.Many2one("complaint.channel", readonly=True)
    category_id = fields.Many2one("complaint.category", readonly=True)
    severity_id = fields.Many2one("complaint.severity", readonly=True)
    state = fields.Selection(STATES, "Status", readonly=True)
    department_id = fields.Many2one("hr.department", "Lead department", readonly=True)
    branch_id = fields.Many2one("hr.department", "Branch or store", readonly=True)
    responsible_kind = fields.Selection(RESPONSIBLE_KINDS, "Responsible", readonly=True)
    responsible_department_id = fields.Many2one(
        "hr.department", "Department responsible", readonly=True
    )
    commercial_partner_id = fields.Many2one("res.partner", "Customer", readonly=True)

    def _get_select(self):
        return {
            **super()._get_select(),
            "case_id": SQL("c.id"),
            **{name: SQL("c.%s", SQL.identifier(name)) for name in CASE_FIELDS},
        }
