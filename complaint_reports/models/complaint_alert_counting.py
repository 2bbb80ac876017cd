from odoo import api, models
from odoo.tools import SQL

from ..tools.early_warning import Series

# kind of an alert → the column that tells its things apart
COLUMNS = {
    "product": "product_id",
    "lot": "lot_id",
    "category": "category_id",
    "customer": "partner_id",
    "branch": "branch_id",
}


class ComplaintAlertCounting(models.AbstractModel):
    """What an early warning is judged on: complaints and deliveries of each window, of
    everything that is watched, in one query each, however much that is.

    A delivered unit can be complained about for some time (``risk_days``): what counts
    is units times days. Where nothing of a thing is delivered from stock, days alone
    count. Category: all that the company delivers. Branch: what its people sold.
    Private persons are not watched."""

    _name = "complaint.alert.counting"
    _description = "Counts of early warnings"

    @api.model
    def _read_series(self, company, end, places):
        """The windows of ``company`` until ``end``, the recent one last.

        :param int places: number of past windows
        :return: ``(series, cases, basis)``: dicts from (kind, id) to ids of recent
            cases, and to what its exposure is
        """
        counts, cases = self._read_counts(company, end, places)
        delivered = self._read_delivered(company, end, places)
        of_lots = self._get_products_of_lots(counts)
        series, basis = [], {}
        for watched, counted in counts.items():
            kind, _key = watched
            exposed = delivered.get(("all",) if kind == "category" else watched)
            if kind == "lot" and exposed and exposed[:-1].count(0.0) > places / 2:
                # a lot with little past of its own is measured by that of its product
                like = ("product", of_lots.get(watched[1]))
                past = delivered.get(like, exposed)
                exposed = [*past[:-1], exposed[-1]]
                counted = [*counts.get(like, counted)[:-1], counted[-1]]
            known = bool(exposed and exposed[-1] > 0 and sum(exposed[:-1]) > 0)
            basis[watched] = "delivered" if known else "days"
            exposures = exposed if known else [1.0] * (places + 1)
            series.append(Series(kind, watched, tuple(counted), tuple(exposures)))
        return series, cases, basis

    @api.model
    def _get_products_of_lots(self, counts):
        ids = [key for kind, key in counts if kind == "lot"]
        lots = self.env["stock.lot"].sudo().browse(ids)
        lots.fetch(["product_id"])
        return {lot.id: lot.product_id.id for lot in lots}

    # ------------------------------------------------------------
    # COMPLAINTS
    # ------------------------------------------------------------

    @api.model
    def _read_counts(self, company, end, places):
        rows = self.env.execute_query(
            SQL(
                """
                SELECT GROUPING(product_id, lot_id, category_id, partner_id, branch_id),
                       COALESCE(product_id, lot_id, category_id, partner_id, branch_id),
                       place, COUNT(DISTINCT id),
                       ARRAY_AGG(DISTINCT id) FILTER (WHERE place = 0)
                  FROM (%s) AS counted
              GROUP BY GROUPING SETS ((product_id, place), (lot_id, place),
                       (category_id, place), (partner_id, place), (branch_id, place))
                HAVING COALESCE(product_id, lot_id, category_id, partner_id, branch_id)
                       IS NOT NULL
                """,
                self._select_counted(company, end, places),
            )
        )
        counts, cases = {}, {}
        for mask, key, place, count, ids in rows:
            watched = (self._get_kind(mask), key)
            windows = counts.setdefault(watched, [0] * (places + 1))
            windows[places - place] = count
            if place == 0:
                cases[watched] = ids
        return counts, cases

    @api.model
    def _select_counted(self, company, end, places):
        """The complaints of these windows, a row a product; place 0 is the recent
        window."""
        return SQL(
            """
            SELECT c.id, l.product_id, l.lot_id, c.category_id, c.branch_id,
                   firm.id AS partner_id,
                   FLOOR(EXTRACT(EPOCH FROM %(end)s - c.received_on)
                         / (86400 * %(days)s))::int AS place
              FROM complaint_case c
         LEFT JOIN complaint_line l ON l.case_id = c.id
         LEFT JOIN res_partner p ON p.id = c.partner_id
         LEFT JOIN res_partner firm
                ON firm.id = p.commercial_partner_id AND firm.is_company
             WHERE c.company_id = %(company)s
               AND c.kind != 'suggestion'
               AND c.state NOT IN ('refused', 'cancelled')
               AND c.received_on < %(end)s
               AND c.received_on > %(end)s - %(windows)s * INTERVAL '1 day' * %(days)s
            """,
            end=end,
            days=company.warning_window,
            company=company.id,
            windows=places + 1,
        )

    @api.model
    def _get_kind(self, mask):
        """Which of the columns a row of ``GROUPING`` is grouped by: its bit is 0."""
        kinds = list(COLUMNS)
        last = len(kinds) - 1
        return next(
            kind for place, kind in enumerate(kinds) if not mask >> last - place & 1
        )

    # ------------------------------------------------------------
    # DELIVERIES
    # ------------------------------------------------------------

    @api.model
    def _read_delivered(self, company, end, places):
        """Units times days at risk, by what is watched; ``("all",)``: the company."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT GROUPING(product_id, lot_id, partner_id, branch_id),
                       COALESCE(product_id, lot_id, partner_id, branch_id), place,
                       SUM(quantity * EXTRACT(EPOCH FROM
                           LEAST(moved + risk, till) - GREATEST(moved, since)) / 86400)
                  FROM (%(moved)s) AS moves
                  JOIN (SELECT place,
                               %(end)s - place * span AS till,
                               %(end)s - (place + 1) * span AS since,
                               INTERVAL '1 day' * %(risk)s AS risk
                          FROM GENERATE_SERIES(0, %(places)s) AS place,
                               (SELECT INTERVAL '1 day' * %(days)s AS span) AS one
                       ) AS windows
                    ON moved < till AND moved + risk > since
              GROUP BY GROUPING SETS ((product_id, place), (lot_id, place),
                       (partner_id, place), (branch_id, place), (place))
                """,
                moved=self._select_moved(company, end, places),
                end=end,
                days=company.warning_window,
                risk=company.warning_risk_days,
                places=places,
            )
        )
        kinds = {0b0111: "product", 0b1011: "lot", 0b1101: "customer", 0b1110: "branch"}
        found = {}
        for mask, key, place, exposure in rows:
            watched = (kinds[mask], key) if mask in kinds else ("all",)
            if key or mask not in kinds:
                windows = found.setdefault(watched, [0.0] * (places + 1))
                windows[places - place] = float(exposure)
        return found

    @api.model
    def _select_moved(self, company, end, places):
        """What left to customers and could be complained about in these windows, by
        day; the branch is that of who sold it."""
        return SQL(
            """
            SELECT DATE_TRUNC('day', l.date) AS moved, l.product_id, l.lot_id,
                   p.commercial_partner_id AS partner_id, b.department_id AS branch_id,
                   SUM(l.quantity_product_uom) AS quantity
              FROM stock_move_line l
              JOIN stock_move m ON m.id = l.move_id
              JOIN stock_location t ON t.id = l.location_dest_id
              JOIN stock_location s ON s.id = l.location_id
         LEFT JOIN stock_picking k ON k.id = l.picking_id
         LEFT JOIN res_partner p ON p.id = k.partner_id
         LEFT JOIN sale_order_line sold ON sold.id = m.sale_line_id
         LEFT JOIN sale_order o ON o.id = sold.order_id
         LEFT JOIN (SELECT r.user_id, MIN(r.department_id) AS department_id
                      FROM complaint_department_user_rel r
                      JOIN hr_department d ON d.id = r.department_id
                     WHERE d.company_id = %(company)s
                       AND d.complaint_kind IN ('sales_branch', 'store')
                  GROUP BY r.user_id) AS b ON b.user_id = o.user_id
             WHERE l.company_id = %(company)s AND l.state = 'done'
               AND t.usage = 'customer' AND s.usage != 'customer'
               AND l.date < %(end)s
               AND l.date > %(end)s - INTERVAL '1 day' * %(back)s
          GROUP BY 1, 2, 3, 4, 5
            """,
            company=company.id,
            end=end,
            back=company.warning_window * (places + 1) + company.warning_risk_days,
        )
