from odoo import fields, models
from odoo.tools import SQL

KINDS = [
    ("refund", "Refunds and reductions"),
    ("compensation", "Compensation"),
    ("goods", "Goods sent anew"),
    ("work", "Repairs and service"),
    ("spot", "Given on the spot"),
    ("scrap", "Scrapped"),
    ("other", "Other"),
]


class ComplaintCostReport(models.Model):
    """One row an amount that complaints cost: a remedy that was decided, what was given
    on the spot, blocked stock that was scrapped (R-F03). Read by who reads the case;
    scrap has none, it is read by those who read all."""

    _name = "complaint.cost.report"
    _inherit = "complaint.report.case.mixin"
    _description = "Cost of Complaints in Figures"
    _auto = False
    _counts = ("complaint.case", "complaint.remedy", "capa.containment.line")
    _order = "date desc, id desc"
    _rec_name = "kind"

    date = fields.Datetime(
        readonly=True, help="Receipt of the complaint; of scrap when it was."
    )
    kind = fields.Selection(KINDS, "Cost of", readonly=True)
    product_id = fields.Many2one("product.product", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    amount = fields.Monetary(readonly=True, aggregator="sum")

    def _get_select(self):
        return {
            **super()._get_select(),
            "id": SQL("a.id"),
            "company_id": SQL("a.company_id"),
            "date": SQL("COALESCE(a.date, c.received_on)"),
            "kind": SQL("a.kind"),
            "product_id": SQL("a.product_id"),
            "currency_id": self._get_currency(),
            "amount": self._convert(SQL("a.amount"), SQL("x")),
        }

    def _get_from(self):
        return SQL(
            """(%s UNION ALL %s UNION ALL %s) a
            LEFT JOIN complaint_case c ON c.id = a.case_id
            LEFT JOIN (%s) x ON x.currency_id = a.currency_id""",
            self._get_remedies(),
            self._get_spot(),
            self._get_scrap(),
            self._get_rates(),
        )

    def _get_remedies(self):
        return SQL(
            """SELECT m.id * 4 AS id, m.case_id, m.company_id, NULL::timestamp AS date,
                      CASE m.kind
                      WHEN 'refund' THEN 'refund' WHEN 'price_reduction' THEN 'refund'
                      WHEN 'compensation' THEN 'compensation'
                      WHEN 'replacement' THEN 'goods'
                      WHEN 'repair' THEN 'work' WHEN 'adjusted_service' THEN 'work'
                      ELSE 'other' END AS kind,
                      m.product_id, c.currency_id, m.cost::float8 AS amount
                 FROM complaint_remedy m JOIN complaint_case c ON c.id = m.case_id
                WHERE m.state IN ('approved', 'started', 'done') AND m.cost > 0"""
        )

    def _get_spot(self):
        return SQL(
            """SELECT id * 4 + 1, id, company_id, NULL, 'spot', NULL,
                      spot_currency_id, spot_amount::float8
                 FROM complaint_case WHERE spot_amount > 0"""
        )

    def _get_scrap(self):
        """At what the product costs now in the company."""
        return SQL(
            """SELECT b.id * 4 + 2, NULL, b.company_id, b.lifted_on, 'scrap',
                      b.product_id, o.currency_id,
                      b.quantity::float8
                      * COALESCE((p.standard_price ->> b.company_id::text)::float8, 0)
                 FROM capa_containment_line b
                 JOIN product_product p ON p.id = b.product_id
                 JOIN res_company o ON o.id = b.company_id
                WHERE b.disposition = 'scrapped' AND b.lifted_on IS NOT NULL"""
        )
