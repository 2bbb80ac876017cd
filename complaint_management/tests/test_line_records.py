from datetime import date

from odoo.fields import Command
from odoo.tests import tagged

from .sales_common import SalesCommon

THIRD_OF_MARCH = date(2026, 3, 3)


@tagged("post_install", "-at_install")
class TestLineRecords(SalesCommon):
    """Product, quantities, delivery date and amount come from the company's own sales
    and deliveries (R-I04)."""

    def assertFigures(self, line, ordered, delivered, day, amount):
        self.assertEqual(
            (
                line.record_ordered_qty,
                line.record_delivered_qty,
                line.record_delivered_on,
                line.record_amount,
            ),
            (ordered, delivered, day, amount),
        )

    def test_r_i04_order_number_brings_the_figures(self):
        line = self._complain(order_reference="SO-1001", product_id=self.plate.id)
        self.assertEqual(line.sale_order_id, self.order)
        self.assertFigures(line, 240, 240, THIRD_OF_MARCH, 1200)
        self.assertRecordValues(
            line,
            [
                {
                    "ordered_qty": 240,
                    "delivered_qty": 240,
                    "delivered_on": THIRD_OF_MARCH,
                    "delivered_amount": 1200,
                    "difference": False,
                }
            ],
        )

    def test_r_i04_order_names_its_only_product(self):
        line = self._complain(order_reference="SO-1001")
        self.assertEqual(line.product_id, self.plate)
        self.assertEqual(line.sale_order_id, self.order)

    def test_r_i04_lot_narrows_the_figures(self):
        line = self._complain(order_reference="SO-1001", lot_name="LOT-B")
        self.assertEqual(line.lot_id, self.lot_b)
        self.assertFigures(line, 240, 40, THIRD_OF_MARCH, 200)

    def test_r_i04_lot_says_which_product_of_the_order(self):
        self._sell(
            {"product_id": self.plate.id, "product_uom_qty": 7, "price_unit": 5},
            {"product_id": self.cup.id, "product_uom_qty": 9, "price_unit": 2},
            number="SO-1002",
        )
        lot = self._create_lot("LOT-C", self.cup)
        line = self._complain(order_reference="SO-1002", lot_name="LOT-C")
        self.assertEqual((line.product_id, line.lot_id), (self.cup, lot))
        self.assertEqual(line.record_ordered_qty, 9)
        unclear = self._complain(order_reference="SO-1002")
        self.assertFalse(unclear.product_id)
        self.assertFalse(unclear.record_ordered_qty)

    def test_r_i04_order_with_two_lines_of_one_product(self):
        plates = {"product_id": self.plate.id, "price_unit": 5}
        order = self._sell(
            {**plates, "product_uom_qty": 10},
            {**plates, "product_uom_qty": 20, "price_unit": 4},
            number="SO-1003",
        )
        moves = order.picking_ids.move_ids.sorted("product_uom_qty")
        moves[0].quantity, moves[1].quantity = 10, 20
        for move, lot in zip(moves, (self.lot_a, self.lot_b), strict=True):
            move.move_line_ids.lot_id = lot
        moves.picked = True
        self._validate(order.picking_ids, "2026-03-02 20:00:00")
        line = self._complain(order_reference="SO-1003", product_id=self.plate.id)
        self.assertFigures(line, 30, 30, THIRD_OF_MARCH, 130)

    def test_r_i04_several_orders_are_several_lines(self):
        self._sell(number="SO-1004")
        rows = [
            Command.create({"order_reference": number, "product_id": self.plate.id})
            for number in ("SO-1001", "SO-1004")
        ]
        lines = self._register(partner_id=self.dealer.id, line_ids=rows).line_ids
        self.assertEqual(lines.mapped("record_delivered_qty"), [240, 0])

    def test_r_i04_number_typed_as_people_do(self):
        for number in (" so-1001 ", "SO - 1001", "ＳＯ－１００１"):
            with self.subTest(number):
                line = self._complain(order_reference=number, lot_name=" lot-a")
                self.assertEqual(line.sale_order_id, self.order)
                self.assertEqual(line.lot_id, self.lot_a)
                self.assertEqual(line.order_reference, number.strip() and number)

    def test_r_i04_order_in_dozens(self):
        order = self._sell(
            {
                "product_id": self.plate.id,
                "product_uom_id": self.env.ref("uom.product_uom_dozen").id,
                "product_uom_qty": 2,
                "price_unit": 60,
            },
            number="SO-1005",
        )
        self._deliver(order, {self.lot_a: 24})
        line = self._complain(order_reference="SO-1005", product_id=self.plate.id)
        self.assertFigures(line, 24, 24, THIRD_OF_MARCH, 120)

    def test_r_i04_partial_delivery(self):
        order = self._sell(number="SO-1006")
        self._deliver(order, {self.lot_a: 100})
        line = self._complain(order_reference="SO-1006", product_id=self.plate.id)
        self.assertFigures(line, 240, 100, THIRD_OF_MARCH, 500)

    def test_r_i04_return_is_taken_off_and_shown(self):
        order = self._sell(number="SO-1007")
        sent = self._deliver(order, {self.lot_a: 240})
        self._send_back(sent, 40, self.lot_a)
        for lot in (False, "LOT-A"):
            with self.subTest(lot=lot):
                line = self._complain(
                    order_reference="SO-1007",
                    product_id=self.plate.id,
                    lot_name=lot,
                    defective_qty=240,
                )
                self.assertFigures(line, 240, 200, THIRD_OF_MARCH, 1000)
                self.assertEqual(line.record_returned_qty, 40)

    def test_r_i04_discount(self):
        order = self._sell(
            {
                "product_id": self.plate.id,
                "product_uom_qty": 10,
                "price_unit": 5,
                "discount": 20,
            },
            number="SO-1008",
        )
        self._deliver(order, {self.lot_a: 10})
        line = self._complain(order_reference="SO-1008", product_id=self.plate.id)
        self.assertEqual(line.record_amount, 40)

    def test_r_i04_order_in_another_currency(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        pricelist = self.env["product.pricelist"].create(
            {"name": "Abroad", "currency_id": euro.id, "company_id": self.company.id}
        )
        order = self._sell(number="SO-1009", pricelist_id=pricelist.id)
        self._deliver(order, {self.lot_a: 240})
        line = self._complain(
            order_reference="SO-1009", product_id=self.plate.id, delivered_amount=1300
        )
        self.assertEqual(line.currency_id, euro)
        self.assertEqual(line.delivered_amount, 1300)
        self.assertIn("€", line.difference)

    def test_r_i04_service_has_no_delivery_but_a_figure(self):
        engraving = self._create_product(
            "Engraving", type="service", is_storable=False, tracking="none"
        )
        order = self._sell(
            {"product_id": engraving.id, "product_uom_qty": 3, "price_unit": 10},
            number="SO-1010",
        )
        order.order_line.qty_delivered = 2
        line = self._complain(order_reference="SO-1010")
        self.assertFigures(line, 3, 2, False, 20)

    def test_r_i04_quotation_is_no_sale(self):
        order = self.order.copy({"name": "SO-1011"})
        self.assertEqual(order.state, "draft")
        line = self._complain(order_reference="SO-1011", product_id=self.plate.id)
        self.assertFalse(line.sale_line_id)

    def test_r_i04_same_number_in_another_company(self):
        shared = self.env["res.partner"].create({"name": "Buys from both"})
        self._sell(number="SO-7", company=self.other_company, customer=shared)
        line = self._complain(order_reference="SO-7", case={"partner_id": shared.id})
        self.assertFalse(line.sale_line_id)
        self.assertFalse(line.product_id)
        own = self._sell(number="SO-7", customer=shared)
        line = self._complain(order_reference="SO-7", case={"partner_id": shared.id})
        self.assertEqual(line.sale_order_id, own)

    def test_r_i04_lot_of_the_same_name_for_two_products(self):
        lots = self._create_lot("0001") | self._create_lot("0001", self.cup)
        self.assertFalse(self._complain(lot_name="0001").lot_id)
        line = self._complain(lot_name="0001", product_id=self.cup.id)
        self.assertEqual(line.lot_id, lots[1])
        line = self._complain(lot_name="0001", order_reference="SO-1001")
        self.assertEqual(line.lot_id, lots[0])

    def test_r_i04_lot_of_another_company(self):
        self._create_lot("FOREIGN", company=self.other_company)
        self.assertFalse(self._complain(lot_name="FOREIGN").lot_id)

    def test_r_i04_lot_without_an_order(self):
        """A lot went to several customers: each is told of his own only."""
        other = self.env["res.partner"].create({"name": "Silver House"})
        self._deliver(self._sell(number="SO-1012", customer=other), {self.lot_a: 30})
        line = self._complain(lot_name="LOT-A")
        self.assertEqual(line.product_id, self.plate)
        self.assertFigures(line, 240, 200, THIRD_OF_MARCH, 1000)
        line = self._complain(
            lot_name="LOT-A",
            case={"partner_id": self.customer.id, "complainant_kind": "consumer"},
        )
        self.assertEqual(line.lot_id, self.lot_a)
        self.assertFigures(line, 0, 0, False, 0)

    def test_r_i04_customer_names_his_own_order_number(self):
        self.order.client_order_ref = "PO-77"
        line = self._complain(order_reference="po-77")
        self.assertEqual(line.sale_order_id, self.order)
        self.assertEqual(line.product_id, self.plate)
        # of another customer the same number says nothing, nor of nobody known
        for partner in (self.customer.id, False):
            line = self._complain(
                order_reference="PO-77",
                case={"partner_id": partner, "partner_name": "Guest"},
            )
            self.assertFalse(line.sale_line_id)
        # ours comes first; theirs on two orders names none
        second = self._sell(number="SO-1020", client_order_ref="SO-1001")
        line = self._complain(order_reference="SO-1001")
        self.assertEqual(line.sale_order_id, self.order)
        second.client_order_ref = "PO-77"
        self.assertFalse(self._complain(order_reference="PO-77").sale_line_id)

    def test_r_i04_lot_of_one_delivery_names_the_order(self):
        line = self._complain(lot_name="LOT-A")
        self.assertEqual(line.sale_order_id, self.order)
        self.assertFalse(line.order_reference)
        # another customer's delivery of the lot changes nothing
        other = self.env["res.partner"].create({"name": "Silver House"})
        self._deliver(self._sell(number="SO-1021", customer=other), {self.lot_a: 30})
        line = self._complain(lot_name="LOT-A")
        self.assertEqual(line.sale_order_id, self.order)
        consumer = {"partner_id": self.customer.id, "complainant_kind": "consumer"}
        self.assertFalse(self._complain(lot_name="LOT-A", case=consumer).sale_line_id)
        # a second one to the same customer leaves it open
        self._deliver(self._sell(number="SO-1022"), {self.lot_a: 30})
        self.assertFalse(self._complain(lot_name="LOT-A").sale_line_id)
        line = self._complain(lot_name="LOT-B", order_reference="X-9")
        self.assertFalse(line.sale_line_id, "what he names and nobody finds stays open")

    def test_r_i04_lot_of_one_dealer_tells_the_consumer(self):
        consumer = {"partner_id": self.customer.id, "complainant_kind": "consumer"}
        line = self._complain(lot_name="LOT-B", case=consumer)
        self.assertFigures(line, 240, 40, THIRD_OF_MARCH, 200)
        stranger = {"partner_id": self.customer.id, "complainant_kind": "dealer"}
        line = self._complain(lot_name="LOT-B", case=stranger)
        self.assertFigures(line, 0, 0, False, 0)

    def test_r_i04_later_delivery_is_no_difference(self):
        """What was taken from the records is not what the customer says."""
        order = self._sell(number="SO-1013")
        self._deliver(order, {self.lot_a: 100})
        line = self._complain(order_reference="SO-1013", product_id=self.plate.id)
        order.order_line.qty_delivered_method = "manual"
        order.order_line.qty_delivered = 240
        self.env.invalidate_all()
        self.assertEqual((line.delivered_qty, line.record_delivered_qty), (100, 240))
        self.assertFalse(line.difference)

    def test_r_i04_product_that_is_not_in_the_catalogue(self):
        line = self._complain(product_text="Old blue teapot", order_reference="X-9")
        self.assertEqual(line.display_name, "Old blue teapot")
        self.assertFigures(line, 0, 0, False, 0)
        self.assertEqual(line.order_reference, "X-9")

    def test_r_i04_hundred_lines_in_one_search(self):
        rows = [
            Command.create(
                {"product_id": self.plate.id, "order_reference": name, "lot_name": lot}
            )
            for name, lot in (("SO-1001", "LOT-A"), ("X-9", "X-9")) * 50
        ]
        self._complain(order_reference="SO-1001", lot_name="LOT-A")
        self.env.flush_all()
        with self.assertQueryCount(20):
            case = self._register(partner_id=self.dealer.id, line_ids=rows)
            self.env.flush_all()
        self.assertEqual(case.line_ids.mapped("record_delivered_qty"), [200, 0] * 50)

    def test_r_i14_order_or_lot_alone_is_compared_by_its_product(self):
        """As typed in a form, so by the API: the product counts, not the category."""
        first = self._complain(product_id=self.plate.id).case_id
        cup = self._sell(
            {"product_id": self.cup.id, "product_uom_qty": 9, "price_unit": 2},
            number="SO-1030",
        )
        self.assertFalse(self._complain(order_reference=cup.name).case_id.repeat_of_id)
        again = self._complain(order_reference="SO-1001").case_id
        self.assertEqual(again.repeat_of_id, first)
        third = self._complain(lot_name="LOT-B").case_id
        self.assertEqual(third.repeat_of_id, again)
