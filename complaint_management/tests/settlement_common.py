from odoo.fields import Command

from .sales_common import SalesCommon


class SettlementCommon(SalesCommon):
    """A dealer who got 240 plates for 1,200 and was invoiced; bookkeeper and storeman,
    who have no part in complaints."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["account.chart.template"].try_loading(
            "generic_coa", company=cls.company, install_demo=False
        )
        cls.company.currency_id = cls.env.ref("base.CNY")  # the chart brings its own
        cls.bookkeeper = cls._create_user("bookkeeper", "account.group_account_invoice")
        cls.storeman = cls._create_user("storeman", "stock.group_stock_user")
        cls.company.complaint_account_id = cls.env["account.account"].search(
            [("company_ids", "in", cls.company.ids), ("account_type", "=", "expense")],
            limit=1,
        )

    def _invoice(self, tax=0):
        """The posted invoice of the order, with ``tax`` per cent on top."""
        line = self.order.order_line[:1]
        if tax:
            taxes = self.env["account.tax"].create(
                {
                    "name": f"VAT {tax}",
                    "amount": tax,
                    "company_id": self.company.id,
                    "price_include_override": "tax_excluded",
                }
            )
            line.tax_ids = taxes
        invoice = self.order._create_invoices()
        invoice.invoice_date = "2026-03-05"
        invoice.action_post()
        return invoice

    def _decide(self, kind, **values):
        """An approved remedy of ``kind`` for the plates of lot A."""
        lot = values.pop("lot", self.lot_a)
        line = {
            "product_id": self.plate.id,
            "sale_line_id": self.order.order_line[:1].id,
            "lot_id": lot.id,
            "lot_name": lot.name,
            "defective_qty": values.pop("defective_qty", 20),
        }
        case = self._register(
            partner_id=self.dealer.id, line_ids=[Command.create(line)]
        )
        case.action_accept()
        remedy = self._propose(case, kind, line_id=case.line_ids.id, **values)
        case.action_submit()
        case.with_user(self.executive).action_approve()
        self.assertEqual(remedy.state, "approved")
        return remedy

    def _make(self, remedy, user):
        """The document that ``user`` makes of ``remedy``, in his name."""
        action = remedy.with_user(user).action_make_document()
        document = self.env[action["res_model"]].browse(action["res_id"])
        return document.with_user(user)
