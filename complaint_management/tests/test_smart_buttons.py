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
        self.assertEqual(action["context"], {"default_partner_id": self.dealer.id})

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

    def test_r_i17_hidden_from_others(self):
        everything = (
            "sales_team.group_sale_salesman_all_leads,stock.group_stock_user,"
            "base.group_partner_manager"
        )
        salesman = self._create_user("salesman", everything)
        for model in VIEWS:
            with self.subTest(model):
                self.assertFalse(self._get_button(model, salesman))
        for model in ("res.partner", "product.product", "product.template"):
            with self.subTest(model, user="clerk"):
                self.assertFalse(self._get_button(model, self.clerk))
        for record in (self.dealer, self.plate, self.lot_a, self.order):
            record = record.with_user(salesman)
            with self.subTest(record._name), self.assertRaises(AccessError):
                record.read(["complaint_count"])
            with Form(record, VIEWS[record._name]) as form:
                self.assertNotIn("complaint_count", form._view["fields"])
