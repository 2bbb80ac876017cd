from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from ..tools.circular_arrows import CIRCULAR_ARROWS
from .capa_circular_proposing import ASKED

KINDS = [
    ("quality", "Product-quality problem"),
    ("policy", "Policy"),
    ("lesson", "Lesson"),
    ("training", "Training"),
    ("merit", "Reward or penalty"),
]
COPIED = ("name", "kind", "text", "all_staff")
LINKED = ("company_id", "lesson_id", "plan_id", "policy_id", "programme_id")


class CapaCircular(models.Model):
    """A notice inside the company, of which is kept who has read it (R-Q11, R-Q14,
    R-Q15). What was published stays as it was read: a correction is another one, which
    replaces it. It says nothing of who complained (R-P03)."""

    _name = "capa.circular"
    _inherit = [
        "capa.circular.proposing",
        "complaint.workflow.mixin",
    ]
    _description = "Circular"
    _order = "id desc"
    _check_company_auto = True
    _arrows = CIRCULAR_ARROWS

    state = fields.Selection(
        [("draft", "Draft"), ("published", "Published"), ("dropped", "Dropped")],
        "Status",
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        guarded=True,
        trailed=True,
    )
    name = fields.Char("Subject", required=True, index="trigram")
    kind = fields.Selection(KINDS, required=True, default="quality")
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    text = fields.Text(help="What everybody is to know. No word of who complained.")
    all_staff = fields.Boolean("All staff")
    department_ids = fields.Many2many(
        "hr.department",
        "capa_circular_department_rel",
        "circular_id",
        "department_id",
        "To departments",
        check_company=True,
        help="With the departments beneath them.",
    )
    read_by = fields.Date(
        "To be read by", help="Empty: as many days as the settings say."
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
        "capa_circular_case_rel",
        "circular_id",
        "case_id",
        "Complaints",
        copy=False,
        check_company=True,
    )
    lesson_id = fields.Many2one(
        "capa.lesson", index="btree_not_null", check_company=True, ondelete="restrict"
    )
    policy_id = fields.Many2one(
        "complaint.policy", index="btree_not_null", ondelete="restrict"
    )
    programme_id = fields.Many2one(
        "capa.training.programme",
        "Sent again by",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        guarded=True,
    )
    published_on = fields.Datetime("Published", readonly=True, copy=False, guarded=True)
    published_by_id = fields.Many2one(
        "res.users",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        guarded=True,
    )
    replaces_id = fields.Many2one(
        "capa.circular",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        guarded=True,
    )
    replaced_by_id = fields.Many2one(
        "capa.circular",
        "Replaced by",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        guarded=True,
    )
    learning_ids = fields.One2many("capa.learning", "circular_id", "Readers")
    read_text = fields.Char("Read by", compute="_compute_read_text")

    # ------------------------------------------------------------
    # COMPUTES AND CHECKS
    # ------------------------------------------------------------

    @api.depends("learning_ids.state")
    @api.depends_context("lang")
    def _compute_read_text(self):
        # how many have read it is no secret to who reads it; who, is
        rows = self.env["capa.learning"].sudo()
        counts = {
            circular.id: (asked, read)
            for circular, asked, read in rows._read_group(
                [("circular_id", "in", self.ids), ("state", "!=", "void")],
                ["circular_id"],
                ["__count", "done_on:count"],
            )
        }
        for circular in self:
            asked, read = counts.get(circular._origin.id, (0, 0))
            words = self.env._("%(read)s of %(asked)s", read=read, asked=asked)
            circular.read_text = words if asked else False

    @api.constrains("name", "text", "plan_id", "lesson_id", "case_ids")
    def _check_names_nobody(self):
        """R-P03, R-Q15: without customer data."""
        for circular in self:
            for case in circular._get_cases():
                case._check_nothing_private(circular.name, circular.text)

    def _get_cases(self):
        """The complaints that it speaks of, as superuser: who writes it need not know
        them."""
        own = self.sudo()
        plans = own.plan_id | own.lesson_id.plan_id
        mine = Domain("id", "in", (own.case_ids | own.lesson_id.case_ids).ids)
        mine |= Domain("capa_plan_ids", "in", plans.ids)
        return self.env["complaint.case"].sudo().search(mine)

    def _refuse_change(self):
        """A draft is written and thrown away; what was published stays."""
        if any(circular.state == "published" for circular in self):
            raise UserError(
                self.env._(
                    "What was published stays as it was read. Write a correction: it "
                    "replaces this one."
                )
            )

    # ------------------------------------------------------------
    # PUBLISHING
    # ------------------------------------------------------------

    def _guard_written(self):
        if (self.text or "").strip():
            return []
        return [self.env._("Write what everybody is to know.")]

    def _guard_names_nobody(self):
        """Complaints may have joined since it was written."""
        self._check_names_nobody()
        return []

    def _guard_reaches(self):
        if self.replaces_id.replaced_by_id:
            return [self.env._("Another one replaces the earlier one already.")]
        if not (self.all_staff or self.department_ids or self.programme_id):
            return [self.env._("Say to whom: departments, or all staff.")]
        return []

    def _prepare_walk_vals(self, arrow):
        vals = super()._prepare_walk_vals(arrow)
        if arrow.target == "published":
            programme = self[:1].sudo().programme_id
            vals["published_by_id"] = programme.user_id.id or self.env.uid
        return vals

    def _walk(self, target, reason=False, **asked):
        result = super()._walk(target, reason, **asked)
        if target != "draft":
            # who was asked to publish it is not any more; he need not be who did
            self.sudo().activity_unlink([ASKED])
        return result

    def action_publish(self):
        """Publish: who it is for gets it on his list (R-Q15).

        :raises UserError: something is missing
        :raises AccessError: not of the quality department
        """
        self._walk("published")
        for circular in self.sudo():  # whoever may publish may have it read
            circular._ask_readers()

    def _ask_readers(self):
        """Ask everybody it is for; who was asked for the one before is not any more. As
        superuser.

        :raises UserError: nobody works there
        """
        days = timedelta(days=self.company_id.capa_reading_days)
        if not self.read_by:
            today = self.env["complaint.numbering"]._get_day(self.company_id.id)
            self._write_guarded({"read_by": today + days})
        before = self.replaces_id
        if before:
            before._write_guarded({"replaced_by_id": self.id})
            before.learning_ids.filtered("is_open")._drop()
        employees = self.env["hr.employee"].search(self._get_employee_domain())
        if not employees:
            raise UserError(self.env._("Nobody works there: say to whom."))
        self.env["capa.learning"]._ask_to_read(self, employees, self.read_by)

    def _get_employee_domain(self):
        domain = Domain("company_id", "=", self.company_id.id)
        if self.programme_id:
            domain &= Domain("id", "in", self.programme_id._get_employees().ids)
        elif not self.all_staff:
            departments = self.department_ids.ids
            domain &= Domain("department_id", "child_of", departments)
        return domain

    def _ask_newcomers(self):
        """Ask who works there now and was not asked; for the job.

        :return: how many
        """
        asked = self.env["capa.learning"]._search([("circular_id", "=", self.id)])
        new = Domain("id", "not in", asked.select("employee_id"))
        employees = self.env["hr.employee"].search(self._get_employee_domain() & new)
        days = timedelta(days=self.company_id.capa_reading_days)
        day = max(self.read_by, fields.Date.today() + days)
        return len(self.env["capa.learning"]._ask_to_read(self, employees, day))

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_drop(self, reason=False):
        """Drop a draft, with the reason."""
        return self._walk_or_ask("dropped", reason)

    def action_take_up_again(self, reason=False):
        """A dropped one is written after all."""
        return self._walk_or_ask("draft", reason)

    def action_correct(self):
        """A correction: a new draft that replaces this one when it is published.

        :return: the action that opens it
        """
        self.ensure_one()
        self.check_access("read")
        if self.state != "published":
            raise UserError(self.env._("Only what was published is corrected."))
        self.browse().check_access("create")
        draft = self._create_guarded([self._prepare_correction_vals()])
        return draft._open()

    def _prepare_correction_vals(self):
        vals = {name: self[name] for name in COPIED}
        vals.update({name: self.sudo()[name].id for name in LINKED})
        return {
            **vals,
            "department_ids": [Command.set(self.department_ids.ids)],
            "case_ids": [Command.set(self.sudo().case_ids.ids)],
            "replaces_id": self.id,
        }

    def _open(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Circular"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
        }

    def action_open_readers(self):
        """Who has read it, by department."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Readers of “%(name)s”", name=self.name),
            "res_model": "capa.learning",
            "view_mode": "list,kanban,form",
            "domain": [("circular_id", "=", self.id), ("state", "!=", "void")],
            "context": {"group_by": ["department_id"]},
        }
