from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.recurrence import cause_key

BRANCHES = [
    ("man", "People"),
    ("machine", "Machine"),
    ("material", "Material"),
    ("method", "Method"),
    ("measurement", "Measurement"),
    ("environment", "Environment"),
]
KINDS = [
    ("occurrence", "Why it happened"),
    ("escape", "Why it was not found"),
]


class CapaCause(models.Model):
    """One “because” of a plan: a tree of whys under the branches of 6M, of what made
    it happen and of what let it escape (R-Q02)."""

    _name = "capa.cause"
    _inherit = ["capa.row.mixin"]
    _description = "Cause"
    _order = "plan_id, sequence, id"
    _parent_store = True

    sequence = fields.Integer(default=10)
    name = fields.Char("Because", required=True, trailed=True)
    parent_id = fields.Many2one(
        "capa.cause",
        "Answers “why” of",
        index="btree_not_null",
        ondelete="cascade",
        domain="[('plan_id', '=', plan_id), ('id', '!=', id)]",
    )
    child_ids = fields.One2many("capa.cause", "parent_id", "Whys below")
    parent_path = fields.Char(index=True)
    depth = fields.Integer(
        "Why", compute="_compute_depth", help="The how-manieth why it answers."
    )
    branch = fields.Selection(
        BRANCHES,
        "Branch (6M)",
        compute="_compute_from_parent",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    kind = fields.Selection(
        KINDS,
        compute="_compute_from_parent",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    name_key = fields.Char(
        compute="_compute_name_key", store=True, precompute=True, readonly=True
    )
    is_root = fields.Boolean("Root cause", trailed=True)
    evidence = fields.Text(
        "What shows it", help="Trial, measurement, comparison that proves it."
    )

    _root_idx = models.Index("(name_key) WHERE is_root IS TRUE")

    @api.depends("name")
    def _compute_name_key(self):
        for cause in self:
            cause.name_key = cause_key(cause.name)

    @api.depends("parent_path")
    def _compute_depth(self):
        for cause in self:
            cause.depth = max((cause.parent_path or "").count("/"), 1)

    @api.depends("parent_id")
    def _compute_from_parent(self):
        """What answers a why is of its branch and kind."""
        for cause in self:
            parent = cause.parent_id
            cause.branch = parent.branch or cause.branch or "method"
            cause.kind = parent.kind or cause.kind or "occurrence"

    @api.constrains("parent_id", "plan_id")
    def _check_tree(self):
        if self._has_cycle():
            raise ValidationError(
                self.env._("A cause cannot be its own cause. Choose another one.")
            )
        if any(cause.parent_id.plan_id - cause.plan_id for cause in self):
            raise ValidationError(
                self.env._("Both causes belong to the same plan. Choose another one.")
            )
