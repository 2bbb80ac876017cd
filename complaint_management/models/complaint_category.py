from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError


class ComplaintCategory(models.Model):
    """What a complaint is about: a tree, quality / non-quality at the top (R-I06)."""

    _name = "complaint.category"
    _inherit = "complaint.setting.mixin"
    _description = "Complaint Category"
    _parent_store = True
    _order = "parent_path"
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True, translate=True)
    code = fields.Char(help="Short name for imports and the API.")
    parent_id = fields.Many2one(
        "complaint.category", "Belongs to", index=True, ondelete="restrict"
    )
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many("complaint.category", "parent_id", "Parts")
    nature = fields.Selection(
        [("quality", "Quality"), ("non_quality", "Non-quality (human cause)")],
        compute="_compute_nature",
        recursive=True,
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        help="Taken from the category it belongs to.",
    )
    company_id = fields.Many2one("res.company", help="Empty: every company uses it.")
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex(
        "(code, COALESCE(company_id, 0)) WHERE code IS NOT NULL",
        "Another category has this code already.",
    )

    @api.depends("name", "parent_path")
    @api.depends_context("lang")
    def _compute_display_name(self):
        """“Quality / Performance”, in the reader's language."""
        for category in self:
            if category.id:
                name = self._get_full_name(category.id, self.env.lang)
            else:
                name = category._say_lineage()
            category.display_name = name

    @api.model
    @tools.ormcache("category_id", "lang")
    def _get_full_name(self, category_id, lang):
        """Every case, list and report shows it; a category rarely changes."""
        category = self.sudo().with_context(lang=lang).browse(category_id)
        return category._say_lineage()

    def _say_lineage(self):
        self.ensure_one()
        ids = [int(part) for part in (self.parent_path or "").split("/")[:-1]]
        # a name of a parent may be read by whoever may read the part
        names = self.sudo().browse(ids).mapped("name")
        return " / ".join(names or [self.name or ""])

    @api.depends("parent_id.nature")
    def _compute_nature(self):
        for category in self:
            category.nature = (
                category.parent_id.nature or category.nature or "non_quality"
            )

    def write(self, vals):
        if vals.get("parent_id"):
            self._check_no_part_of(self.browse(vals["parent_id"]))
        return super().write(vals)

    def _check_no_part_of(self, parent):
        """Before it is written: Odoo alone says no more than “Recursion Detected”."""
        lineage = (parent.sudo().parent_path or "").split("/")
        if {str(category.id) for category in self}.intersection(lineage):
            raise ValidationError(
                self.env._("A category cannot be part of itself. Choose another one.")
            )
