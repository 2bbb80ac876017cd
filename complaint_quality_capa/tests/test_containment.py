from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from psycopg2 import IntegrityError

from .common import CapaCommon


@tagged("post_install", "-at_install")
class TestContainment(CapaCommon):
    """R-Q01: held back at once, lifted lot by lot with what became of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kettle.write({"is_storable": True, "tracking": "lot"})
        cls.lot, cls.good = cls.env["stock.lot"].create(
            [{"name": name, "product_id": cls.kettle.id} for name in ("L-1", "L-2")]
        )

    def _draft(self, **values):
        line = {"product_id": self.kettle.id, "lot_id": self.lot.id}
        return (
            self.env["capa.containment"]
            .with_user(self.quality_user)
            .create(
                {
                    "reason": "Leaks.",
                    "line_ids": [Command.create(line)],
                    **values,
                }
            )
        )

    def test_r_q01_blocked_at_once_without_an_approval(self):
        containment = self._contain(lots=self.lot)
        self.assertEqual(containment.state, "open")
        self.assertRegex(containment.number, r"^C\d{6}-\d{4}$")
        self.assertEqual(containment.opened_by_id, self.quality_user)
        self.assertRecordValues(
            containment.line_ids,
            [
                {
                    "state": "blocked",
                    "lot_id": self.lot.id,
                    "company_id": self.company.id,
                }
            ],
        )
        self.assertEqual(containment.line_ids.company_id, self.company)
        self.assertTrue(containment.line_ids.blocked_on)

    def test_r_q01_the_owner_of_the_plan_blocks_others_do_not(self):
        plan = self._create_plan()
        containment = self._contain(plan, lots=self.lot, user=self.owner)
        self.assertEqual(containment.state, "open")
        draft = self._draft(plan_id=plan.id)
        for user in (self.officer, self.doer, self.executive, self.clerk):
            with self.subTest(user=user.login), self._refused(AccessError, ""):
                draft.with_user(user).action_block()
        self.assertEqual(draft.state, "draft")

    def test_r_q01_nothing_is_blocked_without_saying_what(self):
        draft = self._draft(line_ids=False)
        with self._refused(UserError, "which lots or which products"):
            draft.action_block()

    def test_r_q01_the_same_lot_twice_joins(self):
        first = self._contain(lots=self.lot)
        second = self._contain(lots=self.lot)
        self.assertEqual(second.line_ids.state, "joined")
        self._lift(first.line_ids)
        self.assertEqual(first.state, "lifted")
        self.assertEqual(second.line_ids.state, "blocked", "it holds from now on")
        self._lift(second.line_ids)
        third = self._contain(lots=self.lot)
        self.assertEqual(third.line_ids.state, "blocked")

    def test_r_q01_a_joined_block_is_lifted_before_the_first(self):
        first = self._contain(lots=self.lot)
        second = self._contain(lots=self.lot)
        self._lift(second.line_ids)
        self.assertEqual(second.state, "lifted")
        self.assertEqual(first.line_ids.state, "blocked")

    def test_r_q01_one_holds_at_a_time_in_the_database_too(self):
        first = self._contain(lots=self.lot).line_ids
        second = self._contain(lots=self.lot).line_ids
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.env.cr.execute(
                "UPDATE capa_containment_line SET state = 'blocked' WHERE id IN %s",
                [(first + second)._ids],
            )

    def test_r_q01_lifted_by_quality_with_reason_and_evidence(self):
        plan = self._create_plan()
        line = self._contain(plan, lots=self.lot).line_ids
        with self._refused(UserError, "what became of it"):
            line.with_user(self.quality_user).action_lift()
        line.with_user(self.quality_user).write(
            {"disposition": "released", "lift_reason": "Tested."}
        )
        with self._refused(UserError, "Say what shows it"):
            line.with_user(self.quality_user).action_lift()
        line.with_user(self.quality_user).evidence = "Record 12."
        with self._refused(AccessError, "quality"):
            line.with_user(self.owner).evidence = "I say so."
        with self._refused(AccessError, ""):
            line.with_user(self.owner).action_lift()
        line.with_user(self.quality_user).action_lift()
        self.assertRecordValues(
            line, [{"state": "lifted", "lifted_by_id": self.quality_user.id}]
        )
        self.assertEqual(line.containment_id.state, "lifted")

    def test_r_q01_what_was_said_stays(self):
        containment = self._contain(lots=self.lot).with_user(self.quality_user)
        with self._refused(UserError, "stays as it is"):
            containment.reason = "Nothing."
        with self._refused(UserError, "stays on file"):
            containment.line_ids.lot_id = self.good
        with self._refused(UserError, "stays on file"):
            containment.line_ids.unlink()
        with self._refused(UserError, "stays on file"):
            containment.unlink()
        self._lift(containment.line_ids)
        with self._refused(UserError, "stays as it is"):
            containment.line_ids.evidence = "Other."
        with self._refused(UserError, "is over"):
            row = {"product_id": self.kettle.id, "lot_id": self.good.id}
            containment.line_ids = [Command.create(row)]

    def test_r_q01_a_draft_may_be_dropped(self):
        draft = self._draft()
        draft.unlink()
        self.assertFalse(draft.exists())

    def test_r_q01_more_lots_are_added_while_it_is_open(self):
        containment = self._contain(lots=self.lot).with_user(self.quality_user)
        row = {"product_id": self.kettle.id, "lot_id": self.good.id}
        containment.line_ids = [Command.create(row)]
        self.assertTrue(containment.has_draft)
        containment.action_block()
        self.assertEqual(set(containment.line_ids.mapped("state")), {"blocked"})

    def test_r_q01_steps_cannot_be_written_by_hand(self):
        containment = self._contain(lots=self.lot)
        for record in (containment, containment.line_ids):
            with self._refused(UserError, "cannot be set by hand"):
                record.sudo().write({"state": "lifted"})

    def test_r_q01_a_lot_belongs_to_its_product(self):
        other = self.env["product.product"].create({"name": "Pot"})
        with self._refused(ValidationError, "Choose a lot of the product"):
            row = {"product_id": other.id, "lot_id": self.lot.id}
            self._draft(line_ids=[Command.create(row)])

    def test_r_p03_the_reason_names_nobody(self):
        with self._refused(UserError, "Zhang"):
            self._draft(case_id=self._register_kettle().id, reason="Ms. Zhang is hurt")

    def test_r_q01_d3_is_passed_when_stock_is_blocked(self):
        plan = self._create_plan(containment_note=False)
        self.assertTrue(plan._guard_d3())
        self._draft(plan_id=plan.id)
        plan.invalidate_recordset()
        self.assertTrue(plan._guard_d3(), "nothing is blocked yet")
        self._contain(plan, lots=self.lot)
        self.assertFalse(plan._guard_d3())

    def test_r_q01_a_plan_and_a_complaint_propose_their_lots(self):
        case = self._register_kettle()
        case.line_ids.lot_id = self.lot
        plan = self._create_plan(case)
        for record in (case, plan):
            action = record.with_user(self.admin).action_contain()
            found = action["context"]["default_line_ids"]
            self.assertEqual(
                [row[2] for row in found],
                [{"product_id": self.kettle.id, "lot_id": self.lot.id}],
            )
        containment = self._contain(plan, lots=self.lot)
        self.assertEqual(plan.action_contain()["res_id"], containment.id)
