from hypothesis import given
from hypothesis import strategies as some
from odoo.fields import Command
from odoo.tests import BaseCase, tagged
from odoo.tools import SQL

from ..tools.recurrence import KINDS, Match, cause_key, choose
from .common import CapaCommon


@tagged("post_install", "-at_install")
class TestRecurrence(CapaCommon):
    """R-Q08: the same problem again reopens the analysis, with the old one at hand."""

    def _get_told(self, user):
        domain = [("user_id", "=", user.id), ("res_model", "=", "capa.plan")]
        return self.env["mail.activity"].search(domain).mapped("summary")

    def test_r_q08_found_at_registration_and_the_owner_is_told(self):
        plan = self._bring_plan_to("effective")
        case = self._register_kettle()
        self.assertEqual(case.recurred_plan_id, plan)
        self.assertEqual(case.recurred_by, "product_category")
        self.assertIn(case.number, str(self._get_told(self.owner)))
        self.assertEqual(plan.with_user(self.owner).recurred_count, 1)
        self.assertEqual(plan.state, "effective")  # not for certain yet
        self.assertEqual(case.action_open_recurred()["res_id"], plan.id)

    def test_r_q08_nothing_is_found_before_a_plan_is_effective(self):
        self._bring_plan_to("acting")
        self.assertFalse(self._register_kettle().recurred_plan_id)

    def test_r_q08_closing_reopens_the_analysis_counted(self):
        plan = self._bring_plan_to("closed")
        case = self._bring_to(
            "closed", line_ids=[Command.create({"product_id": self.kettle.id})]
        )
        self.assertEqual((plan.state, plan.recurrence_count), ("analysing", 1))
        self.assertIn(case, plan.case_ids)
        self.assertTrue(plan.cause_ids.filtered("is_root"))  # the old one at hand
        self.assertFalse(plan.is_locked)
        self.assertIn("Reopened", str(self._get_told(self.owner)))

    def test_r_q08_the_cause_written_otherwise_is_the_same(self):
        plan = self._bring_plan_to("effective")
        case = self._bring_to("confirming")
        self.assertFalse(case.recurred_plan_id)
        case.sudo()._write_approved({"cause": " steel of ANOTHER  supplier!"})
        self._tell(case)
        case.action_close()
        self.assertEqual(case.recurred_by, "cause")
        self.assertEqual(plan.state, "analysing")

    def test_r_q08_of_another_company_nothing_is_known(self):
        self._bring_plan_to("effective")
        line = Command.create({"product_id": self.kettle.id})
        case = self._register(user=self.stranger, category_id=False, line_ids=[line])
        self.assertFalse(case.sudo().recurred_plan_id)

    def test_r_q08_found_in_three_queries_for_any_number_of_cases(self):
        self._bring_plan_to("effective")
        lines = [Command.create({"product_id": self.kettle.id})]
        cases = self.env["complaint.case"]
        for _number in range(20):
            cases |= self._register(line_ids=lines)
        self.env.flush_all()
        cases.line_ids.mapped("lot_id")
        cases.mapped("cause")
        finder = self.env["capa.recurrence"]
        finder._find(cases.sudo())
        with self.assertQueryCount(3):
            self.assertEqual(len(finder._find(cases.sudo())), 20)

    def test_r_q08_each_part_is_found_by_an_index(self):
        """No table is read through, however many plans there are."""
        plan = self._bring_plan_to("effective")
        lot = self.env["stock.lot"].create(
            {"name": "K-1", "product_id": self.kettle.id}
        )
        self.env.flush_all()
        parts = self.env["capa.recurrence"]._get_parts(
            lot, self.kettle, plan.category_id, ["the seam cracks"]
        )
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        for part in parts:
            rows = self.env.execute_query(SQL("EXPLAIN %s", part))
            shown = "\n".join(row[0] for row in rows)
            self.assertIn("Index", shown)
            self.assertNotIn("Seq Scan", shown)


class TestRecurrenceTools(BaseCase):
    """Arithmetic without a database."""

    test_tags = {"standard", "post_install"}

    def test_the_strongest_and_then_the_latest_plan_is_chosen(self):
        matches = [
            Match("product", 1, 10, 5),
            Match("product", 1, 11, 6),
            Match("lot", 7, 9, 5),
            Match("cause", "a", 12, 5),
        ]
        self.assertEqual(choose(matches, [7], [1], 6, "a"), (9, "lot"))
        self.assertEqual(choose(matches, [], [1], 6, ""), (11, "product_category"))
        self.assertEqual(choose(matches, [], [1], 8, "a"), (12, "cause"))
        self.assertEqual(choose(matches, [], [1], 8, ""), (11, "product"))
        self.assertEqual(choose(matches, [], [2], 5, ""), (None, None))

    def test_a_category_alone_says_something_where_no_product_is_named(self):
        matches = [Match("category", 5, 10, 5)]
        self.assertEqual(choose(matches, [], [], 5, ""), (10, "category"))
        self.assertEqual(choose(matches, [], [1], 5, ""), (None, None))

    @given(some.text(), some.sampled_from([" ", "  ", "\n", "!", "…"]))
    def test_spelling_of_a_cause_does_not_count(self, text, noise):
        key = cause_key(text)
        self.assertEqual(cause_key(noise + text + noise), key)
        self.assertEqual(cause_key(key), key)

    @given(
        some.lists(
            some.tuples(
                some.sampled_from(["lot", "product"]),
                some.integers(1, 3),
                some.integers(1, 9),
            )
        )
    )
    def test_the_order_of_what_is_found_does_not_count(self, rows):
        matches = [Match(kind, key, plan, 1) for kind, key, plan in rows]
        one = choose(matches, [1], [1, 2], 1, "")
        self.assertEqual(one, choose(matches[::-1], [1], [1, 2], 1, ""))
        self.assertIn(one[1], (None, *KINDS))
