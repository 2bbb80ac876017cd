import io
import json
from datetime import date, datetime
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..models import complaint_register_reader
from . import sheet as sheets
from .common import ReportsCommon


@tagged("post_install", "-at_install")
class TestRegisters(ReportsCommon):
    """R-F01, R-F02: the registers that are filed, with the rights of who reads them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer.tz = "Asia/Shanghai"

    def _read(self, code, user=None, domain=(), **context):
        """``(headings, rows)`` of the register as ``user`` gets it."""
        registers = self.env["complaint.register"].with_user(user or self.officer)
        registers = registers.with_context(
            allowed_company_ids=(user or self.officer).company_ids.ids, **context
        )
        register = registers._get(code)
        stream = io.BytesIO()
        found = registers._get_domain(register, None, None)
        if domain:
            found &= registers._parse_domain(json.dumps(domain))
        registers._write_sheet(register, found, stream)
        sheet = sheets.read(stream.getvalue()).worksheets[0]
        rows = list(sheet.iter_rows(values_only=True))
        head = next(at for at, row in enumerate(rows) if row[1:2] != (None,))
        body = [row for row in rows[head + 1 :] if any(row)]
        return list(rows[head]), body

    def _get_dicts(self, code, **values):
        headings, rows = self._read(code, **values)
        return [dict(zip(headings, row, strict=True)) for row in rows]

    def _get_numbers(self, *args, **values):
        _headings, rows = self._read(*args, **values)
        return [row[0] for row in rows if "Total" not in row[0]]

    # ------------------------------------------------------------
    # WHAT IS IN THEM
    # ------------------------------------------------------------

    def test_r_f01_a_complaint_in_the_register(self):
        moment = datetime(2026, 3, 1, 17, 0)
        case = self._register_kettle(received_on=moment, claimed_amount=120)
        [row, total] = self._get_dicts("cases")
        self.assertEqual(row["Number"], case.number)
        self.assertEqual(row["Received"], datetime(2026, 3, 2, 1, 0))
        self.assertEqual(row["Complainant"], "Ms. Zhang")
        self.assertEqual(row["Products"], "Kettle 1.7")
        self.assertEqual(row["Defective"], 1)
        self.assertEqual(row["Amount claimed"], 120)
        self.assertEqual(row["Status"], "New")
        self.assertEqual(row["Handled by"], case.user_id.name or None)
        self.assertEqual(total["Number"], "Total (1)")
        self.assertEqual(total["Amount claimed"], 120)

    def test_r_f02_record_forms_of_a_month(self):
        """In the days of the company's people: the last evening counts to its month."""
        inside = self._register(received_on=datetime(2026, 9, 30, 16, 30))
        self._register(received_on=datetime(2026, 9, 30, 15, 30))
        export = self._ask("record_forms", date(2026, 10, 1), date(2026, 10, 31))
        rows = self._fetch(export)
        self.assertEqual(
            [row[0] for row in rows if row[0] == inside.number], [inside.number]
        )
        self.assertIn("Total (1)", [row[0] for row in rows])

    def test_r_t08_clocks_in_the_register(self):
        case = self._register()
        policy = self.env["complaint.policy"].create(
            {"name": "Ours", "company_id": self.company.id}
        )
        limit = self.env["complaint.policy.limit"].create(
            {
                "name": "Accept in a day",
                "policy_id": policy.id,
                "amount": 1,
                "unit": "day",
                "start_event": "received_on",
                "stop_event": "accepted_on",
            }
        )
        self.env["complaint.clock"].sudo()._create_guarded(
            [
                {
                    "case_id": case.id,
                    "limit_id": limit.id,
                    "company_id": self.company.id,
                    "amount": 1,
                    "unit": "day",
                    "started_on": case.received_on,
                }
            ]
        )
        rows = self._get_dicts("clocks")
        self.assertEqual(rows[0]["Limit"], limit.display_name)
        self.assertIn(case.number, next(iter(rows[0].values())))
        self.assertEqual(rows[0]["Status"], "Running")

    def test_r_f01_a_plan_has_a_row_for_each_measure(self):
        plan = self._create_plan()
        self._analyse(plan)
        actions = self._measure(plan)
        bare = self._create_plan()
        rows = self._get_dicts("plans")
        mine = [row for row in rows if row["Number"] == plan.number]
        self.assertEqual({row["Measure"] for row in mine}, set(actions.mapped("name")))
        [none] = [row for row in rows if row["Number"] == bare.number]
        self.assertIsNone(none["Measure"])
        self.assertIsNone(none["Done (%)"])

    def test_r_r05_a_proposal_is_not_summed_up_as_a_deduction(self):
        merits = self.env["complaint.merit"]
        made = merits.create(
            [
                {
                    "department_id": self.plant.id,
                    "company_id": self.company.id,
                    "amount": amount,
                    "sense": sense,
                }
                for amount, sense in ((100, "penalty"), (30, "penalty"), (7, "reward"))
            ]
        )
        made[1:]._write_guarded({"state": "decided"})
        rows = self._get_dicts("merits", user=self.executive)
        self.assertEqual([row["Amount"] for row in rows[:3]], [100, 30, 7])
        self.assertEqual(rows[-1]["Penalty, decided"], 30)
        self.assertEqual(rows[-1]["Reward, decided"], 7)

    # ------------------------------------------------------------
    # WHOSE
    # ------------------------------------------------------------

    def test_r_p03_everybody_gets_what_he_may_read(self):
        """R-P02: record rules decide, whatever is asked for."""
        received = self._register(user=self.clerk)
        other = self._register()
        theirs = self._register(user=self.stranger)
        every = [("id", "in", (received | other | theirs).ids)]
        for user, cases in (
            (self.clerk, received),
            (self.officer, received | other),
            (self.supervisor, received | other),
            (self.stranger, theirs),
        ):
            with self.subTest(user=user.login):
                found = self._get_numbers("cases", user=user, domain=every)
                self.assertEqual(found, cases.mapped("number"))

    def test_r_p03_no_right_on_the_model_no_register(self):
        with self.assertRaises(AccessError):
            self._read("clocks", user=self._create_user("guest", "base.group_portal"))

    def test_r_p03_the_name_of_a_case_without_its_title_for_who_may_not_read_it(self):
        """Penalties say the number of their complaint, never who complained."""
        case = self._register(title="Ms. Zhang is angry")
        self.env["complaint.merit"].create(
            {
                "company_id": self.company.id,
                "department_id": self.plant.id,
                "origin_case_id": case.id,
                "amount": 1,
            }
        )
        _headings, rows = self._read("merits", user=self.executive)
        self.assertNotIn("angry", str(rows))

    def test_r_p02_offered_are_those_that_one_may_read(self):
        exports = self.env["complaint.register.export"]
        self.assertNotIn("plans", exports.with_user(self.stranger)._get_choices())
        codes = {
            code for code, _label in exports.with_user(self.officer)._get_choices()
        }
        self.assertLessEqual({"cases", "record_forms", "clocks", "plans"}, codes)

    # ------------------------------------------------------------
    # FROM LIST AND MENU
    # ------------------------------------------------------------

    def _ask(self, code, first=False, last=False):
        exports = self.env["complaint.register.export"].with_user(self.officer)
        return exports.create({"register": code, "date_from": first, "date_to": last})

    def _fetch(self, export):
        stream = io.BytesIO()
        name = export._write_file(stream)
        self.assertTrue(name.endswith(".xlsx"))
        sheet = sheets.read(stream.getvalue()).worksheets[0]
        return list(sheet.iter_rows(values_only=True))

    def test_r_f01_above_the_list_whose_it_is_and_of_when(self):
        rows = self._fetch(self._ask("cases", date(2026, 1, 1), date(2026, 3, 31)))
        above = [row[0] for row in rows[:4]]
        self.assertEqual(above[:2], ["Complaint register", "Lotus Tableware"])
        self.assertEqual(above[2], "From 01/01/2026 to 03/31/2026")
        self.assertIn("Made by Officer", above[3])
        self.assertIn("Asia/Shanghai", above[3])

    def test_r_f01_chosen_in_a_list(self):
        cases = self._register() | self._register() | self._register()
        exports = self.env["complaint.register.export"].with_user(self.officer)
        chosen = exports.with_context(active_ids=cases[:2].ids, active_domain=[])
        export = self._get_asked(chosen.action_from_list("cases"))
        rows = [row[0] for row in self._fetch(export)]
        self.assertTrue(set(cases[:2].mapped("number")) <= set(rows))
        self.assertNotIn(cases[2].number, rows)

    def test_r_f01_all_that_is_filtered(self):
        """More than the client names one by one: the filter says which."""
        cases = self._register() | self._register(title="Cup chipped")
        self.env["ir.config_parameter"].set_param("web.active_ids_limit", "1")
        exports = self.env["complaint.register.export"].with_user(self.officer)
        chosen = exports.with_context(
            active_ids=cases[1].ids, active_domain=[("title", "like", "Kettle")]
        )
        rows = [
            row[0]
            for row in self._fetch(self._get_asked(chosen.action_from_list("cases")))
        ]
        self.assertIn(cases[0].number, rows)
        self.assertNotIn(cases[1].number, rows)

    def _get_asked(self, action):
        exports = self.env["complaint.register.export"].with_user(self.officer)
        return exports.browse(int(action["url"].rsplit("/", 1)[1]))

    def test_r_f01_nothing_chosen_nothing_made(self):
        exports = self.env["complaint.register.export"].with_user(self.officer)
        with self._refused(UserError, "Choose rows"):
            exports.action_from_list("cases")

    def test_r_p03_another_company_is_not_read_by_naming_it(self):
        theirs = self._register(user=self.stranger)
        export = self._ask("cases")
        export.sudo().company_ids |= self.other_company
        rows = [row[0] for row in self._fetch(export)]
        self.assertNotIn(theirs.number, rows)
        self.assertEqual(rows[1], "Lotus Tableware")

    def test_r_f01_a_domain_is_data(self):
        registers = self.env["complaint.register"]
        for text in ("__import__('os')", "{}", "1", "[('id', '=', open('x'))]"):
            with self.subTest(text=text), self._refused(UserError, "conditions"):
                registers._parse_domain(text)

    # ------------------------------------------------------------
    # SPEED
    # ------------------------------------------------------------

    def test_figures_queries_per_chunk(self):
        """PERFORMANCE: at most 8 a chunk of 8 columns, whatever the number of rows; the
        whole register, thirty columns with products, at most 14."""
        for _number in range(9):
            self._register_kettle()
        self.env.flush_all()
        registers = self.env["complaint.register"].with_user(self.officer)
        registers = registers.with_context(allowed_company_ids=self.company.ids)
        eight = registers._get("cases")
        eight = type(eight)(
            **{**vars(eight), "columns": eight.columns[:7] + eight.columns[15:16]}
        )
        for register, limit in ((eight, 8), (registers._get("cases"), 14)):
            counts = [self._count(registers, register, size) for size in (3, 9)]
            chunks = 3  # of three rows each, and one that finds nothing more
            self.assertLessEqual((counts[0] - counts[1]) / (chunks - 1), limit, counts)

    def _count(self, registers, register, size):
        self.env.invalidate_all()
        domain = registers._get_domain(register, None, None)
        with patch.object(complaint_register_reader, "CHUNK", size):
            before = self.env.cr.sql_log_count
            self.assertEqual(registers._write_sheet(register, domain, io.BytesIO()), 9)
            return self.env.cr.sql_log_count - before

    def test_r_f01_every_row_once_however_many_chunks(self):
        cases = self._register()
        for _number in range(6):
            cases |= self._register()
        for size in (1, 2, 3, 7, 8):
            with patch.object(complaint_register_reader, "CHUNK", size):
                found = self._get_numbers("cases")
            self.assertEqual(found, cases.mapped("number"), size)
