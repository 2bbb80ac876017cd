import csv
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from unittest import SkipTest

from odoo.tests import tagged

from ..tools.numbering import parse_number
from .register_files import as_csv
from .test_register_import import RegisterCommon

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
FILE = SHARED / "data" / "cfpb_complaints_2013.csv"
SHANGHAI = timedelta(hours=8)


def received(line):
    """The day of receipt in the raw file."""
    return datetime.strptime(line["Date received"], "%m/%d/%Y")


def sent(line):
    """The day on which the company got it; nothing where that is before receipt."""
    day = datetime.strptime(line["Date sent to company"], "%m/%d/%Y")
    return day if day >= received(line) else None


def category(line):
    return " / ".join(filter(None, [line["Product"], line["Sub-product"]]))


def title(line):
    return ": ".join(filter(None, [line["Issue"], line["Sub-issue"]]))


def is_open(line):
    return line["Company response to consumer"] == "In progress"


def outcome(line):
    return "" if is_open(line) else line["Company response to consumer"]


def as_register(lines):
    """The raw lines under the headings of our template, dates as they were written."""
    headings = "received_on accepted_on channel category title state outcome".split()
    rows = [
        [
            line["Date received"],
            line["Date sent to company"] if sent(line) else "",
            line["Submitted via"],
            category(line),
            title(line),
            "investigating" if is_open(line) else "closed",
            outcome(line),
        ]
        for line in lines
    ]
    return as_csv(rows, headings)


@tagged("post_install", "-at_install")
class TestRegisterOfTheBureau(RegisterCommon):
    """R-I04, R-I05: 1,593 real complaints go in whole, and each count is right.

    Public data of the Consumer Financial Protection Bureau, as it was published.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not FILE.exists():
            raise SkipTest(f"{FILE} is not here")
        with FILE.open(encoding="utf-8", newline="") as stream:
            cls.lines = list(csv.DictReader(stream))
        cls.record = cls._upload(
            as_register(cls.lines), name=FILE.name, create_missing=True
        )
        cls.record.action_import()
        cls.cases = (
            cls.env["complaint.case"]
            .with_user(cls.admin)
            .search([("import_id", "=", cls.record.id)], order="id")
        )

    def _count(self, get_value):
        """How many raw lines have each value."""
        return Counter(get_value(line) for line in self.lines)

    def test_all_of_them_are_there(self):
        self.assertImported(self.record)
        self.assertEqual(len(self.lines), 1593)
        self.assertEqual(len(self.cases), 1593)
        self.assertEqual(self.record.row_count, 1593)
        self.assertTrue(all(self.cases.mapped("historical")))

    def test_each_channel_has_its_complaints(self):
        counted = Counter(case.channel_id.name for case in self.cases)
        self.assertEqual(counted, self._count(lambda line: line["Submitted via"]))
        self.assertEqual(len(self.cases.channel_id), len(counted))

    def test_each_category_has_its_complaints(self):
        counted = Counter(case.category_id.display_name for case in self.cases)
        self.assertEqual(counted, self._count(category))
        self.assertEqual(len(self.cases.category_id), len(counted))

    def test_parts_lie_under_their_product(self):
        made = self.env["complaint.category"].search(
            [("company_id", "=", self.company.id)]
        )
        products = {line["Product"] for line in self.lines}
        parts = {category(line) for line in self.lines if line["Sub-product"]}
        roots = made.filtered(lambda record: not record.parent_id)
        self.assertEqual(sorted(roots.mapped("name")), sorted(products))
        self.assertEqual(sorted((made - roots).mapped("display_name")), sorted(parts))

    def test_each_outcome_is_counted(self):
        counted = Counter(case.outcome or "" for case in self.cases)
        self.assertEqual(counted, self._count(outcome))

    def test_what_was_in_progress_is_open(self):
        counted = Counter(self.cases.mapped("state"))
        open_ones = sum(map(is_open, self.lines))
        self.assertEqual(open_ones, 2)
        self.assertEqual(
            counted, {"investigating": open_ones, "closed": 1593 - open_ones}
        )
        self.assertEqual(len(self.cases.filtered("is_open")), open_ones)

    def test_days_are_those_of_the_company(self):
        counted = Counter(case.received_on + SHANGHAI for case in self.cases)
        self.assertEqual(counted, self._count(received))
        counted = Counter(
            case.accepted_on and case.accepted_on + SHANGHAI or None
            for case in self.cases
        )
        self.assertEqual(counted, self._count(sent))
        self.assertEqual(
            self.cases.mapped("registered_on"), self.cases.mapped("received_on")
        )

    def test_each_case_is_its_line(self):
        """Not only the sums: nothing slipped into another row."""
        for case, line in zip(self.cases, self.lines, strict=True):
            self.assertEqual(
                (
                    case.title,
                    case.channel_id.name,
                    case.category_id.display_name,
                    case.received_on + SHANGHAI,
                    case.outcome or "",
                ),
                (
                    title(line),
                    line["Submitted via"],
                    category(line),
                    received(line),
                    outcome(line),
                ),
            )

    def test_r_i05_numbers_run_without_gap_in_each_month(self):
        serials = {}
        for case in self.cases:
            month, serial = parse_number(case.number)
            serials.setdefault(month, []).append(serial)
        months = self._count(lambda line: received(line).strftime("%Y%m"))
        self.assertEqual(
            serials,
            {month: list(range(1, count + 1)) for month, count in months.items()},
        )
