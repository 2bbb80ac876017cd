import re

from lxml import etree
from odoo.tests import tagged
from odoo.tools import SQL
from odoo.tools.safe_eval import safe_eval

from .common import ComplaintCommon

ROWS = 50_000
# An index serves these: the order of the page, or the few rows that fit.
FILTERS = (
    "filter_mine",
    "filter_received",
    "filter_unassigned",
    "filter_open",
    "filter_to_decide",
    "filter_closed",
)


@tagged("post_install", "-at_install", "slow")
class TestIndexes(ComplaintCommon):
    """The default list and each of its filters read an index at 50,000 rows."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cr.execute(
            """
            INSERT INTO complaint_case (
                number, title, kind, state, is_open, company_id, user_id, receiver_id,
                received_on, registered_on, category_id, channel_id, currency_id,
                consent)
            SELECT 'X-' || n, 'Plate ' || n || ' chipped', 'complaint',
                CASE WHEN n <= %(open)s
                     THEN (ARRAY['new', 'accepted', 'investigating', 'deciding'])[
                          1 + n %% 4]
                     ELSE 'closed' END,
                n <= %(open)s, %(company)s,
                CASE n %% 3 WHEN 0 THEN %(officer)s WHEN 1 THEN %(admin)s END,
                %(clerk)s, '2026-01-01'::timestamp - n * interval '7 minutes',
                '2026-01-01'::timestamp - n * interval '7 minutes' + interval '1 hour',
                %(category)s, %(channel)s, %(currency)s, 'open'
            FROM generate_series(1, %(rows)s) AS n
            """,
            {
                "company": cls.company.id,
                "officer": cls.officer.id,
                "admin": cls.admin.id,
                "clerk": cls.clerk.id,
                "category": cls.quality.id,
                "channel": cls.hotline.id,
                "currency": cls.company.currency_id.id,
                "rows": ROWS,
                "open": ROWS // 10,  # the latest, as in life
            },
        )
        # what autovacuum does after such a flood, and after those of other tests that
        # were rolled back: a swollen index is dear, and is not read
        cls.cr.execute("REINDEX TABLE complaint_case")
        cls.cr.execute("ANALYZE complaint_case")

    def test_default_list(self):
        self._assert_index([], self.officer)

    def test_each_default_filter(self):
        arch = self.env.ref("complaint_management.complaint_case_view_search").arch
        nodes = etree.fromstring(arch).findall(".//filter[@domain]")
        domains = {node.get("name"): node.get("domain") for node in nodes}
        for name in FILTERS:
            domain = safe_eval(domains[name], {"uid": self.officer.id})
            with self.subTest(name):
                self._assert_index(domain, self.officer)

    def test_what_a_clerk_sees(self):
        self._assert_index([("is_open", "=", True)], self.clerk)

    def test_search_by_part_of_the_title_or_number(self):
        domain = ["|", ("number", "ilike", "4999"), ("title", "ilike", "4999")]
        self._assert_index(domain, self.officer)

    def _assert_index(self, domain, user):
        cases = self.env["complaint.case"].with_user(user)
        query = cases._search(domain, order=cases._order, limit=80)
        rows = self.env.execute_query(SQL("EXPLAIN %s", query.select()))
        plan = "\n".join(row for (row,) in rows)
        self.assertTrue(re.search("Index (Only )?Scan", plan), plan)
        # the table itself; its relations are empty here
        self.assertNotRegex(plan, r"Seq Scan on complaint_case\b")
