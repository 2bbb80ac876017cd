from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.lot_tree import COMPONENT, PRODUCT, place_named, spread

# Lots that were used (by done work) and lots that were made of them.
_MADE = """
    SELECT used.lot_id, made.lot_id
      FROM stock_move_line used
      JOIN stock_move_line_consume_rel rel ON rel.produce_line_id = used.id
      JOIN stock_move_line made ON made.id = rel.consume_line_id
"""
_DONE = """
    used.state = 'done' AND made.state = 'done' AND used.quantity > 0
    AND used.lot_id IS NOT NULL AND made.lot_id IS NOT NULL
    AND used.company_id = %(company)s AND made.company_id = %(company)s
"""
# UNION, not UNION ALL: a pair that was found is not followed again, so circles end.
_TREE = """
    WITH RECURSIVE tree (used_id, made_id) AS (
        %(made)s WHERE %(start)s = ANY(%(lots)s) AND %(done)s
        UNION
        %(made)s JOIN tree ON %(start)s = %(reached)s WHERE %(done)s
    )
    SELECT used_id, made_id FROM tree
"""
# from which lot a step begins, and at which the step before ended
_WAYS = {
    PRODUCT: (SQL("used.lot_id"), SQL("tree.made_id")),
    COMPONENT: (SQL("made.lot_id"), SQL("tree.used_id")),
}
# Out is what is at customers, also on its way to another company, which is our
# customer; what is on its way between our own warehouses is not.
_DELIVERIES = """
    WITH moved AS (
        SELECT COALESCE(buyer.commercial_partner_id,
                        taker.commercial_partner_id,
                        place.commercial_partner_id) AS partner_id,
               line.lot_id,
               line.quantity_product_uom AS quantity,
               line.date,
               target.usage = 'customer'
                 OR (target.usage = 'transit' AND target.company_id IS NULL) AS is_out,
               source.usage = 'customer'
                 OR (source.usage = 'transit' AND source.company_id IS NULL) AS was_out
          FROM stock_move_line line
          JOIN stock_move move ON move.id = line.move_id
          JOIN stock_location source ON source.id = line.location_id
          JOIN stock_location target ON target.id = line.location_dest_id
          LEFT JOIN stock_picking picking ON picking.id = line.picking_id
          LEFT JOIN sale_order_line sold ON sold.id = move.sale_line_id
          LEFT JOIN sale_order sale ON sale.id = sold.order_id
          LEFT JOIN res_partner buyer ON buyer.id = sale.partner_id
          LEFT JOIN res_partner taker ON taker.id = move.partner_id
          LEFT JOIN res_partner place ON place.id = picking.partner_id
         WHERE line.lot_id = ANY(%(lots)s) AND line.state = 'done'
           AND line.company_id = %(company)s
    )
    SELECT partner_id, lot_id,
           SUM(quantity) FILTER (WHERE is_out),
           SUM(quantity) FILTER (WHERE was_out AND date < %(since)s),
           SUM(quantity) FILTER (WHERE was_out AND date >= %(since)s),
           MAX(date) FILTER (WHERE is_out)
      FROM moved
     WHERE is_out != was_out
     GROUP BY partner_id, lot_id
"""


class CapaRecallTracing(models.AbstractModel):
    """Where lots went: from a lot to what was made from it (and what it was made from),
    through stock moves to customers (R-Q07).

    Runs with rights of the system: who recalls need not work in stock or sales; he sees
    the lots of this recall and who got them, nothing else. Each method is a fixed
    number of queries, whatever the number of customers.
    """

    _name = "capa.recall.tracing"
    _description = "Tracing of lots"

    # ------------------------------------------------------------
    # LOTS
    # ------------------------------------------------------------

    def _find_lots(self):
        """``Place`` by id of all lots that are recalled, those named first."""
        named = self.lot_ids.filtered(lambda row: row.relation == "named").lot_id.ids
        places = place_named(named)
        if self.with_components:
            edges = self._find_edges(COMPONENT, named)
            spread(named, [(made, used) for used, made in edges], COMPONENT, places)
        if self.with_products:
            start = list(places)
            spread(start, self._find_edges(PRODUCT, start), PRODUCT, places)
        return places

    def _find_edges(self, relation, lots):
        """Pairs (used, made) that are reached from ``lots``."""
        start, reached = _WAYS[relation]
        return self.env.execute_query(
            SQL(
                _TREE,
                made=SQL(_MADE),
                start=start,
                reached=reached,
                lots=list(lots),
                done=SQL(_DONE, company=self.company_id.id),
            )
        )

    def _find_gaps(self, lots):
        """Names of products without lots into which these lots went: there the trace
        ends."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT made.product_id
                  FROM stock_move_line used
                  JOIN stock_move_line_consume_rel rel ON rel.produce_line_id = used.id
                  JOIN stock_move_line made ON made.id = rel.consume_line_id
                 WHERE used.lot_id = ANY(%s) AND made.lot_id IS NULL
                   AND used.state = 'done' AND made.state = 'done'
                   AND used.company_id = %s
                """,
                list(lots),
                self.company_id.id,
            )
        )
        products = self.env["product.product"].sudo().browse([row[0] for row in rows])
        return products.mapped("display_name")

    def _find_other_companies(self, lots):
        """Other companies that moved any of these lots: named, not entered."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT company_id FROM stock_move_line
                 WHERE lot_id = ANY(%s) AND state = 'done' AND company_id != %s
                """,
                list(lots),
                self.company_id.id,
            )
        )
        # that a sister company has the lot is what a recall must say
        return self.env["res.company"].sudo().browse([row[0] for row in rows])

    @api.model
    def _find_moved(self, lots):
        """Those of ``lots`` (ids) that were ever moved."""
        self.env["stock.move.line"].flush_model(["lot_id", "state"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT lot_id FROM stock_move_line
                 WHERE lot_id = ANY(%s) AND state = 'done'
                """,
                list(lots),
            )
        )
        return {row[0] for row in rows}

    # ------------------------------------------------------------
    # CUSTOMERS
    # ------------------------------------------------------------

    def _find_deliveries(self, lots):
        """What went to whom and came back, of this company.

        :return: ``{(partner id or None, lot id): dict of figures}``; the customer is
            who ordered, else to whom it was moved
        """
        rows = self.env.execute_query(
            SQL(
                _DELIVERIES,
                lots=list(lots),
                company=self.company_id.id,
                since=self.opened_on or fields.Datetime.now(),
            )
        )
        return {
            (partner, lot): {
                "delivered_qty": out or 0.0,
                "returned_before_qty": before or 0.0,
                "returned_since_qty": since or 0.0,
                "delivered_on": last and self._get_own_day(last),
            }
            for partner, lot, out, before, since, last in rows
        }

    def _find_stock(self, lots):
        """What is still here: ``{lot id: (quantity, "place: quantity, …")}``."""
        groups = (
            self.env["stock.quant"]
            .sudo()
            ._read_group(
                [
                    ("lot_id", "in", list(lots)),
                    ("company_id", "=", self.company_id.id),
                    ("location_id.usage", "in", ("internal", "transit")),
                    ("quantity", ">", 0),
                ],
                ["lot_id", "location_id"],
                ["quantity:sum"],
            )
        )
        stock = {}
        for lot, location, quantity in groups:
            total, places = stock.get(lot.id, (0.0, []))
            places.append(f"{location.complete_name}: {quantity:g}")
            stock[lot.id] = (total + quantity, places)
        return {
            lot: (total, "\n".join(places)) for lot, (total, places) in stock.items()
        }

    # ------------------------------------------------------------
    # WRITING
    # ------------------------------------------------------------

    def _trace(self):
        """Find lots, customers and stock anew and write them; what people noted of a
        customer stays, whatever the stock says now."""
        self.ensure_one()
        self.env.flush_all()
        places = self._find_lots()
        deliveries = self._find_deliveries(places)
        self._write_lots(places, self._find_stock(places), deliveries)
        self._write_lines(deliveries)
        self._write_approved(
            {
                "traced_on": fields.Datetime.now(),
                "gaps_text": ", ".join(self._find_gaps(places)) or False,
                "companies_text": ", ".join(
                    self._find_other_companies(places).mapped("name")
                )
                or False,
            }
        )
        self._refresh_figures()

    def _write_lots(self, places, stock, deliveries):
        sums = {}
        for (_partner, lot), row in deliveries.items():
            sums[lot] = sums.get(lot, 0.0) + row["delivered_qty"]
        known = {row.lot_id.id: row for row in self.lot_ids}
        found = self.lot_ids.filtered(lambda row: row.relation != "named")
        found.filtered(lambda row: row.lot_id.id not in places)._drop_found()
        missing = []
        for lot, place in places.items():
            on_hand, where = stock.get(lot, (0.0, False))
            vals = {
                "relation": place.relation,
                "through_id": place.through,
                "depth": place.depth,
                "delivered_qty": sums.get(lot, 0.0),
                "on_hand_qty": on_hand,
                "on_hand_text": where,
            }
            if lot in known:
                known[lot]._write_changed(vals)
            else:
                missing.append({"recall_id": self.id, "lot_id": lot, **vals})
        self.env["capa.recall.lot"].sudo()._create_guarded(missing)

    def _write_lines(self, deliveries):
        lines = self.env["capa.recall.line"].sudo()
        known = {
            (line.partner_id.id or None, line.lot_id.id): line
            for line in lines.search([("recall_id", "=", self.id)])
        }
        gone = dict.fromkeys(
            ("delivered_qty", "returned_before_qty", "returned_since_qty"), 0.0
        )
        stale = lines.union(*(known[key] for key in known.keys() - deliveries.keys()))
        if self.state == "draft":
            stale._drop_found()
        else:
            for line in stale:
                line._write_changed(gone)
        missing = []
        for (partner, lot), vals in deliveries.items():
            if line := known.get((partner, lot)):
                line._write_changed(vals)
            else:
                missing.append(
                    {
                        "recall_id": self.id,
                        "partner_id": partner,
                        "lot_id": lot,
                        **vals,
                    }
                )
        lines._create_guarded(missing)
