from datetime import date, datetime, timedelta
from statistics import mean

from odoo.tests import tagged

from .seeded_common import HOUR, SeededCommon

SHANGHAI = timedelta(hours=8)
FIRST, LAST = date(2026, 9, 1), date(2026, 10, 31)


def inside(moment):
    """Whether it lies in the period, on the calendar of the company."""
    return bool(moment) and FIRST <= (moment + SHANGHAI).date() <= LAST


def average(values):
    values = [value for value in values if value is not None]
    return mean(values) if values else None


@tagged("post_install", "-at_install")
class TestFiguresSeeded(SeededCommon):
    """R-F03: each figure is compared with what plain Python counts of the same data,
    kept beside the database when it was written."""

    # ------------------------------------------------------------
    # COUNTED BY HAND
    # ------------------------------------------------------------

    def _received(self):
        return [one for one in self.told if inside(one["received_on"])]

    def _days(self, ones, name):
        gaps = [one[name] - one["received_on"] for one in ones if inside(one[name])]
        return average(gap.total_seconds() / 86400 for gap in gaps)

    def _count_cases(self):
        ones = self._received()
        end = datetime(2026, 10, 31, 16)
        begun = [one for one in self.told if one["received_on"] < end]
        acknowledged = [
            (one["acknowledged_on"] - one["received_on"]) / HOUR
            for one in ones
            if one["acknowledged_on"]
        ]
        answered = [one for one in ones if one["answered_on"]]
        return {
            "complaints": len(ones),
            "product_complaints": len(ones),
            "closed": sum(inside(one["closed_on"]) for one in self.told),
            # five more: the plans come from them
            "open": 5
            + sum(not one["closed_on"] or one["closed_on"] >= end for one in begun),
            "hours_to_acknowledge": average(acknowledged),
            "days_to_answer": self._days(self.told, "answered_on"),
            "days_to_close": self._days(self.told, "closed_on"),
            "on_time": average(map(self._is_on_time, ones)),
            "repeat_share": average(100 * one["is_repeat"] for one in ones),
            "dissatisfied_share": average(
                100 * one["dissatisfied_count"] for one in answered
            ),
            "satisfaction": average(one["satisfaction"] or None for one in ones),
        }

    def _is_on_time(self, one):
        states = [self._get_verdict(clock) for clock in one["clocks"]]
        if not {*states} & {"met", "late"}:
            return None
        return 0 if "late" in states else 100

    def _get_verdict(self, clock):
        overdue = clock["state"] == "running" and clock["due"] < datetime.now()
        return "late" if overdue else clock["state"]

    def _count_limits(self):
        end = min(datetime(2026, 10, 31, 16), datetime.now())
        clocks = [clock for one in self.told for clock in one["clocks"]]
        due = [clock for clock in clocks if inside(clock["due"])]
        verdicts = [self._get_verdict(clock) for clock in due]
        judged = [verdict for verdict in verdicts if verdict in ("met", "late")]
        hours = [
            ((clock["stop"] or datetime.now()) - clock["due"]) / HOUR
            for clock in due
            if self._get_verdict(clock) == "late"
        ]
        return {
            "limits_on_time": average(100 * (one == "met") for one in judged),
            "limits_missed": judged.count("late"),
            "hours_late": average(hours),
            "overdue": sum(
                any(
                    clock["state"] != "cut"
                    and clock["due"] < end
                    and (not clock["stop"] or clock["stop"] >= end)
                    for clock in one["clocks"]
                )
                for one in self.told
            ),
        }

    def _count_rates(self):
        ones = self._received()
        defective = sum(one["quantity"] for one in ones)
        delivered = sum(one["quantity"] for one in self.delivered if inside(one["on"]))
        return {
            "defective_qty": defective,
            "delivered_qty": delivered,
            "complaints_per_million": len(ones) * 1e6 / delivered,
            "defective_per_million": defective * 1e6 / delivered,
        }

    def _count_costs(self):
        total = {
            kind: sum(one["costs"].get(kind, 0) for one in self._received())
            for kind in ("refund", "compensation", "replacement", "repair", "spot")
        }
        return {
            "cost": sum(total.values()) + self.scrapped,
            "refund_cost": total["refund"],
            "compensation_cost": total["compensation"],
            "goods_cost": total["replacement"],
            "work_cost": total["repair"],
            "spot_cost": total["spot"],
            "scrap_cost": self.scrapped,
        }

    def _count_plans(self):
        end = datetime(2026, 10, 31, 16)
        sure = [one for one in self.plans if inside(one["effective"])]
        return {
            "plans": sum(inside(one["proposed"]) for one in self.plans),
            "plans_open": sum(
                one["proposed"] < end and (not one["ended"] or one["ended"] >= end)
                for one in self.plans
            ),
            "plans_effective": average(
                100 * one["passed"] for one in self.plans if inside(one["checked"])
            ),
            "plans_recurred": average(100 * one["again"] for one in sure),
            "days_to_effect": average(
                (one["effective"] - one["proposed"]).days for one in sure
            ),
        }

    def test_r_f03_each_figure_is_what_plain_python_counts(self):
        expected = {
            **self._count_cases(),
            **self._count_limits(),
            **self._count_rates(),
            **self._count_costs(),
            **self._count_plans(),
        }
        ours = self.env["ir.model.data"].search(
            [("module", "=", "complaint_reports"), ("model", "=", "complaint.figure")]
        )
        codes = (
            self.env["complaint.figure"].browse(ours.mapped("res_id")).mapped("code")
        )
        self.assertEqual(set(codes), set(expected))
        found = self._get(*codes, period=(FIRST, LAST))
        for code, value in expected.items():
            with self.subTest(figure=code):
                self.assertIsNotNone(value)
                # “now” goes on between the two
                delta = 0.1 if code == "hours_late" else 1e-6
                self.assertAlmostEqual(found[code], value, delta=delta)

    def test_r_f03_rate_of_each_product(self):
        found = self.figures._get_series(
            "defective_per_million", self.company, FIRST, LAST, by="product"
        )
        for product in self.products:
            defective = sum(
                one["quantity"] for one in self._received() if one["product"] == product
            )
            delivered = sum(
                one["quantity"]
                for one in self.delivered
                if inside(one["on"]) and one["product"] == product
            )
            self.assertAlmostEqual(found[product], defective * 1e6 / delivered)

    def test_r_f03_parts_of_the_cost_are_the_cost(self):
        costs = self.env["complaint.cost.report"].with_user(self.supervisor)
        rows = self.env["complaint.case.report"].with_user(self.supervisor)
        ids = [one["case"].id for one in self.told]
        by_case = rows._read_group([("id", "in", ids)], [], ["cost:sum"])[0][0]
        own = [("case_id", "in", ids)]
        self.assertEqual(costs._read_group(own, [], ["amount:sum"])[0][0], by_case)

    def test_r_p03_reports_follow_the_case(self):
        """Who received one case counts its product, limits and cost, nothing else."""
        one = self.told[1]
        self._happened(one["case"], receiver_id=self.clerk.id)
        names = ("complaint.case.report", "complaint.line.report")
        for name in (*names, "complaint.clock.report", "complaint.cost.report"):
            rows = self.env[name].with_user(self.clerk).search([])
            self.assertEqual(rows.case_id, one["case"], name)
            rows.mapped("received_on")
        self.assertFalse(
            self.env["complaint.plan.report"].with_user(self.clerk).search([])
        )
        self.assertFalse(
            self.env["complaint.line.report"].with_user(self.stranger).search([])
        )

    def test_r_f03_who_may_not_read_deliveries_has_no_rate(self):
        found = self._get("complaints_per_million", "complaints", user=self.clerk)
        self.assertIsNone(found["complaints_per_million"])
        self.assertEqual(found["complaints"], 0)

    def test_r_f03_pivot_with_all_measures_takes_three_queries(self):
        for name in ("case", "line", "clock", "cost", "plan", "delivery"):
            rows = self.env[f"complaint.{name}.report"].with_user(self.supervisor)
            measures = [
                f"{field.name}:{field.aggregator}"
                for field in rows._fields.values()
                if field.aggregator
                and field.type in ("float", "integer", "monetary")
                and field.name != "id"
            ]
            group = "lot_id" if name == "delivery" else "category_id"
            self.assertTrue(measures)
            rows._read_group([], [group], ["__count", *measures])
            self.env.flush_all()
            with self.subTest(name), self.assertQueryCount(3):
                # names are read anew; who asks is known
                self.env["complaint.category"].invalidate_model()
                rows.formatted_read_grouping_sets(
                    [], [[], [group]], ["__count", *measures]
                )
