from odoo.tests import tagged

from .policy_common import PolicyCommon


@tagged("post_install", "-at_install")
class TestPolicyI(PolicyCommon):
    """Policy I: 24 hours to the standing team of five heads; team, technology,
    production, quality, reply, each after the one before."""

    code = "I"

    def test_r_t04_handed_to_the_team_in_24_hours(self):
        self._go_through(
            "hand_over",
            "2027-04-04 10:00",  # a Sunday before a holiday: hours run on
            "2027-04-05 10:00",
            self._register,
            self._accept,
        )

    def test_r_d06_the_team_is_of_the_heads(self):
        team = self._get("team")
        self.assertEqual(team.leader_id, self.head)
        self.assertFalse(self.faults)

    def test_r_d16_each_step_opens_when_the_one_before_is_done(self):
        case = self._accept()
        steps = case.duty_ids.sorted("sequence")
        self.assertEqual(
            steps.mapped("kind"),
            ["team", "technology", "unit", "quality", "team", "lead"],
        )
        for step in steps:
            self.assertEqual(step.state, "open", step.kind)
            later = steps.filtered(lambda one, now=step: one.sequence > now.sequence)
            self.assertEqual(set(later.mapped("state")) - {"waiting"}, set())
            self._reply(step)
            step.with_user(self.officer).action_accept_answer()

    def test_r_i23_the_type_is_asked_first(self):
        [test] = self._register()._get_open_tests()
        self.assertIn("type", test.name)
