from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import CapaCommon


@tagged("post_install", "-at_install")
class TestCause(CapaCommon):
    """R-Q02: five whys as a tree, under the branches of 6M."""

    def test_r_q02_an_answer_is_of_the_branch_and_kind_of_its_question(self):
        plan = self._bring_plan_to("analysing")
        causes = self.env["capa.cause"].with_user(self.owner)
        why = causes.create(
            {
                "plan_id": plan.id,
                "name": "Not seen",
                "branch": "machine",
                "kind": "escape",
            }
        )
        for number in range(2, 6):
            why = causes.create(
                {"plan_id": plan.id, "name": f"Why {number}", "parent_id": why.id}
            )
        self.assertEqual(why.depth, 5)
        self.assertEqual((why.branch, why.kind), ("machine", "escape"))

    def test_a_cause_is_never_its_own_nor_of_another_plan(self):
        plan, other = self._create_plan(), self._create_plan()
        self._analyse(plan)
        self._analyse(other)
        first = plan.cause_ids[0]
        with self._refused(UserError, "Recursion|its own cause"):
            first.parent_id = plan.cause_ids.filtered("parent_id")
        with self._refused(ValidationError, "same plan"):
            first.parent_id = other.cause_ids[0]

    def test_who_is_asked_in_a_plan_reads_causes_and_changes_none(self):
        plan = self._bring_plan_to("acting")
        cause = plan.cause_ids[0].with_user(self.doer)
        self.assertTrue(cause.name)
        with self.assertRaises(AccessError):
            cause.evidence = "I do not think so."
