from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
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

    def test_r_q02_the_diagram_hangs_causes_on_their_branches(self):
        plan = self._bring_plan_to("planning").with_user(self.owner)
        drawn = plan.diagram
        self.assertEqual(len(drawn["branches"]), 6)
        crack, steel, escape = drawn["causes"]
        self.assertEqual(steel["parent"], crack["id"])
        self.assertEqual(steel["branch"], "material")
        self.assertTrue(steel["root"])
        self.assertEqual(escape["kind"], "escape")

    def test_r_q02_lots_are_compared(self):
        plan = self._create_plan()
        self.kettle.write({"is_storable": True, "tracking": "lot"})
        lots = self.env["stock.lot"].create(
            [
                {"name": name, "product_id": self.kettle.id}
                for name in ("L1", "L2", "L3")
            ]
        )
        for lot, bad in ((lots[0], 2), (lots[1], 9)):
            self._deliver(lot, 100)
            line = {
                "product_id": self.kettle.id,
                "lot_id": lot.id,
                "defective_qty": bad,
            }
            self._register(line_ids=[Command.create(line)])
        self._deliver(lots[2], 50)
        plan.lot_ids = lots[1]
        rows = plan.with_user(self.owner).get_lot_comparison()
        self.assertEqual([row["name"] for row in rows], ["L2", "L1", "L3"])
        self.assertEqual([row["rate"] for row in rows], ["90.0", "20.0", "0.0"])
        self.assertEqual([row["complaints"] for row in rows], [1, 1, 0])
        self.assertTrue(rows[0]["ours"])
        with self.assertRaises(AccessError):
            plan.with_user(self.clerk).get_lot_comparison()

    def _deliver(self, lot, quantity):
        """So many of a lot left the house."""
        stock = self.env["stock.warehouse"].search(
            [("company_id", "=", self.company.id)], limit=1
        )
        customers = self.env.ref("stock.stock_location_customers")
        move = self.env["stock.move"].create(
            {
                "product_id": lot.product_id.id,
                "product_uom_qty": quantity,
                "location_id": stock.lot_stock_id.id,
                "location_dest_id": customers.id,
                "company_id": self.company.id,
                "move_line_ids": [
                    Command.create(
                        {
                            "product_id": lot.product_id.id,
                            "lot_id": lot.id,
                            "quantity": quantity,
                            "location_id": stock.lot_stock_id.id,
                            "location_dest_id": customers.id,
                        }
                    )
                ],
            }
        )
        move._action_confirm()
        move.picked = True
        move._action_done()
