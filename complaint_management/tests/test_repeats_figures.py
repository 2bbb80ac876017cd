import itertools
from unittest.mock import patch

from odoo.tests import tagged, warmup
from odoo.tools import SQL

from .repeats_common import RepeatsCommon


@tagged("post_install", "-at_install")
class TestRepeatsFigures(RepeatsCommon):
    """What it costs to find earlier cases (R-I14)."""

    def _look_up(self, prints):
        cases = self.env["complaint.case"]
        return cases._get_earlier_prints(
            prints, self.company, self.env["complaint.policy"]
        )

    @warmup
    def test_r_i14_look_up_costs_two_queries(self):
        mine = self._about(self.kettle)._get_fingerprint()
        self._about(self.pan)
        self._look_up([mine])
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(2):
            self.assertEqual(len(self._look_up([mine])), 2)

    @warmup
    def test_r_i14_batch_of_repeats(self):
        """A hundred repeats cost what one costs."""
        numbers = itertools.count()

        def create(count):
            guests = [
                self._guest(
                    title="Again", partner_email=f"g{next(numbers)}@example.com"
                )
                for _number in range(count)
            ]
            cases = self.env["complaint.case"].with_user(self.officer)
            first = cases.create([dict(guest) for guest in guests])
            first.category_id = self.quality
            guests = [{**guest, "category_id": self.quality.id} for guest in guests]
            self.env.flush_all()
            self.env.invalidate_all()
            real, queries = type(self.cr).execute, []
            with patch.object(
                type(self.cr),
                "execute",
                lambda *args, **kwargs: (queries.append(1), real(*args, **kwargs))[1],
            ):
                again = cases.create(guests)
                self.env.flush_all()
            self.assertEqual(again.repeat_of_id, first)
            return len(queries)

        create(1)
        self.assertLessEqual(create(100), create(1) + 1)


@tagged("post_install", "-at_install", "slow")
class TestRepeatsIndexes(RepeatsCommon):
    """The look-up reads indexes at 50,000 rows (R-I14)."""

    def test_r_i14_look_up_by_index(self):
        self.cr.execute(
            """
            INSERT INTO complaint_case (
                number, title, kind, state, is_open, company_id, received_on,
                registered_on, currency_id, consent, email_key, phone_key,
                commercial_partner_id)
            SELECT 'X-' || n, 'Plate', 'complaint', 'new', true, %(company)s,
                now() - n * interval '7 minutes', now(), %(currency)s, 'open',
                'guest' || n || '@example.com',
                (10000000 + n)::varchar,
                CASE WHEN n %% 10 = 0 THEN %(partner)s END
            FROM generate_series(1, 50000) AS n
            """,
            {
                "company": self.company.id,
                "currency": self.company.currency_id.id,
                "partner": self.env.company.partner_id.id,
            },
        )
        self.cr.execute("ANALYZE complaint_case")
        case = self._register(partner_phone="+86 10049000")
        prints = [case._get_fingerprint()]
        queries = []
        real = type(case)._search

        def search(records, *args, **kwargs):
            query = real(records, *args, **kwargs)
            queries.append(query)
            return query

        with patch.object(type(case), "_search", search):
            found = case.sudo()._get_earlier_prints(prints, self.company, False)
        keys = set(case.browse(found).mapped("phone_key"))
        self.assertEqual(keys, {"10049000"})
        self.assertEqual(len(found), 2)
        rows = self.env.execute_query(SQL("EXPLAIN %s", queries[0].select()))
        plan = "\n".join(row for (row,) in rows)
        self.assertNotIn("Seq Scan on complaint_case", plan)
        self.assertIn("complaint_case__phone_key_index", plan)
