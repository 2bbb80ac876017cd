from odoo import api, fields, models

# Groups that read every complaint of their company.
READERS = (
    "complaint_management.group_complaint_officer",
    "complaint_management.group_complaint_executive",
    "complaint_management.group_complaint_supervisor",
)


class ComplaintCountedMixin(models.AbstractModel):
    """A record of the ERP that shows the complaints about it (R-I17).

    The model names in ``_complaint_field`` which field of ``complaint.line`` points
    at it. One query for the numbers of a page.
    """

    _name = "complaint.counted.mixin"
    _description = "Shows complaints about it"
    _complaint_field = ""

    complaint_count = fields.Integer(
        "Complaints",
        compute="_compute_complaint_count",
        groups="base.group_user",
        help="Those that you may read.",
    )
    complaint_shown = fields.Boolean(
        compute="_compute_complaint_count",
        groups="base.group_user",
        help="Who reads all complaints is shown that there are none; to others that "
        "would say more than they know.",
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_complaint_count(self):
        counts = self._get_complaint_counts()
        reads_all = any(map(self.env.user.has_group, READERS))
        for record in self:
            record.complaint_count = counts.get(record.id, 0)
            record.complaint_shown = reads_all or bool(record.complaint_count)

    def _get_complaint_counts(self):
        """Number of complaints by id."""
        rows = self.env["complaint.line"]._read_group(
            [(self._complaint_field, "in", self.ids)],
            [self._complaint_field],
            ["case_id:count_distinct"],
        )
        return {record.id: count for record, count in rows}

    def _get_complaint_domain(self):
        """The cases about these records."""
        return [(f"line_ids.{self._complaint_field}", "in", self.ids)]

    def action_open_complaints(self):
        """The complaints about these records."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Complaints"),
            "res_model": "complaint.case",
            "view_mode": "list,kanban,form,pivot,graph",
            "mobile_view_mode": "kanban",
            "views": self.env["complaint.case"]._get_flat_views(
                "list", "kanban", "form", "pivot", "graph"
            ),
            "domain": self._get_complaint_domain(),
            "context": self._get_complaint_context(),
        }

    def _get_complaint_context(self):
        """What a complaint that is registered from here begins with."""
        about = self[:1]._prepare_complaint_line()
        about = {name: value for name, value in about.items() if value}
        return {"complaint_about": about} if about else {}

    def _prepare_complaint_line(self):
        """What is known of the product complained about: values of a line."""
        return {}
