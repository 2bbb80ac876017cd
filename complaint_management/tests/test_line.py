from datetime import date, timedelta

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command, Date
from odoo.tests import Form, tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .client_view import get_specification
from .sales_common import SalesCommon


@tagged("post_install", "-at_install")
class TestLine(SalesCommon):
    """What the customer says stays; what cannot be is refused; who registers needs no
    right on sales or stock (R-I04)."""

    def _open_form(self, user, case=None):
        cases = self.env["complaint.case"].with_user(user)
        form = Form(case.with_user(user) if case else cases)
        if not case:
            form.title = "Plates chipped"
            form.channel_id = self.hotline
            form.partner_id = self.dealer_buyer
            form.complainant_kind = "dealer"
        return form

    def _read_form(self, user, case):
        """As the web client reads the form of this user."""
        cases = self.env["complaint.case"].with_user(user)
        arch = cases.get_views([(False, "form")])["views"]["form"]["arch"]
        specification = get_specification(cases, arch)
        rows = specification["line_ids"]["fields"]
        for name in ("sale_line_id", "lot_id", "product_id"):
            rows[name] = {"fields": {"display_name": {}}}
        for name in ("record_delivered_qty", "record_amount", "difference"):
            rows[name] = {}
        return case.with_user(user).web_read(specification)[0]

    # ------------------------------------------------------------
    # DIFFERENCES
    # ------------------------------------------------------------

    def test_r_i04_what_the_customer_says_stays_beside_the_records(self):
        line = self._complain(
            order_reference="SO-1001",
            product_id=self.plate.id,
            delivered_qty=1250.5,
            delivered_on=date(2026, 3, 5),
            delivered_amount=1100,
        )
        self.assertEqual((line.delivered_qty, line.record_delivered_qty), (1250.5, 240))
        self.assertEqual((line.delivered_amount, line.record_amount), (1100, 1200))
        self.assertEqual(
            line.difference.replace("\N{NO-BREAK SPACE}", " "),
            "Delivered: customer 1,250.5 Units, our records 240 Units; "
            "Delivered on: customer 03/05/2026, our records 03/03/2026; "
            "Amount delivered: customer ¥ 1,100.00, our records ¥ 1,200.00",
        )

    def test_r_i04_nothing_delivered_is_a_difference(self):
        self._sell(number="SO-1002")
        line = self._complain(
            order_reference="SO-1002", delivered_qty=240, delivered_on=date(2026, 3, 5)
        )
        self.assertEqual(
            line.difference,
            "Delivered: customer 240 Units, our records 0 Units; "
            "Delivered on: customer 03/05/2026, our records none",
        )

    def test_r_i04_difference_in_the_language_of_the_user(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        line = self._complain(order_reference="SO-1001", delivered_on=date(2026, 3, 5))
        chinese = line.with_context(lang="zh_CN")
        self.assertIn("2026/03/05", chinese.difference)
        self.assertIn("03/05/2026", line.difference)

    def test_r_i04_corrected_number_takes_the_wrong_figures_away(self):
        order = self._sell(number="SO-1003")
        self._deliver(order, {self.lot_a: 12})
        line = self._complain(order_reference="SO-1003", delivered_on=date(2026, 3, 5))
        self.assertEqual(line.delivered_qty, 12)
        line.order_reference = "SO-1001"
        self.assertEqual(line.delivered_qty, 240)
        self.assertEqual(line.delivered_on, date(2026, 3, 5))
        line.order_reference = False
        self.assertEqual((line.delivered_qty, line.delivered_amount), (0, 0))
        self.assertEqual(line.delivered_on, date(2026, 3, 5))

    # ------------------------------------------------------------
    # WHILE TYPING, WITHOUT RIGHTS ON SALES OR STOCK
    # ------------------------------------------------------------

    def test_r_i04_figures_appear_while_typing(self):
        for user in (self.clerk, self.officer):
            form = self._open_form(user)
            with self.subTest(user.name), form.line_ids.new() as line:
                line.order_reference = "SO-1001"
                self.assertEqual(line.product_id, self.plate)
                self.assertEqual(line.delivered_qty, 240)
                self.assertEqual(line.record_amount, 1200)
                line.lot_name = "lot-b"
                self.assertEqual(line.delivered_qty, 40)
                line.delivered_qty = 50
                self.assertIn("50 Units", line.difference)
                line.defective_qty = 3
            saved = form.save().line_ids
            self.assertEqual((saved.lot_id, saved.delivered_qty), (self.lot_b, 50))
            self.assertEqual(saved.delivered_amount, 200)

    def test_r_i04_wrong_number_typed_first_leaves_nothing(self):
        self._deliver(self._sell(number="SO-1004"), {self.lot_a: 12})
        form = self._open_form(self.clerk)
        with form.line_ids.new() as line:
            line.order_reference = "SO-1004"
            self.assertEqual(line.delivered_qty, 12)
            line.order_reference = "SO-1001"
            self.assertEqual(line.delivered_qty, 240)
            self.assertFalse(line.difference)
        self.assertFalse(form.save().line_ids.difference)

    def test_r_i04_clerk_without_rights_reads_and_corrects_what_he_registered(self):
        self.assertFalse(
            self.env["sale.order"].with_user(self.clerk).has_access("read")
        )
        self.assertFalse(self.env["stock.lot"].with_user(self.clerk).has_access("read"))
        line = self._complain(
            self.clerk, order_reference="SO-1001", lot_name="LOT-A", delivered_qty=210
        )
        self.env.invalidate_all()
        for user in (self.clerk, self.officer):
            with self.subTest(user.name):
                read = self._read_form(user, line.case_id)["line_ids"][0]
                self.assertIn(read["lot_id"]["display_name"], ("LOT-A", "LOT-B"))
                self.assertIn("SO-1001", read["sale_line_id"]["display_name"])
                self.assertIn(read["record_amount"], (1000, 200))
                form = self._open_form(user, line.case_id)
                with form.line_ids.edit(0) as row:
                    row.defective_qty += 1
                    row.lot_name = "LOT-B" if user == self.clerk else "LOT-A"
                form.save()
        self.assertEqual((line.lot_id, line.defective_qty), (self.lot_a, 2))
        self.assertEqual(line.delivered_qty, 210)

    # ------------------------------------------------------------
    # BAD INPUT
    # ------------------------------------------------------------

    def assertRefused(self, words, **line):
        with self.assertRaisesRegex((ValidationError, UserError), words):
            self._complain(**line)

    def test_r_i04_negative_figures_are_refused(self):
        for name in (
            "ordered_qty",
            "delivered_qty",
            "defective_qty",
            "delivered_amount",
        ):
            with (
                self.subTest(name),
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.cr.savepoint(),
            ):
                self._complain(product_id=self.plate.id, **{name: -1})
                self.env.flush_all()

    def test_r_i04_more_defective_than_delivered_is_refused(self):
        self.assertRefused(
            "Plate: 11 Units are said to be defective, but only 10 Units were",
            product_id=self.plate.id,
            delivered_qty=10,
            defective_qty=11,
        )
        self.assertRefused(
            "only 240 Units", order_reference="SO-1001", defective_qty=241
        )
        line = self._complain(order_reference="SO-1001", defective_qty=240)
        with self.assertRaisesRegex(ValidationError, "only 240 Units"):
            line.defective_qty = 240.5

    def test_r_i04_day_to_come_is_refused(self):
        tomorrow = Date.context_today(self.env.user) + timedelta(days=2)
        for name in ("delivered_on", "purchased_on"):
            with self.subTest(name):
                self.assertRefused(
                    tomorrow.strftime("%m/%d/%Y"),
                    product_id=self.plate.id,
                    **{name: tomorrow},
                )

    def test_r_i04_lot_of_another_product_is_refused(self):
        self.assertRefused(
            "Lot LOT-A is of Plate, not of Cup",
            product_id=self.cup.id,
            lot_name="LOT-A",
        )
        self.assertRefused(
            "Lot LOT-A is of Plate, not of Cup",
            product_id=self.cup.id,
            lot_id=self.lot_a.id,
        )

    def test_r_i04_order_without_the_product_is_refused(self):
        self.assertRefused(
            "Order SO-1001 is of Plate, not of Cup",
            product_id=self.cup.id,
            order_reference="SO-1001",
        )
        self.assertRefused(
            "Order SO-1001 is of Plate, not of Cup",
            product_id=self.cup.id,
            sale_line_id=self.order.order_line.id,
        )

    def test_r_i04_order_of_another_customer_is_refused(self):
        for user in (self.clerk, self.officer):
            for kind in ("dealer", "agent", False):
                case = {"partner_id": self.customer.id, "complainant_kind": kind}
                with self.subTest(kind=kind, user=user.name):
                    self.assertRefused(
                        "Order SO-1001 is of another customer",
                        user=user,
                        order_reference="SO-1001",
                        case=case,
                    )

    def test_r_i03_consumer_and_user_bought_it_through_the_dealer(self):
        for kind in ("consumer", "user"):
            case = {"partner_id": self.customer.id, "complainant_kind": kind}
            with self.subTest(kind):
                line = self._complain(order_reference="SO-1001", case=case)
                self.assertEqual(line.sale_order_id, self.order)

    def test_r_i03_another_person_of_the_dealer(self):
        colleague = self.dealer_buyer.copy({"name": "Ms. Wu"})
        line = self._complain(
            order_reference="SO-1001", case={"partner_id": colleague.id}
        )
        self.assertEqual(line.sale_order_id, self.order)

    def test_r_i03_consumer_becomes_dealer(self):
        """Then the order of another customer has to go first."""
        case = {"partner_id": self.customer.id, "complainant_kind": "consumer"}
        line = self._complain(order_reference="SO-1001", case=case)
        with self.assertRaisesRegex(ValidationError, "of another customer"):
            line.case_id.complainant_kind = "dealer"
            self.env.flush_all()

    def test_r_i04_order_of_another_company_is_refused(self):
        foreign = self._sell(company=self.other_company)
        self.assertRefused("compan", sale_line_id=foreign.order_line.id)
        lot = self._create_lot("FOREIGN", company=self.other_company)
        self.assertRefused("compan", lot_id=lot.id)

    def test_r_i04_line_copied_with_its_case(self):
        line = self._complain(order_reference="SO-1001", delivered_qty=250)
        copied = line.case_id.copy().line_ids
        self.assertEqual((copied.delivered_qty, copied.ordered_qty), (250, 240))

    def test_r_i04_import_of_lines_by_command(self):
        case = self._register(partner_id=self.dealer.id)
        case.line_ids = [Command.create({"order_reference": "SO-1001"})]
        self.assertEqual(case.line_ids.product_id, self.plate)
