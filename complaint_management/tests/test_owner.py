from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .routing_common import RoutingCommon


@tagged("post_install", "-at_install")
class TestOwner(RoutingCommon):
    """R-D12: the department that owns the cases; the branch that faces the customer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.market_head = cls._create_user("market head", "base.group_user")
        cls.market = cls._create_department("Market", "market", cls.market_head)
        cls.env["complaint.policy"].create(
            {
                "name": "Market owns",
                "company_id": cls.company.id,
                "valid_from": "2020-01-01",
                "owner_kind": "market",
            }
        )

    def test_r_d12_the_owner_department_reads_every_case_and_what_hangs_on_it(self):
        case = self._register(line_ids=[(0, 0, {"product_text": "Kettle"})])
        duty = self._ask(case)
        self.assertEqual(case.owner_department_id, self.market)
        for record in (case, case.line_ids, duty):
            mine = record.with_user(self.market_head)
            self.assertTrue(mine.has_access("read"), record)
            self.assertFalse(mine.has_access("write"), record)
        self.assertIn(case, case.with_user(self.market_head).search([]))
        self.assertFalse(case.with_user(self.potter).has_access("read"))

    def test_r_d12_who_leaves_the_owner_department_reads_no_longer(self):
        case = self._register()
        self.market.manager_id.department_id = self.plant
        self.market.manager_id = False
        self.assertFalse(case.with_user(self.market_head).has_access("read"))

    def test_r_d12_another_department_becomes_the_owner(self):
        """The owner is found anew, however often it was asked for."""
        self._register()
        self.market.complaint_kind = False
        self.laboratory.complaint_kind = "market"
        self.assertEqual(self._register().owner_department_id, self.laboratory)

    def test_r_i21_the_branch_is_that_of_who_received_it(self):
        branch = self._create_department("Hamburg", "sales_branch", self.chemist)
        store = self._create_department("Store 1", "store", parent_id=branch.id)
        counter = self._create_department(
            "Counter", False, False, self.clerk, parent_id=store.id
        )
        self.assertTrue(counter)
        self.assertEqual(self._register(self.clerk).branch_id, store)
        self.assertEqual(self._register(self.chemist).branch_id, branch)
        self.assertFalse(self._register(self.officer).branch_id)

    def test_r_i21_who_is_transferred_registers_for_the_other_branch(self):
        one = self._create_department("Hamburg", "sales_branch", self.clerk)
        other = self._create_department("Berlin", "sales_branch", self.chemist)
        self.assertEqual(self._register(self.clerk).branch_id, one)
        one.manager_id.department_id = other
        one.manager_id = False
        self.env.flush_all()
        self.assertEqual(self._register(self.clerk).branch_id, other)

    def test_r_i21_the_branch_is_that_of_the_channel(self):
        branch = self._create_department("Hamburg", "sales_branch", self.chemist)
        channel = self.env["complaint.channel"].create(
            {
                "name": "Opinion book",
                "company_id": self.company.id,
                "department_id": branch.id,
            }
        )
        case = self._register(channel_id=channel.id)
        self.assertEqual(case.branch_id, branch)

    def test_r_d12_the_owner_department_chases_who_is_late(self):
        case = self._register()
        duty = self._ask(case)
        with self.assertRaises(AccessError):
            duty.with_user(self.potter).action_chase("Now")
        mine = duty.with_user(self.market_head)
        self.assertEqual(mine.action_chase()["res_model"], "complaint.duty.note")
        mine.action_chase("Due yesterday")
        self.assertEqual(duty.chase_count, 1)
        self.assertTrue(duty.chased_on)
        message = duty.message_ids[0]
        self.assertIn("Due yesterday", message.body)
        self.assertEqual(message.author_id, self.market_head.partner_id)
        self.assertIn("Plant 1 was chased", case.message_ids[0].body)
        urged = duty.activity_ids.filtered(
            lambda one: "Due yesterday" in (one.note or "")
        )
        self.assertEqual(urged.user_id, self.plant_head)
        self._answer(duty)
        with self.assertRaisesRegex(UserError, "owes nothing now"):
            mine.action_chase("Once more")

    def test_a_department_shows_what_it_owes(self):
        """To its people and to officers; to others nothing. One query for many."""
        departments = self.plant | self.laboratory
        self._ask(self._register())
        self._ask(self._register(), self.laboratory).action_cancel("Not needed")
        for user, shown, count in (
            (self.plant_head, True, 1),
            (self.potter, True, 1),
            (self.officer, True, 1),
            (self.chemist, False, 0),
        ):
            plant = self.plant.with_user(user)
            self.assertEqual(plant.complaint_duty_shown, shown, user.name)
            self.assertEqual(plant.complaint_duty_count, count, user.name)
        mine = departments.with_user(self.officer)
        self.assertEqual(mine.mapped("complaint_duty_count"), [1, 0])
        mine.invalidate_recordset(["complaint_duty_count", "complaint_duty_shown"])
        with self.assertQueryCount(1):
            mine.mapped("complaint_duty_count")
        action = self.plant.with_user(self.potter).action_open_complaint_duties()
        found = self.env["complaint.duty"].with_user(self.potter)
        self.assertEqual(found.search(action["domain"]).department_id, self.plant)
