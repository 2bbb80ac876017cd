from datetime import date

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .figures_common import FiguresCommon


@tagged("post_install", "-at_install")
class TestCharts(FiguresCommon):
    """R-F03, R-F05: Pareto and control chart, and the cases behind each bar."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mug = cls.env["product.product"].create({"name": "Mug"})
        for product, number in ((cls.kettle, 3), (cls.mug, 1)):
            line = Command.create({"product_id": product.id, "defective_qty": 2})
            for _one in range(number):
                cls._past("2026-10-05 08:00", {"line_ids": [line]})
        cls._past("2026-09-05 08:00", is_repeat=True)
        cls.charts = cls.env["complaint.chart"].with_user(cls.supervisor)
        cls.charts = cls.charts.with_context(allowed_company_ids=cls.company.ids)

    def _get_rows(self, action):
        rows = self.env[action["res_model"]].with_user(self.supervisor)
        return rows.search(action["domain"])

    @freeze_time("2026-10-20 04:00")
    def test_r_f05_pareto_with_its_line_and_what_is_behind(self):
        found = self.charts.get_pareto("defective_qty", "product_id", 3)
        self.assertEqual(
            [(bar["label"], bar["value"], bar["cumulated"]) for bar in found["bars"]],
            [(self.kettle.display_name, 6, 75), (self.mug.display_name, 2, 100)],
        )
        rows = self._get_rows(found["bars"][1]["action"])
        self.assertEqual(rows.product_id, self.mug)
        self.assertEqual(len(rows), 1)

    @freeze_time("2026-10-20 04:00")
    def test_r_f05_complaints_without_a_value_are_a_bar_too(self):
        found = self.charts.get_pareto("complaints", "department_id", 3)
        self.assertEqual(
            [(bar["label"], bar["value"]) for bar in found["bars"]], [("Not known", 5)]
        )
        self.assertEqual(len(self._get_rows(found["bars"][0]["action"])), 5)
        products = self.charts.get_pareto("complaints", "product_id", 3)
        self.assertEqual([bar["value"] for bar in products["bars"]], [3, 1])

    @freeze_time("2026-10-20 04:00")
    def test_r_f05_all_others_are_listed_too(self):
        many = self.env["product.product"].create(
            [{"name": f"Plate {number}"} for number in range(13)]
        )
        for product in many:
            line = Command.create({"product_id": product.id, "defective_qty": 1})
            self._past("2026-10-06 08:00", {"line_ids": [line]})
        bars = self.charts.get_pareto("complaints", "product_id", 3)["bars"]
        self.assertEqual(len(bars), 12)
        self.assertEqual((bars[-1]["label"], bars[-1]["value"]), ("All others", 4))
        self.assertEqual(len(self._get_rows(bars[-1]["action"])), 4)

    @freeze_time("2026-10-20 04:00")
    def test_r_f05_control_chart(self):
        found = self.charts.get_control_chart("repeat_share", 3)
        self.assertEqual(found["kind"], "p")
        values = [(point["day"], point["value"]) for point in found["points"]]
        months = ["2026-08-01", "2026-09-01", "2026-10-01"]
        self.assertEqual(values, list(zip(months, (None, 100, 0), strict=True)))
        self.assertEqual(found["centre"], 20)
        rows = self._get_rows(found["points"][1]["action"])
        self.assertEqual(rows.received_on.date(), date(2026, 9, 5))

    @freeze_time("2026-10-20 04:00")
    def test_r_f05_control_chart_of_a_rate(self):
        self._deliver(self.kettle, 2000, "2026-10-02 08:00")
        found = self.charts.get_control_chart("complaints_per_million", 3)
        self.assertEqual(found["points"][2]["value"], 2000)
        self.assertIsNone(found["points"][1]["value"])

    def test_r_p03_who_reads_nothing_sees_nothing(self):
        charts = self.charts.with_user(self.clerk)
        self.assertEqual(charts.get_pareto("complaints", "category_id", 36)["bars"], [])
        codes = [one["code"] for one in charts.get_choices()["charts"]]
        self.assertNotIn("complaints_per_million", codes)

    def test_r_f05_each_choice_can_be_drawn(self):
        choices = self.charts.get_choices()
        for bar in choices["bars"]:
            self.assertTrue(bar["by"])
            for way in bar["by"]:
                self.charts.get_pareto(bar["code"], way["code"], 3)
        for chart in choices["charts"]:
            self.charts.get_control_chart(chart["code"], 3)
        with self.assertRaises(UserError):
            self.charts.get_pareto("complaints", "create_uid", 3)
        with self.assertRaises(UserError):
            self.charts.get_pareto("complaints", "category_id", 7)
