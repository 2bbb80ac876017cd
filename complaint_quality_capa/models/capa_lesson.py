from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain


class CapaLesson(models.Model):
    """What was learnt, and what followed: a procedure that changed, a training, a
    notice; everybody of the company reads it, so it names nobody who complained
    (R-Q11)."""

    _name = "capa.lesson"
    _inherit = ["complaint.guarded.mixin"]
    _description = "Lesson"
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char("Lesson", required=True, index="trigram", trailed=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    text = fields.Text(
        "What was learnt",
        required=True,
        trailed=True,
        help="What happened, why, what to do otherwise. No word of who complained.",
    )
    plan_id = fields.Many2one(
        "capa.plan",
        "Corrective action",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
    )
    case_ids = fields.Many2many(
        "complaint.case",
        "capa_lesson_case_rel",
        "lesson_id",
        "case_id",
        "Complaints",
        copy=False,
        check_company=True,
    )
    category_id = fields.Many2one(
        "complaint.category",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
    )
    product_ids = fields.Many2many(
        "product.product",
        "capa_lesson_product_rel",
        "lesson_id",
        "product_id",
        "Products",
    )
    product_categ_ids = fields.Many2many(
        "product.category",
        "capa_lesson_categ_rel",
        "lesson_id",
        "categ_id",
        "Product categories",
        help="Whatever is of them, or of their parts.",
    )
    department_ids = fields.Many2many(
        "hr.department",
        "capa_lesson_department_rel",
        "lesson_id",
        "department_id",
        "Departments",
        check_company=True,
        help="Whom it concerns.",
    )
    procedure = fields.Text(
        "Procedure that changed", trailed=True, help="Which one, from when on."
    )
    circular_ids = fields.One2many("capa.circular", "lesson_id", "Circulars")
    training_ids = fields.One2many("capa.training", "lesson_id", "Trainings")
    noted_by_id = fields.Many2one(
        "res.users",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        guarded=True,
    )
    noted_on = fields.Datetime("Noted on", readonly=True, copy=False, guarded=True)

    # ------------------------------------------------------------
    # CHECKS
    # ------------------------------------------------------------

    @api.constrains("name", "text", "procedure", "plan_id", "case_ids")
    def _check_names_nobody(self):
        """R-P03: the whole company reads it."""
        for lesson in self:
            for case in lesson._get_cases():
                case._check_nothing_private(lesson.name, lesson.text, lesson.procedure)

    def _get_cases(self):
        """The complaints that it comes from, as superuser: its reader need not know
        them."""
        mine = Domain("id", "in", self.sudo().case_ids.ids)
        if self.plan_id:
            mine |= Domain("capa_plan_ids", "in", self.plan_id.ids)
        return self.env["complaint.case"].sudo().search(mine)

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def _create_guarded(self, vals_list):
        """What it is about is taken from its plan where nothing else is said."""
        now = fields.Datetime.now()
        prepared = []
        for vals in vals_list:
            # who may not read the plan is refused when the row is made
            plan = self.env["capa.plan"].sudo().browse(vals.get("plan_id") or ())
            about = self._prepare_from_plan(plan) if plan else {}
            stamp = {"noted_by_id": self.env.uid, "noted_on": now}
            given = {name: value for name, value in vals.items() if value}
            prepared.append({**vals, **about, **stamp, **given})
        return super()._create_guarded(prepared)

    @api.model
    def _prepare_from_plan(self, plan):
        return {
            "company_id": plan.company_id.id,
            "category_id": plan.category_id.id,
            "product_ids": [Command.set(plan.product_ids.ids)],
            "department_ids": [Command.set(plan.department_id.ids)],
        }

    # no ondelete method: a context key of the uninstaller's switches those off
    def unlink(self):
        self._check_plan_open()
        return super().unlink()

    def _check_plan_open(self):
        if any(lesson.sudo().plan_id.state == "closed" for lesson in self):
            raise UserError(
                self.env._("A lesson of a plan that is closed stays: write another.")
            )

    # ------------------------------------------------------------
    # LESSONS LIKE THIS
    # ------------------------------------------------------------

    @api.model
    def _get_like_domain(self, company, category, products):
        """Lessons about the same: category (above and beneath too), product, or kind of
        product.

        :param company: ``res.company``
        :param category: ``complaint.category``, may be empty
        :param products: ``product.product``, may be empty
        """
        about = Domain("product_ids", "in", products.ids)
        about |= Domain("product_categ_ids", "parent_of", products.categ_id.ids)
        if category:
            about |= Domain("category_id", "parent_of", category.ids)
            about |= Domain("category_id", "child_of", category.ids)
        return Domain("company_id", "in", company.ids) & about

    @api.model
    def _open_like(self, company, category, products):
        """The action that lists lessons about the same (R-Q11)."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Lessons like this"),
            "res_model": self._name,
            "view_mode": "list,kanban,form",
            "mobile_view_mode": "kanban",
            "domain": list(self._get_like_domain(company, category, products)),
        }
