import csv
from collections import Counter
from datetime import date
from unittest import SkipTest

from odoo.addons.complaint_management.tests.test_register_cfpb import (
    FILE,
    as_register,
    category,
)
from odoo.addons.complaint_management.tests.test_register_import import RegisterCommon
from odoo.tests import tagged

from .figures_common import FiguresCommon


@tagged("post_install", "-at_install")
class TestFiguresOfTheBureau(FiguresCommon, RegisterCommon):
    """R-F03: 1,593 real complaints, as the Consumer Financial Protection Bureau
    published them, give the shares that are in the file."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not FILE.exists():
            raise SkipTest(f"{FILE.name} is not here")
        with FILE.open(encoding="utf-8", newline="") as stream:
            cls.lines = list(csv.DictReader(stream))
        record = cls._upload(
            as_register(cls.lines), name=FILE.name, create_missing=True
        )
        record.action_import()
        cls.cases = cls.env["complaint.case"].search(
            [("import_id", "=", record.id)], order="id"
        )
        cls._tell_of_limits()
        cls.period = (date(2000, 1, 1), date(2030, 1, 1))

    @classmethod
    def _tell_of_limits(cls):
        """Timely and disputed are no columns of a register: a limit that was kept or
        missed, and an answer that did not satisfy."""
        first = cls._limit(cls.cases[0], "met")
        states = {"Yes": "met", "No": "late"}
        rows = [
            (case.id, states[line["Timely response?"]])
            for case, line in zip(cls.cases, cls.lines, strict=True)
        ]
        first.flush_recordset()
        cls.env.cr.execute("DELETE FROM complaint_clock WHERE id = %s", [first.id])
        cls.env.cr.executemany(
            """INSERT INTO complaint_clock
               (case_id, limit_id, company_id, unit, state, started_on, due_on)
               VALUES (%s, %s, %s, 'hours', %s, '2013-01-01', '2013-02-01')""",
            [
                (case_id, first.limit_id.id, cls.company.id, state)
                for case_id, state in rows
            ],
        )
        cls.env.invalidate_all()
        for case, line in zip(cls.cases, cls.lines, strict=True):
            if line["Consumer disputed?"] == "Yes":
                cls._write_past(case, dissatisfied_count=1, answered_on="2013-02-01")
            elif line["Consumer disputed?"] == "No":
                cls._write_past(case, answered_on="2013-02-01")

    def _share(self, name, value):
        told = [line[name] for line in self.lines if line[name] in ("Yes", "No")]
        return 100 * told.count(value) / len(told)

    def test_r_f03_timely(self):
        found = self._get("on_time", "limits_on_time", "complaints")
        share = self._share("Timely response?", "Yes")
        self.assertAlmostEqual(found["on_time"], share)
        self.assertAlmostEqual(found["limits_on_time"], share)
        self.assertEqual(found["complaints"], 1593)

    def test_r_f03_disputed(self):
        found = self._get("dissatisfied_share")["dissatisfied_share"]
        self.assertAlmostEqual(found, self._share("Consumer disputed?", "Yes"))

    def test_r_f03_by_channel_and_product(self):
        ways = {"channel": lambda line: line["Submitted via"], "category": category}
        for by, get_value in ways.items():
            found = self.figures._get_series(
                "complaints", self.company, *self.period, by=by
            )
            named = {key.display_name: value for key, value in found.items()}
            self.assertEqual(named, Counter(map(get_value, self.lines)))
