from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import HttpCase, freeze_time, tagged, warmup
from odoo.tools import mute_logger

from .learning_common import LearningCommon


@tagged("post_install", "-at_install")
class TestCircular(LearningCommon):
    """R-Q11, R-Q15: announced inside, read, and never changed afterwards."""

    def test_r_q11_whoever_it_is_for_gets_it_and_confirms_for_himself(self):
        circular = self._publish()
        mine = circular.learning_ids.filtered(lambda row: row.user_id == self.doer)
        self.assertEqual(circular.published_by_id, self.quality_user)
        self.assertEqual(
            circular.learning_ids.employee_id, self.worker | self.presser | self.chief
        )
        with self._refused(AccessError, "for himself"):
            mine.with_user(self.quality_user).action_confirm()
        mine.with_user(self.doer).action_confirm()
        self.assertEqual(mine.state, "read")
        self.assertEqual(mine.noted_by_id, self.doer)
        self.assertEqual(circular.with_user(self.doer).read_text, "1 of 3")
        with self._refused(UserError, "confirmed before"):
            mine.with_user(self.doer).action_confirm()

    def test_r_q11_departments_beneath_are_meant_too_and_others_are_not(self):
        circular = self._publish(department_ids=self.plant.ids)
        self.assertIn(self.presser, circular.learning_ids.employee_id)
        circular = self._publish(department_ids=self.presses.ids)
        self.assertEqual(circular.learning_ids.employee_id, self.presser)
        circular = self._publish(all_staff=True)
        self.assertIn(self.clerk_employee, circular.learning_ids.employee_id)
        self.assertEqual(circular.learning_ids.employee_id.company_id, self.company)

    def test_r_q11_who_has_no_login_is_noted_by_his_head_or_hr(self):
        row = self._publish().learning_ids.filtered(lambda one: not one.user_id)
        self.assertEqual(row.employee_id, self.presser)
        for user in (self.owner, self.hr_user, self.quality_user):
            with self.subTest(user=user.login), self.env.cr.savepoint() as savepoint:
                row.with_user(user).action_note_read()
                self.assertEqual((row.state, row.noted_by_id), ("read", user))
                savepoint.rollback()
                self.env.invalidate_all()
        with self._refused(AccessError, ""):
            row.with_user(self.doer).action_note_read()
        with self._refused(AccessError, "head of the department"):
            row.with_user(self.supervisor).action_note_read()
        other = row.circular_id.learning_ids - row
        with self._refused(UserError, "confirms for himself"):
            other[0].with_user(self.owner).action_note_read()

    def test_r_q15_what_was_published_does_not_change(self):
        circular = self._publish().with_user(self.quality_user)
        for vals in ({"text": "Other."}, {"name": "B"}, {"department_ids": [(5,)]}):
            with self._refused(UserError, "stays as it was read"):
                circular.write(vals)
        with self._refused(UserError, "stays as it was read"):
            circular.unlink()
        row = circular.learning_ids[0]
        for verb in (row.unlink, lambda: row.write({"state": "read"})):
            with self._refused((AccessError, UserError), ""):
                verb()
        with self._refused(UserError, "stays as it was noted"):
            row.with_user(self.doer).write({"name": "B"})

    def test_r_q15_a_correction_replaces_it_and_asks_anew(self):
        first = self._publish()
        reader = first.learning_ids.filtered(lambda row: row.user_id == self.doer)
        reader.with_user(self.doer).action_confirm()
        action = first.with_user(self.quality_user).action_correct()
        second = self.env["capa.circular"].browse(action["res_id"])
        self.assertEqual(second.text, first.text)
        second.with_user(self.quality_user).text = "Boil them twice."
        second.with_user(self.quality_user).action_publish()
        self.assertEqual(first.replaced_by_id, second)
        self.assertEqual(set(first.learning_ids.mapped("state")), {"read", "void"})
        self.assertEqual(set(second.learning_ids.mapped("state")), {"open"})
        action = first.with_user(self.quality_user).action_correct()
        third = self.env["capa.circular"].browse(action["res_id"])
        with self._refused(UserError, "already"):
            third.with_user(self.quality_user).action_publish()

    def test_r_q15_nothing_of_who_complained(self):
        plan = self._create_plan()
        for words in ("Ms. Zhang's kettle", "call 555 0101", "zhang@example.com"):
            with self._refused(ValidationError, "must not learn"):
                self._draft(plan_id=plan.id, text=words)
        circular = self._draft(text="Ms. Zhang's kettle leaks.")
        lesson = self._learn(plan)
        with self._refused(ValidationError, "must not learn"):
            circular.lesson_id = lesson
        # a complaint joins the plan after the text was written
        circular = self._draft(plan_id=plan.id, text="Mr. Wu's kettle leaks.")
        wu = self.env["res.partner"].create({"name": "Mr. Wu"})
        case = self._register_kettle(partner_id=wu.id)
        plan.sudo().write({"case_ids": [(4, case.id)]})
        with self._refused(ValidationError, "must not learn"):
            circular.action_publish()

    def test_r_q15_what_is_missing_is_said(self):
        with self._refused(UserError, "Write what everybody"):
            self._publish(text=" ")
        with self._refused(UserError, "Say to whom"):
            self._publish(department_ids=[])
        empty = self.plant.create({"name": "Empty", "company_id": self.company.id})
        with self._refused(UserError, "Nobody works there"):
            self._publish(department_ids=empty.ids)
        with self._refused(AccessError, "Quality"):
            self._draft().with_user(self.supervisor).action_publish()

    def test_r_p03_others_read_neither_the_circular_nor_who_has_read(self):
        circular = self._publish()
        rows = circular.learning_ids
        self.assertTrue(circular.with_user(self.doer).has_access("read"))
        self.assertFalse(circular.with_user(self.clerk).has_access("read"))
        draft = self._draft()
        self.assertFalse(draft.with_user(self.doer).has_access("read"))
        seen = self.env["capa.learning"].with_user(self.doer).search([])
        self.assertEqual(seen & rows, rows.filtered(lambda r: r.user_id == self.doer))
        seen = self.env["capa.learning"].with_user(self.owner).search([])
        self.assertEqual(seen & rows, rows)  # head of the plant, of his people

    def test_r_q15_a_major_case_that_is_closed_is_proposed_once(self):
        case = self._bring_to("approved", line_ids=self._get_kettle_line())
        case.facts = "It leaks."
        case._make_major("Someone was hurt.")
        case.action_propose_plan()
        case.action_confirm()
        self._tell(case)
        case.action_close()
        draft = self._get_proposed(case)
        self.assertEqual(draft.state, "draft")
        self.assertEqual(draft.announce_by, self._day(5))
        self.assertIn("It leaks.", draft.text)
        self.assertIn(self.quality_user, draft.activity_ids.user_id)
        case.with_user(self.officer).action_investigate("Again.")
        self.env["capa.circular"]._propose_for_cases(case)
        self.assertEqual(self._get_proposed(case), draft)

    def test_r_q15_a_case_that_is_not_major_is_not_announced(self):
        case = self._bring_to("closed")
        self.assertFalse(self._get_proposed(case))

    def test_r_q15_a_plan_with_effect_is_proposed_without_names(self):
        plan = self._bring_plan_to("effective")
        own = plan.with_user(self.owner)
        own.write({"prevention": "All.", "conclusion": "Thanks to Ms. Zhang."})
        self._learn(plan)
        own.action_close()
        draft = self._get_proposed(plan)
        self.assertEqual(draft.plan_id, plan)
        self.assertIn("Measure 1", draft.text)
        self.assertNotIn("Zhang", draft.text)

    def test_r_q15_a_company_that_does_not_want_it_is_not_asked(self):
        self.company.write({"capa_announce_plans": False})
        plan = self._bring_plan_to("closed")
        self.assertFalse(self._get_proposed(plan))

    def _get_proposed(self, record):
        key = f"{record._name},{record.id}"
        return self.env["capa.circular"].search([("proposed_for", "=", key)])


@tagged("post_install", "-at_install")
class TestCircularReminder(LearningCommon):
    """R-Q11: told at once, late, and the head a week later."""

    def test_r_q11_told_at_once_late_and_the_head_after_a_week(self):
        circular = self._publish(department_ids=self.plant.ids)
        mine = circular.learning_ids.filtered(lambda row: row.user_id == self.doer)
        due = (mine.due_on.date() - self.today).days
        self.assertEqual(due, 7)
        for days, users in (
            (0, self.doer | self.owner),
            (7, self.doer | self.owner),
            (8, self.doer | self.owner),
            (15, self.doer | self.owner),
        ):
            self._run_job(days)
            self.assertEqual(self._get_asked(circular).user_id, users, days)
        heads = self._get_asked(circular).filtered(
            lambda one: one.user_id == self.owner and "your people" in one.summary
        )
        self.assertEqual(len(heads), 1)
        self.assertIn("2 of your people", heads.summary)
        self.assertFalse(circular.learning_ids.filtered("next_alarm_on"))

    def test_r_q11_a_second_run_tells_nobody_twice(self):
        circular = self._publish()
        self._run_job()
        asked = self._get_asked(circular)
        self._run_job()
        self.assertEqual(self._get_asked(circular), asked)

    def test_r_q11_who_has_read_is_not_reminded(self):
        circular = self._publish()
        self._run_job()
        for row in circular.learning_ids.filtered("user_id"):
            row.with_user(row.user_id).action_confirm()
        self.assertFalse(self._get_asked(circular))
        self._run_job(8)
        # the head is asked for the one without a login
        asked = self._get_asked(circular)
        self.assertEqual(asked.user_id, self.owner)
        self.assertIn("1 of your people", asked.summary)

    def test_r_q15_a_draft_that_is_late_goes_up(self):
        """Soon due: who may publish it; late: the head of quality; a week late: the
        vice GM in charge. Published or dropped, nobody is asked any more."""
        boss = self._create_user("boss", "base.group_user")
        own = {"company_id": self.company.id}
        head = self.env["hr.employee"].create(
            {"name": "Boss", "user_id": boss.id, **own}
        )
        self.env["hr.department"].create(
            {
                "name": "Quality",
                "complaint_kind": "quality",
                "manager_id": head.id,
                "executive_id": self.plant.executive_id.id,
                **own,
            }
        )
        draft = self._draft().sudo()
        draft._write_guarded({"announce_by": self._day(10)})
        job = self.env.ref("complaint_quality_capa.ir_cron_capa_reminder").sudo()
        domain = [("res_model", "=", draft._name), ("res_id", "=", draft.id)]
        for days, users in (
            (6, self.env["res.users"]),
            (7, self.quality_user),
            (11, self.quality_user | boss),
            (18, self.quality_user | boss | self.vice),
        ):
            with freeze_time(self._day(days)), self.enter_registry_test_mode():
                job.method_direct_trigger()
            self.env.invalidate_all()
            asked = self.env["mail.activity"].search(domain)
            self.assertEqual(asked.user_id & (users | boss | self.vice), users, days)
        self.assertIn("Late", asked[0].summary)
        draft.with_user(self.quality_user).action_publish()
        self.assertFalse(self.env["mail.activity"].search(domain))
        self.assertFalse(draft.next_alarm_on)

    @mute_logger("odoo.addons.complaint_management.tools.batches")
    def test_who_cannot_be_told_is_set_aside(self):
        circular = self._publish()
        with self._failing("_prepare_reminders"):
            self._run_job()
        self.assertFalse(circular.learning_ids.filtered("next_alarm_on"))

    def test_r_p06_who_joins_later_is_given_the_policy_notice_in_force(self):
        notice = self._publish(kind="policy")
        other = self._publish()
        new = self._hire("Newcomer", self.presses)
        self._run_job(20)
        self.assertIn(new, notice.learning_ids.employee_id)
        self.assertNotIn(new, other.learning_ids.employee_id)
        row = notice.learning_ids.filtered(lambda one: one.employee_id == new)
        self.assertEqual(row.due_on.date(), self._day(27))
        count = len(notice.learning_ids)
        self._run_job(20)
        self.assertEqual(len(notice.learning_ids), count)


@tagged("post_install", "-at_install")
class TestCircularFigures(LearningCommon):
    @warmup
    def test_publishing_to_1000_employees(self):
        """R-Q11: ≤ 30 queries, the rows by the hundred."""
        known = self.env["hr.employee"].search_count(
            [("company_id", "=", self.company.id)]
        )
        self._hire_many(1000 - known)
        circular = self._draft(all_staff=True)
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(30):
            circular.action_publish()
            self.env.flush_all()
        self.assertEqual(len(circular.learning_ids), 1000)

    @warmup
    def test_job_of_a_batch(self):
        """A batch of 380 people: as many queries as for one, but for the rows that are
        written by the hundred."""
        self._hire_many(400, login=True)
        rows = self._publish(all_staff=True).learning_ids
        job = self.env["capa.learning.job"]
        job._remind(rows[:20])
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(60):
            job._remind(rows[20:])
            self.env.flush_all()

    @warmup
    def test_my_reading(self):
        for number in range(12):
            self._publish(name=f"Notice {number}")
        rows = self.env["capa.learning"].with_user(self.doer)
        specification = dict.fromkeys(
            ["name", "kind", "due_on", "done_on", "state", "is_late", "is_mine"], {}
        )
        specification["employee_id"] = {"fields": {"display_name": {}}}
        specification["circular_id"] = {"fields": {"display_name": {}}}
        domain = [("user_id", "=", self.doer.id)]
        rows.web_search_read(domain, specification)
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(10):
            found = rows.web_search_read(domain, specification)
        self.assertEqual(found["length"], 12)


@tagged("post_install", "-at_install")
class TestCircularTour(LearningCommon, HttpCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_r_q11_read_and_confirmed_on_a_phone(self):
        row = self._publish().learning_ids.filtered(lambda r: r.user_id == self.doer)
        self.start_tour("/odoo/my-learning", "capa_learning_read", login="doer")
        self.env.invalidate_all()
        self.assertEqual(row.state, "read")
        self.assertLess(row.done_on - fields.Datetime.now(), timedelta(minutes=5))
