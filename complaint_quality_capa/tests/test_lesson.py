from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import CapaCommon


@tagged("post_install", "-at_install")
class TestLesson(CapaCommon):
    """R-Q11: what was learnt is written, found again, and names nobody."""

    def _find_like(self, record, user):
        action = record.with_user(user).action_open_lessons()
        return self.env["capa.lesson"].with_user(user).search(action["domain"])

    def test_r_q11_no_plan_closes_without_a_lesson_or_the_reason(self):
        plan = self._bring_plan_to("effective")
        own = plan.with_user(self.owner)
        own.write({"prevention": "All kettles.", "conclusion": "Learned."})
        with self._refused(UserError, "why there is no lesson"):
            own.action_close()
        self.assertIn("no lesson", plan.hint)
        own.no_lesson = "  "
        with self._refused(UserError, "why there is no lesson"):
            own.action_close()
        own.no_lesson = "The training of buyers says so already."
        own.action_close()
        self.assertEqual(plan.state, "closed")

    def test_r_q11_a_lesson_opens_the_gate_and_stays(self):
        plan = self._bring_plan_to("closed")
        lesson = plan.lesson_ids
        self.assertEqual(lesson.noted_by_id, self.owner)
        self.assertEqual(lesson.category_id, plan.category_id)
        self.assertEqual(lesson.product_ids, self.kettle)
        self.assertEqual(lesson.department_ids, self.plant)
        with self._refused(UserError, "stays"):
            lesson.with_user(self.quality_user).unlink()

    def test_r_q11_whoever_looks_into_the_same_finds_it(self):
        lesson = self._learn(self._create_plan())
        same = self._register_kettle(category_id=False)
        other = self._register(
            category_id=self.env.ref(
                "complaint_management.complaint_category_service_quality"
            ).id
        )
        self.assertIn(lesson, self._find_like(same, self.officer))
        self.assertNotIn(lesson, self._find_like(other, self.officer))
        later = self._create_plan(same)
        self.assertEqual(later.with_user(self.owner).lesson_like_count, 1)
        self.assertFalse(lesson.plan_id.with_user(self.owner).lesson_like_count)
        self.assertIn(lesson, self._find_like(later, self.owner))

    def test_r_q11_a_lesson_about_a_kind_of_product_or_category_is_found(self):
        lessons = self.env["capa.lesson"].with_user(self.quality_user)
        values = {"name": "Boil it", "text": "Cold water shows nothing."}
        kind = self.kettle.categ_id.create({"name": "Kettles"})
        self.kettle.categ_id = kind.create({"name": "Steel", "parent_id": kind.id})
        of_kind = lessons.create({**values, "product_categ_ids": kind.ids})
        above = self.quality.parent_id or self.quality
        of_category = lessons.create({**values, "category_id": above.id})
        case = self._register_kettle()
        found = self._find_like(case, self.officer)
        self.assertEqual(found, of_category | of_kind)

    def test_r_p03_a_lesson_that_says_who_complained_is_refused(self):
        plan = self._create_plan()
        for words in ("Ms. Zhang was right", "Call 555-0101", "zhang@example.com"):
            with self._refused(ValidationError, "must not learn"):
                self._learn(plan, text=words)
        lesson = self._learn(plan)
        with self._refused(ValidationError, "must not learn"):
            lesson.procedure = "As Ms. Zhang said."
        loose = {"name": "A", "text": "Ms. Zhang.", "plan_id": False}
        with self._refused(ValidationError, "must not learn"):
            self._learn(
                plan, self.officer, **loose, case_ids=plan.sudo()._get_cases().ids
            )

    def test_r_p04_its_changes_are_kept_and_its_author_is_not_typed_in(self):
        lesson = self._learn(self._create_plan())
        lesson.with_user(self.owner).text = "Steel of no other supplier."
        trail = self.env["complaint.trail"].search(
            [("res_model", "=", "capa.lesson"), ("res_id", "=", lesson.id)]
        )
        self.assertEqual(trail.user_id, self.owner)
        with self._refused(UserError, "cannot be set by hand"):
            lesson.with_user(self.owner).noted_by_id = self.doer
