from odoo.exceptions import RedirectWarning, UserError
from odoo.fields import Domain
from odoo.tests import tagged

from .common import CapaCommon


@tagged("post_install", "-at_install")
class TestSuccession(CapaCommon):
    """Issue 4, bad input: who follows a plan or carries out a measure leaves when
    somebody else does."""

    def _hand_over(self, user, successor):
        form = self.env["complaint.succession"].with_user(self.admin)
        form = form.create(
            {
                "user_id": user.id,
                "successor_id": successor.id,
                "reason": "Retires",
            }
        )
        form.action_hand_over()

    def test_who_has_something_to_do_in_a_plan_is_not_archived(self):
        plan = self._bring_plan_to("acting")
        for user, words in (
            (self.owner, f"Owner: {plan.number}"),
            (self.doer, "Person: Measure 1, Measure 2"),
            (self.verifier, "Verifier: "),
        ):
            with self.assertRaises(RedirectWarning) as caught:
                user.active = False
            self.assertIn(words, caught.exception.args[0])

    def test_the_successor_carries_it_out_and_is_asked(self):
        plan = self._bring_plan_to("acting")
        second = self._create_user("second", "base.group_user")
        self._hand_over(self.doer, second)
        self.assertEqual(plan.action_ids.user_id, second)
        self.assertEqual(plan.action_ids.activity_ids.user_id, second)
        self.assertIn("Retires", plan.message_ids[0].body)
        measure = plan.action_ids[0].with_user(second)
        measure.evidence = "Record 12."
        measure.action_done()
        self.assertEqual(measure.state, "done")
        self.doer.active = False

    def test_r_a05_what_is_being_decided_stays_as_it_was_put_up(self):
        plan = self._bring_plan_to("deciding")
        second = self._create_user("second", "base.group_user")
        with self._refused(UserError, "is being decided"):
            self._hand_over(self.doer, second)
        self.assertEqual(plan.action_ids.user_id, self.doer)

    def test_r_q05_nobody_verifies_what_he_takes_over(self):
        plan = self._bring_plan_to("acting")
        with self._refused(UserError, "carries out a measure"):
            self._hand_over(self.doer, self.verifier)
        self.assertEqual(plan.action_ids.user_id, self.doer)

    def test_whatever_is_owed_can_be_handed_over(self):
        """What is guarded, and what has no chatter, too."""
        for model, name, _domain in self.env["res.users"]._get_owed_domains(self.doer):
            with self.subTest(model=model):
                fields = self.env[model]._fields
                self.assertIn("company_id", fields)
                self.env[model].search(Domain(name, "=", self.doer.id))
                self.assertTrue(hasattr(self.env[model], "_write_guarded"))
