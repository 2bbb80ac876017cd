import logging
import time
from contextlib import contextmanager
from types import SimpleNamespace
from unittest.mock import patch

from odoo.addons.complaint_management.tests.client_view import get_specification
from odoo.tests import tagged, warmup
from odoo.tools import SQL

from .recall_common import RecallCommon


class LargeRecall(RecallCommon):
    """One lot that went to very many customers."""

    def _deliver_to_many(self, count):
        """Delivery and, of each tenth, a return; straight into the database."""
        self.env.flush_all()
        cr = self.env.cr
        cr.execute(
            SQL(
                """INSERT INTO res_partner (name, complete_name, active, email, lang,
                                            company_id, autopost_bills)
                   SELECT 'Shop ' || n, 'Shop ' || n, TRUE,
                          'shop' || n || '@example.com', 'en_US', NULL, 'ask'
                     FROM generate_series(1, %s) n RETURNING id""",
                count,
            )
        )
        partners = [row[0] for row in cr.fetchall()]
        cr.execute(
            SQL(
                "UPDATE res_partner SET commercial_partner_id = id WHERE id = ANY(%s)",
                partners,
            )
        )
        model = self.order.picking_ids.move_ids[0]
        for source, target, movers in (
            ("location_id", "location_dest_id", partners),
            ("location_dest_id", "location_id", partners[::10]),
        ):
            self._copy_move(model, source, target, movers)
        self.env.invalidate_all()

    def _copy_move(self, model, source, target, partners):
        moves = self._copy_row(
            model, {"partner_id": partners}, source, target, {"sale_line_id"}
        )
        line = model.move_line_ids[0]
        self._copy_row(line, {"move_id": moves}, source, target, set())

    def _copy_row(self, record, changed, source, target, left_out):
        """Rows like ``record``, one for each value of the column that changes."""
        [(column, values)] = changed.items()
        own = {"id", "location_id", "location_dest_id", "picking_id", column}
        names = [
            name
            for name, field in record._fields.items()
            if field.store and field.column_type and name not in own | left_out
        ]
        table = SQL.identifier(record._table)
        columns = SQL(", ").join(SQL.identifier(name) for name in names)
        self.env.cr.execute(
            SQL(
                """INSERT INTO %s (%s, location_id, location_dest_id, %s)
                   SELECT changed, %s, %s, %s FROM %s, unnest(%s) changed WHERE id = %s
                RETURNING id""",
                table,
                SQL.identifier(column),
                columns,
                SQL.identifier(source),
                SQL.identifier(target),
                columns,
                table,
                values,
                record.id,
            )
        )
        return [row[0] for row in self.env.cr.fetchall()]

    @contextmanager
    def _counting(self):
        """Queries of what is done within, and how many of them insert lines."""
        self.env.flush_all()
        self.env.invalidate_all()
        cr, seen = self.env.cr, SimpleNamespace(queries=0, inserts=0)
        execute = type(cr).execute

        def counted(cursor, query, *args, **kwargs):
            text = query.code if isinstance(query, SQL) else query
            if text.lstrip().startswith('INSERT INTO "capa_recall_line"'):
                seen.inserts += 1
            return execute(cursor, query, *args, **kwargs)

        before = cr.sql_log_count
        with patch.object(type(cr), "execute", counted):
            yield seen
            self.env.flush_all()
        seen.queries = cr.sql_log_count - before


@tagged("post_install", "-at_install")
class TestRecallFigures(LargeRecall):
    """Queries, whatever the number of customers (PERFORMANCE)."""

    def _count(self, work):
        with self._counting() as seen:
            work()
        return seen.queries, seen.inserts

    @warmup
    def test_r_q07_tracing_costs_the_same_for_many(self):
        self._deliver_to_many(450)
        recall = self._prepare_recall().sudo()
        places = recall._find_lots()
        queries, _inserts = self._count(
            lambda: (
                recall._find_lots(),
                recall._find_deliveries(places),
                recall._find_stock(places),
                recall._find_gaps(places),
                recall._find_other_companies(places),
            )
        )
        self.assertLessEqual(queries, 60)
        queries, inserts = self._count(recall._trace)
        self.assertEqual(len(recall.line_ids), 452)
        # one INSERT a hundred rows
        self.assertEqual(inserts, 5)
        self.assertLessEqual(queries, 60)
        queries, inserts = self._count(recall._trace)
        self.assertEqual(inserts, 0)
        self.assertLessEqual(queries, 60)

    @warmup
    def test_r_q07_notices_of_a_batch(self):
        self._deliver_to_many(210)
        recall = self._recall().sudo()
        recall._notify_batch()
        queries, _inserts = self._count(recall._notify_batch)
        self.assertEqual(recall.reply_ids[:1].medium, "mail")
        self.assertLessEqual(queries, 60)

    @warmup
    def test_r_q07_form(self):
        """The page, as the web client reads it, with forty customers."""
        self._deliver_to_many(60)
        recall = self._recall()
        arch = recall.get_views([(False, "form")])["views"]["form"]["arch"]
        specification = get_specification(recall, arch)
        name = {"fields": {"display_name": {}}}
        specification["line_ids"] = {
            "limit": 40,
            "fields": {"partner_id": name, "lot_id": name, "due_qty": {}},
        }
        specification["lot_ids"] = {"fields": {"lot_name": {}, "product_id": name}}
        recall.web_read(specification)
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(35):
            recall.web_read(specification)


@tagged("post_install", "-at_install", "slow")
class TestRecallLarge(LargeRecall):
    def test_r_q07_five_thousand_customers(self):
        """Found with 60 queries; written with an INSERT each 100 rows. How long it
        takes is told in the log."""
        self._deliver_to_many(5000)
        self._analyze("res_partner", "stock_move", "stock_move_line")
        recall = self._prepare_recall().sudo()
        began = time.monotonic()
        with self._counting() as seen:
            places = recall._find_lots()
            found = recall._find_deliveries(places)
        traced = time.monotonic() - began
        self.assertEqual(len(found), 5002)
        self.assertLessEqual(seen.queries, 60)
        began = time.monotonic()
        with self._counting() as seen:
            recall._trace()
        written = time.monotonic() - began
        self.assertEqual(seen.inserts, 51)
        self.assertLessEqual(seen.queries, 60 + 51)
        logging.getLogger(__name__).info(
            "5,000 customers: found in %.2f s, written in %.2f s with %s queries",
            traced,
            written,
            seen.queries,
        )

    def _analyze(self, *tables):
        """What autovacuum does of itself for rows that are committed."""
        for table in tables:
            self.env.cr.execute(SQL("ANALYZE %s", SQL.identifier(table)))
