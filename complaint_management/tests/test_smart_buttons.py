from lxml import etree
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form, tagged, warmup

from .sales_common import SalesCommon

VIEWS = {
    "res.partner": "base.view_partner_form",
    "product.product": "product.product_normal_form_view",
    "product.template": "product.product_template_only_form_view",
    "stock.lot": "stock.view_production_lot_form",
    "sale.order": "sale.view_order_form",
}


@tagged("post_install", "-at_install")
class TestSmartButtons(SalesCommon):
    """Partner, product, lot and sale order show their complaints (R-I17)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.first = cls._complain(
            order_reference="SO-1001", lot_name="LOT-A", product_id=cls.plate.id
        ).case_id
        # two lines about one product are one complaint
        cls.first.line_ids = [Command.create({"product_id": cls.plate.id})]
        cls.second = cls._complain(
            product_id=cls.cup.id, case={"partner_id": cls.dealer.id}
        ).case_id
        cls.foreign = cls._as(cls.stranger, cls.first).create(
            {
                "title": "Of another company",
                "partner_id": cls.dealer.id,
                "line_ids": [Command.create({"product_id": cls.plate.id})],
            }
        )

    @classmethod
    def _as(cls, user, records):
        companies = user.company_ids.ids
        return records.with_user(user).with_context(allowed_company_ids=companies)

    def assertShows(self, record, cases, user=None):
        """The number on the button, and what it opens."""
        record = self._as(user or self.officer, record)
        self.assertEqual(record.complaint_count, len(cases), record.display_name)
        action = record.action_open_complaints()
        opened = self._as(user or self.officer, self.env[action["res_model"]])
        self.assertEqual(opened.search(action["domain"]), cases)
        return action

    def test_r_i17_company_shows_those_of_all_its_people(self):
        self.assertShows(self.dealer, self.first | self.second)
        self.assertShows(self.dealer, self.foreign, self.stranger)

    def test_r_i17_person_shows_his_own(self):
        action = self.assertShows(self.dealer_buyer, self.first)
        self.assertEqual(
            action["context"], {"default_partner_id": self.dealer_buyer.id}
        )
        self.assertShows(self.customer, self.first.browse())

    def test_r_i17_product(self):
        self.assertShows(self.plate, self.first)
        self.assertShows(self.cup, self.second)

    def test_r_i17_template_shows_those_of_all_variants(self):
        self.assertShows(self.plate.product_tmpl_id, self.first)
        both = self.plate.product_tmpl_id | self.cup.product_tmpl_id
        action = both.with_user(self.officer).action_open_complaints()
        cases = self.first.search(action["domain"])
        self.assertEqual(cases, self.first | self.second)

    def test_r_i17_lot(self):
        officer = self._create_user(
            "storekeeper",
            "stock.group_stock_user,complaint_management.group_complaint_officer",
        )
        self.assertShows(self.lot_a, self.first, officer)
        self.assertShows(self.lot_b, self.first.browse(), officer)

    def test_r_i17_sale_order(self):
        officer = self._create_user(
            "seller",
            "sales_team.group_sale_salesman_all_leads,complaint_management."
            "group_complaint_officer",
        )
        action = self.assertShows(self.order, self.first, officer)
        self.assertEqual(action["context"]["default_partner_id"], self.dealer.id)

    def _register_from(self, record):
        """A complaint that the officer registers with “New” from the smart button."""
        context = record.action_open_complaints()["context"]
        cases = self._as(self.officer, self.first).browse()
        with Form(cases.with_context(**context)) as form:
            form.title = "Glaze chipped"
        return form.record

    def test_r_i17_new_one_is_about_what_it_was_opened_from(self):
        case = self._register_from(self.order)
        self.assertEqual(case.partner_id, self.dealer)
        self.assertRecordValues(
            case.line_ids,
            [
                {
                    "product_id": self.plate.id,
                    "order_reference": "SO-1001",
                    "sale_line_id": self.order.order_line.id,
                    "delivered_qty": 240,
                }
            ],
        )
        lines = self._register_from(self.lot_a).line_ids
        self.assertRecordValues(
            lines, [{"product_id": self.plate.id, "lot_id": self.lot_a.id}]
        )
        for product in (self.cup, self.cup.product_tmpl_id):
            lines = self._register_from(product).line_ids
            self.assertEqual(lines.product_id, self.cup)
        self.assertFalse(self._register_from(self.dealer).line_ids)

    def test_r_i17_new_record_has_none(self):
        self.assertEqual(self.env["res.partner"].new({}).complaint_count, 0)

    @warmup
    def test_r_i17_page_of_80_costs_two_queries(self):
        partners = self.env["res.partner"].create(
            [{"name": f"Guest {number}"} for number in range(80)]
        )
        products = self.env["product.product"].create(
            [{"name": f"Cup {number}"} for number in range(80)]
        )
        for records in (partners, products, products.product_tmpl_id):
            records = records.with_user(self.officer).browse(records.ids)
            records.mapped("complaint_count")
            self.env.flush_all()
            self.env.invalidate_all()
            with self.subTest(records._name), self.assertQueryCount(2):
                records.mapped("complaint_count")

    # ------------------------------------------------------------
    # WHO SEES THEM
    # ------------------------------------------------------------

    def _get_button(self, model, user):
        view = self.env.ref(VIEWS[model])
        arch = self.env[model].with_user(user).get_view(view.id, "form")["arch"]
        return etree.fromstring(arch).findall(
            ".//button[@name='action_open_complaints']"
        )

    def test_r_i17_shown_to_those_who_read_complaints(self):
        for user in (self.officer, self.executive, self.supervisor):
            for model in ("res.partner", "product.product", "product.template"):
                with self.subTest(model, user=user.name):
                    self.assertEqual(len(self._get_button(model, user)), 1)

    def test_r_i07_figures_are_of_all_cases(self):
        """Pivot and graph start without the filter of the list."""
        action = self.env.ref("complaint_management.complaint_case_action_analysis")
        self.assertTrue(action.view_mode.startswith("pivot,graph"))
        self.assertNotIn("search_default", action.context)
        daily = self.env.ref("complaint_management.complaint_case_action")
        self.assertNotIn("pivot", daily.view_mode)

    def _create_salesman(self):
        """He works with customers, products, stock and orders, not with complaints."""
        return self._create_user(
            "salesman",
            "sales_team.group_sale_salesman_all_leads,stock.group_stock_user,"
            "base.group_partner_manager",
        )

    def _get_counted(self, user):
        """Records that are complained about in the first case, as ``user``."""
        counted = (self.dealer, self.plate, self.lot_a, self.order)
        return [record.with_user(user) for record in counted]

    def test_r_i17_who_has_none_of_them_sees_no_button(self):
        salesman = self._create_salesman()
        for record in self._get_counted(salesman):
            with (
                self.subTest(record._name),
                Form(record, VIEWS[record._name]) as form,
            ):
                self.assertFalse(form.complaint_shown)
                self.assertEqual(form.complaint_count, 0)

    def test_r_i17_employee_sees_the_button_for_what_he_handles(self):
        salesman = self._create_salesman()
        self.first.user_id = salesman
        for record in self._get_counted(salesman):
            with self.subTest(record._name):
                self.assertTrue(record.complaint_shown)
                self.assertShows(record, self.first, salesman)

    def test_r_i17_who_reads_all_is_shown_that_there_are_none(self):
        cup = self._create_product("Saucer").with_user(self.supervisor)
        self.assertTrue(cup.complaint_shown)
        self.assertEqual(cup.complaint_count, 0)

    def test_r_i17_outsiders_of_the_company_read_no_number(self):
        """The portal shows sale orders: the number of complaints is none of theirs."""
        buyer = self._create_user("portal buyer", "base.group_portal")
        with self.assertRaises(AccessError):
            self.dealer.with_user(buyer).read(["complaint_count"])
