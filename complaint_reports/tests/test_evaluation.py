from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged
from psycopg2 import IntegrityError

from .evaluation_common import EvaluationCommon


@tagged("post_install", "-at_install")
class TestEvaluation(EvaluationCommon):
    """R-P05: half-yearly evaluation of each department; R-R06: assessment by department
    and person, from the data."""

    # ------------------------------------------------------------
    # FROM THE DATA
    # ------------------------------------------------------------

    def test_r_p05_a_row_for_each_department_and_person_who_had_a_part(self):
        evaluation = self._evaluate()
        rows = evaluation.sudo().row_ids
        self.assertEqual(rows.department_id, self.service)
        self.assertEqual(rows.employee_id, self.officer_employee)
        row = self._get_row(evaluation, self.service)
        self.assertEqual(row.concerned_id, self.owner)
        repeats = self._get_value(row, "repeat_share")
        self.assertEqual((repeats.value, repeats.weight), (25.0, 1.0))
        self.assertEqual(repeats.mark, 0.0)

    def test_r_r06_marks_follow_the_criteria(self):
        criterion = self.env.ref(
            "complaint_reports.complaint_evaluation_criterion_repeat_share"
        )
        evaluation = self._evaluate()
        criterion.worst = 50
        evaluation.action_count()
        row = self._get_row(evaluation, self.service)
        self.assertEqual(self._get_value(row, "repeat_share").mark, 50.0)
        with self._refused(ValidationError, "There is no figure"):
            criterion.code = "moon"
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            criterion.best = 50
            self.env.flush_all()

    def test_r_r06_criteria_are_chosen_by_the_names_of_figures(self):
        """Whatever is counted for a mark can be chosen, by its name."""
        criteria = self.env["complaint.evaluation.criterion"].with_user(self.admin)
        names = dict(criteria.fields_get(["code"])["code"]["selection"])
        self.assertEqual(names["repeat_share"], "Repeats")
        self.assertEqual(names["duties_on_time"], "Answered on time when asked")
        own = self.env["complaint.evaluation.reader"]
        self.assertEqual(set(own._get_own_codes()), set(own._get_own_names()))

    def test_r_r06_faults_are_counted(self):
        kind = self.env["capa.fault.kind"].search([], limit=1)
        fault = self.env["capa.fault"].create(
            {
                "name": "Asked too late",
                "case_id": self.cases[0].id,
                "kind_id": kind.id,
                "department_id": self.service.id,
            }
        )
        moment = fields.Datetime.now() - timedelta(5)
        fault.sudo()._write_guarded({"noted_on": moment})
        row = self._get_row(self._evaluate(), self.service)
        self.assertEqual(self._get_value(row, "faults").value, 1)

    def test_r_r06_production_delivery_quality_loss(self):
        """Led by the executive vice GM; of the company and its plants."""
        self.plant.complaint_kind = "plant"
        self._deliver(1000, 30)
        line = self.cases[0].line_ids
        line.defective_qty = 5
        evaluation = self._evaluate("production", self.executive)
        self.assertEqual(evaluation.user_id, self.executive)
        row = self._get_row(evaluation, self.company)
        self.assertEqual(self._get_value(row, "defects").value, 5000.0)
        self.assertEqual(self._get_value(row, "scrap").value, 0.0)
        self.assertEqual(row.display_name, self.company.name)
        evaluation.write(
            {"department_row_ids": [Command.update(row.id, {"comment": "Well done."})]}
        )
        self.assertEqual(row.comment, "Well done.")

    # ------------------------------------------------------------
    # STEPS
    # ------------------------------------------------------------

    def test_r_p05_commented_answered_confirmed_told_and_kept(self):
        self._appoint(self.admin)
        evaluation = self._evaluate()
        row = self._get_row(evaluation, self.service).with_user(self.supervisor)
        row.comment = "Repeats are many."
        evaluation.action_hear()
        self.assertEqual(row.sudo().activity_ids.user_id, self.owner)
        own = row.with_user(self.owner)
        own.answer = "One customer wrote twice."
        self.assertTrue(own.answered_on)
        evaluation.action_confirm()
        self.assertEqual(evaluation.state, "confirmed")
        told = evaluation.sudo().activity_ids.user_id
        self.assertEqual(told, self.admin | self.executive)
        before = row.score
        self._complain(9, 30, department_id=self.service.id)
        with self._refused(UserError, "stays as it is"):
            evaluation.action_count()
        with self._refused(UserError, "stays as it is"):
            own.answer = "Two."
        with self._refused(UserError, "stays as it is"):
            evaluation.summary = "All is well."
        with self._refused(UserError, "stays as it is"):
            evaluation.unlink()
        self.assertEqual(row.score, before)

    def test_r_p05_what_was_put_before_them_is_not_moved_beside_a_draft(self):
        heard = self._evaluate()
        heard.action_hear()
        both = heard | self._evaluate(date_from=self._day(-90))
        with self._refused(UserError, "stays as it is"):
            both.write({"date_to": self._day(-2)})

    def test_r_p05_who_is_concerned_answers_once_it_is_put_before_him(self):
        evaluation = self._evaluate()
        row = self._get_row(evaluation, self.service)
        own = row.with_user(self.owner)
        self.assertFalse(own.has_access("read"), "still drawn up")
        evaluation.action_hear()
        with self._refused(AccessError, "comments on it"):
            own.comment = "Very good."
        with self._refused(AccessError, "comments on it"):
            row.with_user(self.supervisor).write({"score": 100})
        with self._refused(AccessError, "answers once"):
            row.with_user(self.supervisor).answer = "I agree."

    def test_r_p05_drawn_up_anew_keeps_the_comments(self):
        evaluation = self._evaluate()
        row = self._get_row(evaluation, self.service)
        row.with_user(self.supervisor).comment = "Repeats are many."
        evaluation.action_hear()
        evaluation.action_withdraw("A department is missing.")
        evaluation.action_count()
        again = self._get_row(evaluation, self.service)
        self.assertEqual(again.comment, "Repeats are many.")

    # ------------------------------------------------------------
    # WHO SEES IT
    # ------------------------------------------------------------

    def test_r_p05_each_sees_his_own_heads_their_people_the_top_all(self):
        evaluation = self._evaluate()
        evaluation.action_hear()
        rows = self.env["complaint.evaluation.row"]
        domain = [("evaluation_id", "=", evaluation.id)]
        seen = {
            user: set(rows.with_user(user).search(domain).sudo().mapped("display_name"))
            for user in (
                self.officer,
                self.owner,
                self.executive,
                self.supervisor,
                self.clerk,
            )
        }
        both = {"Service", "Officer"}
        self.assertEqual(seen[self.officer], {"Officer"})
        self.assertEqual(seen[self.owner], both)
        self.assertEqual(seen[self.executive], both)
        self.assertEqual(seen[self.supervisor], both)
        self.assertFalse(seen[self.clerk])
        values = self.env["complaint.evaluation.value"].with_user(self.officer)
        self.assertEqual(
            values.search(domain).row_id.sudo().employee_id.name, "Officer"
        )

    def test_r_p05_nobody_else_draws_one_up(self):
        for user in (self.officer, self.owner):
            with self.assertRaises(AccessError):
                self._evaluate(user=user)
        mine = self._evaluate()
        with self.assertRaises(AccessError):
            mine.with_user(self.executive).action_hear()

    # ------------------------------------------------------------
    # BY ITSELF
    # ------------------------------------------------------------

    def test_r_p05_the_job_draws_them_up_once_each_half_year(self):
        year = self.today.year
        planner = self.env["complaint.evaluation.planner"]
        with freeze_time(f"{year + 1}-01-03"):
            planner._draw_up(self.company)
            planner._draw_up(self.company)
        found = self.env["complaint.evaluation"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertEqual(
            {(one.kind, one.user_id) for one in found},
            {("handling", self.supervisor), ("production", self.executive)},
        )
        self.assertEqual(len(found), 2)
        self.assertEqual(
            found.mapped("date_to"), [fields.Date.to_date(f"{year}-12-31")] * 2
        )
        self.assertEqual(found.activity_ids.user_id, found.user_id)

    def test_r_p05_a_period_is_over_before_it_is_evaluated(self):
        with self._refused(ValidationError, "when it is over"):
            self._evaluate(date_to=self._day(0))
