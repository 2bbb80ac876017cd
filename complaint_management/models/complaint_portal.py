from odoo import api, models
from odoo.tools import format_date

BOUGHT_AT_MOST = 200


class ComplaintPortal(models.AbstractModel):
    """What a portal user has to do with complaints: the cases of his company, filing
    from what it bought (R-I16). He has no right on any model of ours: each method asks
    for his own company's and reads as superuser."""

    _name = "complaint.portal"
    _description = "Complaints in the portal"

    @api.model
    def _get_domain(self):
        """The cases of the user's company, with the companies that he deals with."""
        user = self.env.user
        customer = user.partner_id.commercial_partner_id
        return [
            ("commercial_partner_id", "=", customer.id),
            ("company_id", "in", user.company_ids.ids),
            ("erased_on", "=", False),
            # what was taken over was never told here
            ("historical", "=", False),
        ]

    @api.model
    def _count(self):
        return self.env["complaint.case"].sudo().search_count(self._get_domain())

    @api.model
    def _find(self, case_id):
        """The case of that id if it is his company's, as superuser; else empty."""
        cases = self.env["complaint.case"].sudo()
        return cases.search([("id", "=", case_id), *self._get_domain()])

    @api.model
    def _get_rows(self, offset, limit):
        """A page of the list: named texts, no record."""
        cases = self.env["complaint.case"].sudo()
        found = cases.search(self._get_domain(), offset=offset, limit=limit)
        return [
            {
                "id": case.id,
                "number": case.number,
                "received_on": case._say_day(case.received_on),
                "products": ", ".join(
                    filter(
                        None, (case._say_product(one)["name"] for one in case.line_ids)
                    )
                ),
                "status": case._say_status(case._is_told()),
                "is_open": case.is_open,
                "asks": case.is_waiting or case._may_judge(),
            }
            for case in found
        ]

    # ------------------------------------------------------------
    # WHAT HIS COMPANY BOUGHT
    # ------------------------------------------------------------

    @api.model
    def _get_bought_domain(self):
        user = self.env.user
        customer = user.partner_id.commercial_partner_id
        return [
            ("order_id.partner_id.commercial_partner_id", "=", customer.id),
            ("company_id", "in", user.company_ids.ids),
            ("state", "=", "sale"),
            ("display_type", "=", False),
            ("product_id", "!=", False),
        ]

    @api.model
    def _get_bought(self):
        """The lines of his company's orders to choose from, the latest first, and the
        lots that were delivered on them."""
        lines = self.env["sale.order.line"].sudo()
        lines = lines.search(
            self._get_bought_domain(), order="id desc", limit=BOUGHT_AT_MOST
        )
        moved = self.env["stock.move.line"].sudo()
        moved = moved.search(
            [
                ("move_id.sale_line_id", "in", lines.ids),
                ("lot_id", "!=", False),
                ("state", "=", "done"),
            ]
        )
        return {
            "lines": [(line.id, self._say_bought(line)) for line in lines],
            "lots": sorted(set(moved.lot_id.mapped("name"))),
        }

    @api.model
    def _say_bought(self, line):
        day = format_date(self.env, line.order_id.date_order)
        return f"{line.order_id.name} · {line.product_id.name} · {day}"

    @api.model
    def _read_bought(self, line_id):
        """What is known of a line that he chose; of another company's nothing."""
        lines = self.env["sale.order.line"].sudo()
        if not line_id:
            return {}
        line = lines.search([("id", "=", line_id), *self._get_bought_domain()])
        if not line:
            return {}
        return {
            "sale_line_id": line.id,
            "product_id": line.product_id.id,
            "order_reference": line.order_id.name,
        }
