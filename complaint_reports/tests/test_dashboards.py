import json

from odoo.tests import tagged
from odoo.tools import file_open

from .figures_common import FiguresCommon

NAMES = ("managers", "quality", "branches", "executives")


def read(name):
    with file_open(
        f"complaint_reports/data/files/complaint_{name}_dashboard.json"
    ) as stream:
        return json.load(stream)


@tagged("post_install", "-at_install")
class TestDashboards(FiguresCommon):
    """R-F05: four dashboards, each for its people; pictures of what there is."""

    def _get_charts(self, data):
        figures = [one["data"] for one in data["sheets"][0]["figures"]]
        return [one for one in figures if "metaData" in one]

    def test_r_f05_each_question_has_an_answer(self):
        self._past("2026-10-05 08:00")
        for name in NAMES:
            data = read(name)
            for chart in self._get_charts(data):
                about = chart["metaData"]
                rows = self.env[about["resModel"]].with_user(self.supervisor)
                domain = chart["searchParams"]["domain"]
                with self.subTest(name, chart=chart["title"]["text"]):
                    measure = about["measure"]
                    if measure != "__count":
                        measure += f":{rows._fields[measure].aggregator}"
                    rows.formatted_read_group(domain, about["groupBy"], [measure])
            for pivot in data["pivots"].values():
                rows = self.env[pivot["model"]].with_user(self.supervisor)
                rows.formatted_read_group(
                    [], [], [one["id"] for one in pivot["measures"]]
                )

    def test_r_f05_no_zero_is_left_out(self):
        """“Not empty” of a number leaves out 0: a share of 0 % has to be seen."""
        for name in NAMES:
            for chart in self._get_charts(read(name)):
                fields = self.env[chart["metaData"]["resModel"]]._fields
                for field, operator, value in chart["searchParams"]["domain"]:
                    number = fields[field].type in ("float", "integer", "monetary")
                    with self.subTest(name, field=field):
                        self.assertFalse(number and operator == "!=" and not value)

    def test_r_f05_period_reaches_each_picture(self):
        """The filter is matched with a date of the rows, wherever a period counts."""
        for name in NAMES:
            data = read(name)
            (period,) = [one["id"] for one in data["globalFilters"][:1]]
            for chart in self._get_charts(data):
                fields = self.env[chart["metaData"]["resModel"]]._fields
                chain = chart["fieldMatching"][period]["chain"]
                self.assertEqual(fields[chain].type, "datetime")

    def test_r_f05_who_sees_which(self):
        seen = {
            self.officer: {"Complaints", "Quality", "Branches"},
            self.executive: {"Complaints", "Quality", "Branches", "Management"},
            self.quality_user: {"Quality", "Branches"},
            self.clerk: {"Branches"},
        }
        group = self.env.ref("complaint_reports.spreadsheet_dashboard_group_complaint")
        for user, names in seen.items():
            dashboards = self.env["spreadsheet.dashboard"].with_user(user)
            found = dashboards.search([("dashboard_group_id", "=", group.id)])
            self.assertEqual(set(found.mapped("name")), names, user.name)
