from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import format_date
from odoo.tools.misc import formatLang

READERS = (
    "complaint_quality_capa.group_complaint_quality",
    "complaint_management.group_complaint_officer",
    "complaint_management.group_complaint_executive",
    "complaint_management.group_complaint_supervisor",
)


class CapaContainmentDelivered(models.AbstractModel):
    """Which customers have got what is blocked (R-Q01). Counted whenever it is asked
    for: what left in the very moment of the block is in it."""

    _name = "capa.containment.delivered"
    _inherit = "capa.containment.told"
    _description = "Deliveries of blocked stock"

    look_back = fields.Integer(
        "Days looked back",
        default=90,
        help="So many days before it was blocked are looked at for customers who have "
        "got it already.",
    )
    may_see_customers = fields.Boolean(compute="_compute_may_see_customers")

    _look_back_check = models.Constraint(
        "CHECK (COALESCE(look_back, 0) BETWEEN 0 AND 3650)",
        "Look back from 0 to 3650 days.",
    )

    def _compute_may_see_customers(self):
        reader = any(map(self.env.user.has_group, READERS))
        for containment in self:
            containment.may_see_customers = reader or containment._is_owner()

    def get_delivered(self):
        """What was delivered of it in the last days, and what came back, by customer.

        :return: a list of dicts, by name of the customer: ``id``, ``customer``,
            ``what``, ``delivered``, ``returned``, ``last``, ``documents``, ``seller``;
            figures and days as texts in the reader's language
        :raises AccessError: the containment may not be read, or its customers not
        """
        self.ensure_one()
        self.check_access("read")
        if not self.may_see_customers:
            raise AccessError(
                self.env._(
                    "Who has got it is shown to the quality department, the owner of "
                    "the plan and who reads all complaints."
                )
            )
        return [
            self._tell_delivered(key, row)
            for key, row in sorted(
                self.sudo()._count_delivered().items(),
                key=lambda item: (item[0][0].name or "", item[0][1].id),
            )
        ]

    def _count_delivered(self):
        """:return: dict, customer and block → delivered, returned, days, transfers"""
        blocks = self.line_ids.filtered(lambda line: line.state != "draft")
        found = {}
        for column, place in enumerate(("location_dest_id", "location_id")):
            for picking, product, lot, quantity, day in self._read_moved(blocks, place):
                customer = picking.partner_id.commercial_partner_id
                block = blocks.filtered(
                    lambda line, product=product, lot=lot: (
                        line.product_id == product
                        and line.lot_id in (lot, lot.browse())
                    )
                )[:1]
                row = found.setdefault((customer, block), [0.0, 0.0, None, picking])
                row[column] += quantity
                if not column:
                    row[2] = max(filter(None, (row[2], day)))
                    row[3] |= picking
        return found

    def _read_moved(self, blocks, place):
        since = (self.opened_on or fields.Datetime.now()) - timedelta(self.look_back)
        return self.env["stock.move.line"]._read_group(
            self._get_stock_domain(blocks)
            & Domain(
                [
                    ("state", "=", "done"),
                    ("date", ">=", since),
                    (f"{place}.usage", "=", "customer"),
                ]
            ),
            ["picking_id", "product_id", "lot_id"],
            ["quantity_product_uom:sum", "date:max"],
        )

    def _tell_delivered(self, key, row):
        customer, block = key
        delivered, returned, day, pickings = row
        digits = {"dp": "Product Unit"}
        sellers = pickings.sale_id.user_id or customer.user_id
        return {
            "id": f"{customer.id}-{block.id}",
            "customer": customer.name or self.env._("Unknown"),
            "what": block.display_name,
            "delivered": formatLang(self.env, delivered, **digits),
            "returned": formatLang(self.env, returned, **digits) if returned else "",
            "last": format_date(self.env, day) if day else "",
            "documents": ", ".join(pickings.mapped("name")),
            "seller": ", ".join(sellers.mapped("name")),
        }
