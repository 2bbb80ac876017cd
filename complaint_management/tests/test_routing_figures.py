import itertools

from lxml import etree
from odoo.fields import Command
from odoo.tests import tagged, warmup
from odoo.tools.safe_eval import safe_eval

from .client_view import get_specification
from .routing_common import RoutingCommon

OFF = ("mail_", "tracking_")


@tagged("post_install", "-at_install")
class TestRoutingFigures(RoutingCommon):
    """Queries of routing and duties, as a normal user on a warm registry
    (PERFORMANCE)."""

    def setUp(self):
        super().setUp()
        off = [key for key in self.env.context if key.startswith(OFF)]
        cases = self.env["complaint.case"].with_user(self.officer)
        self.cases = cases.with_context(**dict.fromkeys(off, False))
        self.plate = self.env["product.product"].create({"name": "Plate"})
        self.guests = itertools.count()
        self.others = [
            self._create_department(
                f"Plant {number}",
                "plant",
                self._create_user(f"head {number}", "base.group_user"),
            )
            for number in range(2, 5)
        ]

    def _prepare_vals(self, count=1):
        return [
            {
                "title": "Plate chipped",
                "channel_id": self.hotline.id,
                "category_id": self.quality.id,
                "partner_name": f"Guest {next(self.guests)}",
                "partner_email": f"guest{next(self.guests)}@example.com",
                "line_ids": [Command.create({"product_id": self.plate.id})],
            }
            for _number in range(count)
        ]

    def _cold(self):
        self.env.flush_all()
        self.env.invalidate_all()

    def _create_and_route(self, count=1):
        cases = self.cases.create(self._prepare_vals(count))
        cases._route()
        self.env.flush_all()
        return cases

    def _assert_routed(self, limit, count=1):
        self._create_and_route(count)
        self._cold()
        with self.assertQueryCount(limit):
            cases = self._create_and_route(count)
        self.assertEqual(cases.mapped("duty_count"), [1 + self.further] * count)

    further = 0

    @warmup
    def test_routed_to_one_department(self):
        """Registered, and routed to one department with an activity."""
        self._create_rule()
        self._assert_routed(42)

    @warmup
    def test_each_further_department(self):
        """With an activity for each of their heads."""
        self.further = 3
        self._create_rule("Four", *({"department_id": one.id} for one in self.others))
        self._assert_routed(42 + 3 * 12)

    @warmup
    def test_100_routed(self):
        self._create_rule()
        self._assert_routed(50, count=100)

    @warmup
    def test_my_duties(self):
        """A page of what one person owes, as its menu asks for it."""
        self._create_rule()
        self._create_and_route(80)
        self.env.flush_all()
        self.cr.execute("UPDATE complaint_duty SET due_on = opened_on")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "complaint_management.complaint_duty_action_mine"
        )
        domain = safe_eval(action["domain"], {"uid": self.plant_head.id})
        duties = self.env["complaint.duty"].with_user(self.plant_head)
        arch = duties.get_views([(False, "list")])["views"]["list"]["arch"]
        specification = get_specification(duties, arch)
        self.assertIn("due_on", specification)
        order = etree.fromstring(arch).get("default_order")
        self.assertEqual(order, "due_on, id")

        def read():
            return duties.web_search_read(
                domain, specification, limit=80, order=order, count_limit=10001
            )

        self.assertEqual(read()["length"], 80)
        self._cold()
        with self.assertQueryCount(10):
            read()
