from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command

from ..tools.intervals import held_on, next_after

SUBJECTS = [
    ("product", "Product"),
    ("service", "Service"),
    ("complaint", "Complaint handling"),
    ("policy", "Policy"),
    ("quality", "Quality"),
    ("assessment", "Skill assessment"),
]


class CapaTrainingProgramme(models.Model):
    """What is trained, or read again, at set intervals, by whom, and who organises it
    (R-Q14)."""

    _name = "capa.training.programme"
    _inherit = ["complaint.guarded.mixin"]
    _description = "Training Programme"
    _order = "next_on, id"
    _check_company_auto = True

    name = fields.Char(required=True, trailed=True)
    active = fields.Boolean(default=True, trailed=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    subject = fields.Selection(SUBJECTS, required=True, default="quality")
    as_circular = fields.Boolean(
        "By circular",
        help="No session: the notice is sent again, and everybody confirms it.",
    )
    text = fields.Text(
        "Contents", help="What is trained; by circular: what everybody reads."
    )
    policy_id = fields.Many2one(
        "complaint.policy", index="btree_not_null", ondelete="restrict"
    )
    all_staff = fields.Boolean("All staff")
    department_ids = fields.Many2many(
        "hr.department",
        "capa_programme_department_rel",
        "programme_id",
        "department_id",
        "Departments",
        check_company=True,
        help="With the departments beneath them.",
    )
    job_ids = fields.Many2many(
        "hr.job",
        "capa_programme_job_rel",
        "programme_id",
        "job_id",
        "Job positions",
        check_company=True,
    )
    organiser_id = fields.Many2one(
        "hr.department",
        "Organised by",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        compute="_compute_organiser_id",
        store=True,
        readonly=False,
        help="Its people plan the sessions and note who attended. HR where empty.",
    )
    user_id = fields.Many2one(
        "res.users",
        "Responsible",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        help="Is told of each session that was planned.",
    )
    interval_months = fields.Integer(
        "Every (months)", required=True, default=12, trailed=True
    )
    lead_days = fields.Integer(
        "Planned ahead (days)",
        required=True,
        default=30,
        help="So early the session is put into the calendars.",
    )
    first_on = fields.Date("First on", required=True, default=fields.Date.context_today)
    next_on = fields.Date(
        "Next on",
        compute="_compute_next_on",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    plan_on = fields.Date(
        "Planned on", compute="_compute_plan_on", store=True, precompute=True
    )
    hours = fields.Float("Duration (hours)", required=True, default=2)
    place = fields.Char()
    is_assessed = fields.Boolean(
        "Assessed", help="Who attends passes or fails; who fails is due again."
    )
    pass_mark = fields.Float(help="From so many points on it is passed.")
    training_ids = fields.One2many("capa.training", "programme_id", "Sessions")
    circular_ids = fields.One2many("capa.circular", "programme_id", "Circulars")

    _plan_idx = models.Index("(plan_on, id) WHERE active IS TRUE")
    _figures_check = models.Constraint(
        "CHECK (interval_months > 0 AND lead_days >= 0 AND hours > 0)",
        "The interval has a month at least, the lead cannot be negative, a session "
        "takes time.",
    )

    # ------------------------------------------------------------
    # COMPUTES AND CHECKS
    # ------------------------------------------------------------

    @api.depends("company_id")
    def _compute_organiser_id(self):
        departments = self.env["hr.department"]
        for programme in self:
            hr = departments._get_of_kind("hr", programme.company_id)
            programme.organiser_id = programme.organiser_id or hr

    @api.depends("first_on")
    def _compute_next_on(self):
        for programme in self:
            began = programme.training_ids or programme.circular_ids
            if not began or not programme.next_on:
                programme.next_on = programme.first_on

    @api.depends("next_on", "lead_days", "as_circular")
    def _compute_plan_on(self):
        for programme in self:
            lead = 0 if programme.as_circular else programme.lead_days
            day = programme.next_on
            programme.plan_on = day and day - timedelta(days=lead)

    @api.constrains("all_staff", "department_ids", "job_ids", "as_circular", "text")
    def _check_complete(self):
        for programme in self:
            if not (
                programme.all_staff or programme.department_ids or programme.job_ids
            ):
                raise ValidationError(
                    self.env._(
                        "Say who is trained: all staff, departments or job positions."
                    )
                )
            if programme.as_circular and not (programme.text or "").strip():
                raise ValidationError(self.env._("Write what everybody reads."))

    # ------------------------------------------------------------
    # PLANNING
    # ------------------------------------------------------------

    def _get_employees(self, due_by=None):
        """Whom it is for, as superuser.

        :param due_by: only those who are due by that day
        """
        domain = [("programme_id", "in", self.ids)]
        if due_by:
            domain.append(("due_on", "<=", due_by))
        return self.env["capa.training.due"].sudo().search(domain).employee_id

    def _plan_next(self):
        """The next session or circular, once; what was missed is made up for once. As
        superuser, for the job, which has locked them."""
        today = fields.Date.today()
        for programme in self:
            planned = programme.next_on
            programme.next_on = next_after(planned, programme.interval_months, today)
            if programme.as_circular:
                programme._send(planned)
            else:
                day = held_on(planned, programme.lead_days, today)
                programme._plan_session(day, planned)._invite(
                    programme._get_employees()
                )

    def _plan_session(self, day, planned=False):
        """A session on ``day``.

        :param planned: the date that it is held for; only once
        """
        session = self.env["capa.training"]._create_guarded(
            [{"programme_id": self.id, "planned_for": planned, "day": day}]
        )
        session._tell_responsible()
        return session

    def _send(self, planned):
        """Send the notice again: it replaces the one before."""
        before = self.circular_ids.filtered(
            lambda one: one.state == "published" and not one.replaced_by_id
        )
        circular = self.env["capa.circular"]._create_guarded(
            [
                {
                    "name": self.name,
                    "kind": "policy" if self.subject == "policy" else "training",
                    "text": self.text,
                    "company_id": self.company_id.id,
                    "policy_id": self.policy_id.id,
                    "programme_id": self.id,
                    "all_staff": self.all_staff,
                    "department_ids": [Command.set(self.department_ids.ids)],
                    "replaces_id": before[:1].id,
                    "proposed_for": f"{self._name},{self.id},{planned}",
                }
            ]
        )
        circular.action_publish()

    def action_plan(self):
        """Plan a session for those who are due and are not invited yet.

        :return: the action that opens it
        """
        self.ensure_one()
        self.check_access("write")
        today = fields.Date.today()
        day = held_on(today, self.lead_days, today)
        own = self.sudo()  # who may change the programme may plan a session of it
        session = own._plan_session(day)
        session._invite(own._get_employees(due_by=day))
        return session._open()

    def action_open_due(self):
        """Who is due, and when."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Who is due: %(name)s", name=self.name),
            "res_model": "capa.training.due",
            "view_mode": "list",
            "domain": [("programme_id", "=", self.id)],
        }
