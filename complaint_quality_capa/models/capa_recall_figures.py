from odoo import fields, models

from ..tools.recall_figures import progress

_OWN = {"readonly": True, "copy": False, "guarded": True}


class CapaRecallFigures(models.AbstractModel):
    """How far a recall is, counted when something is noted or traced (R-Q07)."""

    _name = "capa.recall.figures"
    _inherit = "complaint.guarded.mixin"
    _description = "Figures of a recall"

    progress = fields.Float("Accounted for (%)", digits=(5, 1), **_OWN)
    customer_count = fields.Integer("Number of customers", **_OWN)
    missing_count = fields.Integer("Customers with something missing", **_OWN)
    answered_count = fields.Integer("Customers who answered", **_OWN)

    def _refresh_figures(self):
        """Count what is accounted for; quantities of different units stay apart."""
        lines = self.env["capa.recall.line"].sudo()
        lines.flush_model()
        domain = [("recall_id", "in", self.ids), ("due_qty", ">", 0)]
        groups = lines._read_group(
            domain,
            ["recall_id", "product_uom_id"],
            ["__count", "due_qty:sum", "missing_qty:sum"],
        )
        for recall in self:
            rows = [group[2:] for group in groups if group[0].id == recall.id]
            counted = recall._count_customers()
            recall._write_approved({"progress": progress(rows), **counted})

    def _count_customers(self):
        counts = {}
        for name, domain in {
            "customer_count": [],
            "missing_count": [("is_settled", "=", False)],
            "answered_count": [("answered_on", "!=", False)],
            "notified_count": [("notified_on", "!=", False)],
        }.items():
            [[count]] = (
                self.env["capa.recall.line"]
                .sudo()
                ._read_group(
                    [("recall_id", "=", self.id), ("due_qty", ">", 0), *domain],
                    [],
                    ["partner_id:count_distinct"],
                )
            )
            counts[name] = count
        return counts

    def _get_totals(self):
        """Seam of the printed report: figures by lot, as they stand."""
        names = (
            "delivered_qty",
            "returned_before_qty",
            "due_qty",
            "returned_qty",
            "returned_since_qty",
            "destroyed_qty",
            "used_qty",
            "lost_qty",
            "missing_qty",
        )
        lines = self.env["capa.recall.line"].sudo()
        groups = lines._read_group(
            [("recall_id", "=", self.id)],
            ["product_id", "lot_id", "product_uom_id"],
            ["partner_id:count_distinct", *(f"{name}:sum" for name in names)],
        )
        totals = []
        for product, lot, unit, customers, *sums in groups:
            row = dict(zip(names, sums, strict=True))
            # of what came back the larger stands, customer by customer
            others = row["destroyed_qty"] + row["used_qty"] + row["lost_qty"]
            back = row["due_qty"] - row["missing_qty"] - others
            totals.append(
                {
                    "product": product,
                    "lot": lot,
                    "unit": unit,
                    "customers": customers,
                    **row,
                    "back_qty": max(back, 0.0),
                }
            )
        return totals

    def _get_told_by(self):
        """Seam of the printed report: customers told, by means."""
        replies = self.env["complaint.reply"].sudo()
        labels = dict(replies._fields["medium"]._description_selection(self.env))
        groups = replies._read_group(
            [("recall_id", "=", self.id), ("state", "in", ("sent", "printed"))],
            ["medium"],
            ["recall_partner_id:count_distinct"],
        )
        return [(labels[medium], count) for medium, count in groups]
