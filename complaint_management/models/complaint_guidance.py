from odoo import api, fields, models
from odoo.tools import SQL


class ComplaintGuidance(models.Model):
    """What the company tells at once about a frequent matter, before anybody writes a
    complaint; how often it helped is counted (R-I19)."""

    _name = "complaint.guidance"
    _inherit = ["complaint.guarded.mixin"]
    _description = "Guidance for Customers"
    _order = "sequence, id"

    name = fields.Char("Question", required=True, translate=True)
    text = fields.Html("Answer", required=True, translate=True)
    category_id = fields.Many2one(
        "complaint.category",
        index="btree_not_null",
        ondelete="cascade",
        help="Who is not helped complains about this.",
    )
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: every company shows it."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    helped_count = fields.Integer("Helped", readonly=True, copy=False, guarded=True)
    unhelped_count = fields.Integer(
        "Did not help", readonly=True, copy=False, guarded=True
    )

    @api.model
    def _get_for(self, company):
        """What a company shows: as superuser, because everybody reads it."""
        return self.sudo().search([("company_id", "in", [company.id, False])])

    def _note_helped(self, helped):
        """Count an answer of a visitor; two at once are run one after the other."""
        column = "helped_count" if helped else "unhelped_count"
        self.env.cr.execute(
            SQL(
                "UPDATE complaint_guidance SET %(column)s = COALESCE(%(column)s, 0) + 1"
                " WHERE id IN %(ids)s",
                column=SQL.identifier(column),
                ids=tuple(self.ids),
            )
        )
        self.invalidate_recordset([column])
