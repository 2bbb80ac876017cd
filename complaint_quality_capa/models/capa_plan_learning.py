from odoo import api, fields, models
from odoo.fields import Domain


class CapaPlanLearning(models.AbstractModel):
    """What was learnt from a plan, and what was learnt before about the same (D7,
    R-Q11)."""

    _name = "capa.plan.learning"
    _inherit = "complaint.guarded.mixin"
    _description = "Lessons of a plan"

    lesson_ids = fields.One2many("capa.lesson", "plan_id", "Lessons")
    no_lesson = fields.Text(
        "No lesson, because",
        trailed=True,
        help="Where nothing was learnt that others need: why.",
    )
    lesson_like_count = fields.Integer(
        "Lessons like this", compute="_compute_lesson_like_count"
    )

    @api.depends("category_id", "product_ids")
    def _compute_lesson_like_count(self):
        lessons = self.env["capa.lesson"]
        for plan in self:
            plan.lesson_like_count = lessons.search_count(plan._get_lessons_like())

    def _get_lessons_like(self):
        """Lessons of others about the same."""
        lessons = self.env["capa.lesson"]
        like = lessons._get_like_domain(
            self.company_id, self.category_id, self.product_ids
        )
        return like & Domain("plan_id", "not in", self._origin.ids)

    def action_open_lessons(self):
        """What was learnt before about the same category or product (R-Q11)."""
        self.ensure_one()
        self.check_access("read")
        return self.env["capa.lesson"]._open_like(
            self.company_id, self.category_id, self.product_ids
        )

    def _guard_d7(self):
        """R-Q11: a lesson, or why there is none."""
        missing = super()._guard_d7()
        if not self.lesson_ids and not (self.no_lesson or "").strip():
            missing.append(
                self.env._("Write what was learnt, or say why there is no lesson.")
            )
        return missing
