from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..tools.evaluation import mark, rank, score
from .complaint_evaluation import ASKED

_OWN = {"readonly": True, "guarded": True}


class ComplaintEvaluationRow(models.Model):
    """One department or person in an evaluation: figures and marks as they were
    counted, what the supervisor says of it, and what whoever is concerned answers."""

    _name = "complaint.evaluation.row"
    _inherit = ["complaint.guarded.mixin", "mail.activity.mixin"]
    _description = "Evaluated Department or Person"
    _order = "evaluation_id desc, place, id"

    evaluation_id = fields.Many2one(
        "complaint.evaluation", required=True, index=True, ondelete="cascade", **_OWN
    )
    company_id = fields.Many2one(
        related="evaluation_id.company_id", store=True, precompute=True, index=True
    )
    state = fields.Selection(related="evaluation_id.state")
    department_id = fields.Many2one(
        "hr.department", index="btree_not_null", ondelete="restrict", **_OWN
    )
    employee_id = fields.Many2one(
        "hr.employee", "Person", index="btree_not_null", ondelete="restrict", **_OWN
    )
    concerned_id = fields.Many2one(
        "res.users", index="btree_not_null", ondelete="restrict", **_OWN
    )
    # stored: a rule runs from the record to the user
    reader_ids = fields.Many2many(
        "res.users", "complaint_evaluation_reader_rel", "row_id", "user_id", **_OWN
    )
    value_ids = fields.One2many("complaint.evaluation.value", "row_id", "Figures")
    score = fields.Float("Marks", digits=(5, 1), **_OWN)
    is_scored = fields.Boolean(**_OWN)
    place = fields.Integer(**_OWN)
    comment = fields.Text("Comment of the supervisor")
    answer = fields.Text("Answer of those concerned")
    answered_on = fields.Datetime("Answered on", **_OWN)
    is_concerned = fields.Boolean(compute="_compute_is_concerned")
    is_leader = fields.Boolean(compute="_compute_is_concerned")

    @api.depends("department_id", "employee_id")
    def _compute_display_name(self):
        for row in self:
            one = row.sudo()
            row.display_name = (
                one.employee_id.name or one.department_id.name or one.company_id.name
            )

    @api.depends("concerned_id")
    @api.depends_context("uid")
    def _compute_is_concerned(self):
        for row in self:
            row.is_concerned = row.concerned_id == self.env.user
            row.is_leader = row.sudo(False).evaluation_id.is_leader

    # ------------------------------------------------------------
    # CRUD: counted, not typed
    # ------------------------------------------------------------

    def write(self, vals):
        """Who leads it comments, who is concerned answers, until it is confirmed."""
        changed = set(vals) - {"activity_ids"}
        if changed and "confirmed" in self.mapped("state"):
            self.evaluation_id._refuse_change()
        for row in self if not self.env.su else ():
            allowed = {"comment"} if row.is_leader else set()
            if row.is_concerned and row.state == "heard":
                allowed |= {"answer"}
            if changed - allowed:
                raise AccessError(
                    self.env._(
                        "Who leads the evaluation comments on it; whom it is about "
                        "answers once it was put before him."
                    )
                )
        if "answer" in vals:
            self.sudo()._write_guarded({"answered_on": fields.Datetime.now()})
        return super().write(vals)

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise UserError(self.env._("Rows are counted, not typed."))
        return super().create(vals_list)

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Nobody follows it; activities call this.

        :return: ``True``, as Odoo's own
        """
        return True

    # ------------------------------------------------------------
    # DRAWING UP
    # ------------------------------------------------------------

    @api.model
    def _draw_up(self, evaluation):
        """The rows of ``evaluation``, counted anew; comments of those that stay are
        kept."""
        reader = self.env["complaint.evaluation.reader"]
        company = evaluation.company_id
        criteria = self.env["complaint.evaluation.criterion"].search(
            [("kind", "=", evaluation.kind)]
        )
        subjects = self._get_subjects(evaluation)
        values = reader._read_values(
            company,
            evaluation.date_from,
            evaluation.date_to,
            list(dict.fromkeys(criteria.mapped("code"))),
            subjects,
        )
        kept = {row._get_subject(): row.comment for row in evaluation.row_ids}
        evaluation.row_ids.unlink()
        rows = [
            self._prepare_row(evaluation, subject, criteria, values[subject])
            for subject in subjects
        ]
        rows = [row for row in rows if row["lines"]]
        self._give_places(rows)
        lines = [row.pop("lines") for row in rows]
        found = self._create_guarded(rows)
        self.env["complaint.evaluation.value"]._create_guarded(
            [
                {**line, "row_id": row.id}
                for row, some in zip(found, lines, strict=True)
                for line in some
            ]
        )
        for row in found:
            if comment := kept.get(row._get_subject()):
                row.comment = comment
        return found

    @api.model
    def _give_places(self, rows):
        """Departments among departments, people among people."""
        for name in ("department_id", "employee_id"):
            same = [row for row in rows if row[name]]
            scores = [row["score"] if row["is_scored"] else None for row in same]
            for row, place in zip(same, rank(scores), strict=True):
                row["place"] = place or len(same)

    @api.model
    def _get_subjects(self, evaluation):
        """Seam: who is evaluated: departments with a part in complaints and the people
        who handled them; in production the company as a whole and its plants."""
        company = evaluation.company_id
        domain = [("company_id", "=", company.id), ("complaint_kind", "!=", False)]
        if evaluation.kind == "production":
            domain.append(("complaint_kind", "=", "plant"))
        departments = self.env["hr.department"].search(domain, order="parent_path, id")
        if evaluation.kind == "production":
            return [company, *departments]
        reader = self.env["complaint.evaluation.reader"]
        moments = reader._get_moments(company, evaluation.date_from, evaluation.date_to)
        return [*departments, *reader._get_people(company, *moments)]

    def _get_subject(self):
        return self.employee_id or self.department_id or self.company_id

    @api.model
    def _prepare_row(self, evaluation, subject, criteria, values):
        person = subject._name == "hr.employee"
        asked = criteria.filtered("for_people" if person else "for_departments")
        lines = [
            self._prepare_value(criterion, values[criterion.code])
            for criterion in asked
            if values[criterion.code] is not None
        ]
        # whoever handled nothing has figures that are none
        busy = any(line["value"] for line in lines)
        result = score([(line["mark"], line["weight"]) for line in lines])
        concerned, readers = self._get_concerned(subject)
        return {
            "evaluation_id": evaluation.id,
            "place": 0,
            "employee_id": subject.id if person else False,
            "department_id": subject.id if subject._name == "hr.department" else False,
            "concerned_id": concerned.id,
            "reader_ids": [Command.set(readers.ids)],
            "score": result or 0.0,
            "is_scored": result is not None,
            "lines": lines if busy else [],
        }

    @api.model
    def _prepare_value(self, criterion, value):
        return {
            "criterion_id": criterion.id,
            "value": value,
            "mark": mark(value, criterion.worst, criterion.best),
            "weight": criterion.weight,
            "worst": criterion.worst,
            "best": criterion.best,
        }

    @api.model
    def _get_concerned(self, subject):
        """Who answers, and who reads it: the person himself and who heads him."""
        users = self.env["res.users"]
        if subject._name == "hr.employee":
            department = subject.sudo().department_id
            own = subject.sudo().user_id
            return own, own | (department and department._get_head_user()[0] or users)
        if subject._name == "hr.department":
            head = subject._get_head_user()[0]
            return head, head
        return users, users

    def _tell_concerned(self):
        for row in self.filtered("concerned_id"):
            env = row.with_context(
                lang=row.concerned_id.lang or self.env.lang,
                mail_activity_quick_update=True,
            ).env
            row.with_env(env).activity_schedule(
                ASKED,
                user_id=row.concerned_id.id,
                summary=env._("Read your evaluation; you may answer it"),
            )
