from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .figures_common import FiguresCommon


@tagged("post_install", "-at_install")
class TestFigures(FiguresCommon):
    """R-F03: a figure is counted in one place, as its formula says."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.branch = cls.env["hr.department"].create(
            {"name": "Branch North", "company_id": cls.company.id}
        )
        # Shanghai is eight hours ahead: the first is of September there
        cls.first = cls._past(
            "2026-08-31 20:00",
            acknowledged_on="2026-08-31 22:00",
            answered_on="2026-09-02 20:00",
            closed_on="2026-09-10 20:00",
            state="closed",
            is_open=False,
            satisfaction=4,
        )
        cls.second = cls._past(
            "2026-09-20 08:00",
            acknowledged_on="2026-09-20 12:00",
            answered_on="2026-10-01 08:00",
            dissatisfied_count=1,
            satisfaction=1,
            department_id=cls.plant.id,
        )
        cls.third = cls._past(
            "2026-10-05 08:00", is_repeat=True, branch_id=cls.branch.id
        )
        # November there
        cls.last = cls._past("2026-10-31 17:00")

    def test_r_f03_days_are_those_of_the_company(self):
        self.assertEqual(self._get("complaints"), {"complaints": 3})
        november = date(2026, 11, 1), date(2026, 11, 30)
        self.assertEqual(self._get("complaints", period=november)["complaints"], 1)

    def test_r_f03_times_are_averages_of_what_happened(self):
        found = self._get("hours_to_acknowledge", "days_to_answer", "days_to_close")
        self.assertEqual(
            found,
            {"hours_to_acknowledge": 3, "days_to_answer": 6.5, "days_to_close": 10},
        )

    def test_r_f03_shares(self):
        found = self._get("repeat_share", "dissatisfied_share", "satisfaction")
        self.assertAlmostEqual(found["repeat_share"], 100 / 3)
        self.assertEqual(found["dissatisfied_share"], 50)
        self.assertEqual(found["satisfaction"], 2.5)

    def test_r_f03_of_nothing_there_is_no_average(self):
        """The number of nothing is 0; its average is unknown, and not 0."""
        may = date(2026, 5, 1), date(2026, 5, 31)
        codes = "complaints", "cost", "days_to_close", "on_time"
        self.assertEqual(
            self._get(*codes, period=may),
            {"complaints": 0, "cost": 0, "days_to_close": None, "on_time": None},
        )

    def test_r_f03_open_as_it_stood_at_the_end(self):
        """What was closed later was open then."""
        august = date(2026, 8, 1), date(2026, 9, 5)
        self.assertEqual(self._get("open", period=august)["open"], 1)
        self.assertEqual(self._get("open")["open"], 2)

    def test_r_f03_one_department_or_person(self):

        def count(**only):
            return self._get("complaints", **only)["complaints"]

        self.assertEqual(count(department=self.plant), 1)
        self.assertEqual(count(department=self.branch), 1)
        officer = self.env["hr.employee"].create(
            {
                "name": "Officer",
                "user_id": self.officer.id,
                "company_id": self.company.id,
            }
        )
        self._happened(self.first, user_id=self.officer.id)
        self._happened(self.third, user_id=self.executive.id)
        mine = self.env["complaint.case"].search_count(
            [("user_id", "=", self.officer.id), ("id", "!=", self.last.id)]
        )
        self.assertEqual(count(employee=officer), mine)

    def test_r_f03_by_month_nothing_is_left_out(self):
        start, end = date(2026, 7, 1), date(2026, 10, 31)
        found = self.figures._get_series("complaints", self.company, start, end)
        months = [date(2026, month, 1) for month in (7, 8, 9, 10)]
        self.assertEqual(found, dict(zip(months, (0, 0, 2, 1), strict=True)))
        closing = self.figures._get_series("days_to_close", self.company, start, end)
        self.assertEqual(list(closing.values()), [None, None, 10, None])
        still = self.figures._get_series("open", self.company, start, end)
        self.assertEqual(list(still.values()), [0, 0, 1, 2])

    def test_r_f03_by_anything_the_greatest_first(self):
        found = self.figures._get_series(
            "complaints", self.company, *self.period, by="department"
        )
        none = self.env["hr.department"]
        self.assertEqual(list(found.items()), [(none, 2), (self.plant, 1)])
        with self.assertRaises(ValueError):
            self.figures._get_series(
                "complaints", self.company, *self.period, by="colour"
            )
        with self.assertRaises(KeyError):
            self._get("colour")

    def test_r_p03_each_counts_what_he_may_read(self):
        """A clerk counts what he received; a stranger nothing of this company."""
        self._happened(self.second, receiver_id=self.clerk.id)
        self.assertEqual(self._get("complaints", user=self.clerk)["complaints"], 1)
        self.assertEqual(self._get("complaints", user=self.stranger)["complaints"], 0)
        for code, counted in (("complaints", [1, 0]), ("open", [1, 1])):
            series = self.figures.with_user(self.clerk)._get_series(
                code, self.company, *self.period
            )
            self.assertEqual(list(series.values()), counted, code)

    def test_r_f03_many_figures_take_few_queries(self):
        codes = ["complaints", "repeat_share", "satisfaction", "cost", "on_time"]
        self._get(*codes)
        self.env.invalidate_all()
        with self.assertQueryCount(5):
            self._get(*codes)

    def test_r_f03_behind_a_figure_are_its_cases(self):
        action = self.figures._get_rows_action("open", self.company, *self.period)
        rows = self.env[action["res_model"]].with_user(self.supervisor)
        found = rows.search(action["domain"])
        self.assertEqual(found.case_id, self.second | self.third)
        self.assertEqual(found[0].action_open_case()["res_id"], found[0].id)

    def test_r_f03_a_row_without_a_case_opens_none(self):
        """A delivery, scrap: by RPC, too; who may not read the row is refused."""
        for name in ("complaint.delivery.report", "complaint.cost.report"):
            self.assertFalse(self.env[name].sudo().new({}).action_open_case())
        deliveries = self.env["complaint.delivery.report"].browse(1)
        with self.assertRaises(AccessError):
            deliveries.with_user(self.clerk).action_open_case()

    def test_r_f03_limits_kept(self):
        """A case with one missed limit is late; what runs and is overdue is missed."""
        self._limit(self.first, "met")
        self._limit(self.second, "met")
        self._limit(self.second, "late")
        self._limit(self.third, "running")
        self.assertAlmostEqual(self._get("on_time")["on_time"], 100 / 3)
