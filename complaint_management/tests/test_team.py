from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .routing_common import RoutingCommon


@tagged("post_install", "-at_install")
class TestTeam(RoutingCommon):
    """R-D06: the standing team of heads, and a team formed for one case."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team = cls.env["complaint.team"].create(
            {
                "name": "Five heads",
                "company_id": cls.company.id,
                "leader_id": cls.quality_head.id,
                "member_ids": [(6, 0, [cls.plant_head.id])],
            }
        )

    def test_r_d06_the_team_is_asked_and_its_leader_names_a_member(self):
        duty = self._ask(
            self._register(), department_id=False, team_id=self.team.id, kind="team"
        )
        self.assertEqual(duty.head_id, self.quality_head)
        self.assertEqual(self._get_todo(duty), self.quality_head)
        self.assertTrue(duty.with_user(self.plant_head).has_access("read"))
        self.assertFalse(duty.with_user(self.potter).has_access("read"))
        with self.assertRaisesRegex(ValidationError, "not of Five heads"):
            duty.with_user(self.quality_head).action_name_handler(self.potter.id)
        duty.with_user(self.quality_head).action_name_handler(self.plant_head.id)
        self.assertEqual(duty.handler_id, self.plant_head)

    def test_r_d06_a_team_is_formed_for_one_case(self):
        case = self._register()
        team = (
            self.env["complaint.team"]
            .with_user(self.officer)
            .create(
                {"name": "Kettles", "leader_id": self.potter.id, "case_id": case.id}
            )
        )
        duty = self._ask(case, department_id=False, team_id=team.id)
        self.assertEqual(duty.display_name, f"{case.number} · Kettles")

    def test_r_d06_a_rule_asks_the_team(self):
        self._create_rule("All", {"target": "team", "team_id": self.team.id})
        self.assertAsked(self._accept(), "Plant 1", "Five heads")

    def test_a_leader_who_has_left_is_passed_over(self):
        self.env["complaint.post"].create(
            {"kind": "gm", "user_id": self.executive.id, "company_id": self.company.id}
        )
        self.quality_head.active = False
        duty = self._ask(self._register(), department_id=False, team_id=self.team.id)
        self.assertEqual(duty.head_id, self.executive)

    def test_a_stranger_is_not_of_the_team(self):
        with self.assertRaisesRegex(ValidationError, "Stranger cannot be of the team"):
            self.team.member_ids += self.stranger

    def test_a_duty_is_asked_of_a_department_or_a_team(self):
        with self.assertRaisesRegex(Exception, "asked_check"), self.cr.savepoint():
            self._ask(self._register(), team_id=self.team.id)
