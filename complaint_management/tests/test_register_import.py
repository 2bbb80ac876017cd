import base64
from datetime import datetime

from odoo.addons.base.tests.common import DISABLED_MAIL_CONTEXT
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import ComplaintCommon
from .register_files import as_csv, as_xlsx

HEADINGS = (
    "number",
    "reference",
    "received_on",
    "registered_on",
    "channel",
    "category",
    "title",
    "description",
    "partner_name",
    "state",
    "closed_on",
    "handler",
    "outcome",
)
GOOD = {"received_on": "2011-03-05", "channel": "Hotline", "title": "Kettle leaks"}


class RegisterCommon(ComplaintCommon):
    """Registers as the complaint administrator brings them along."""

    @classmethod
    def _upload(cls, data, user=None, name="register.csv", **values):
        """The upload of a file, not yet checked."""
        imports = cls.env["complaint.register.import"].with_user(user or cls.admin)
        # as in the browser: the tests' own context switches mail off
        imports = imports.with_context(**dict.fromkeys(DISABLED_MAIL_CONTEXT, False))
        return imports.create({"name": name, "data": base64.b64encode(data), **values})

    @classmethod
    def _import(cls, *rows, user=None, **values):
        """The upload of a CSV with these rows, after the button “Import”."""
        record = cls._upload(cls._csv(*rows), user, **values)
        record.action_import()
        return record

    @classmethod
    def _csv(cls, *rows):
        lines = [[row.get(name, "") for name in HEADINGS] for row in rows]
        return as_csv(lines, HEADINGS)

    def _cases(self, record):
        """The cases of an import, in the order of the file."""
        cases = self.env["complaint.case"].with_user(self.admin)
        return cases.search([("import_id", "=", record.id)], order="id")

    def assertImported(self, record):
        self.assertEqual(record.state, "done", record.report)

    def assertNothingWritten(self, record):
        self.assertEqual(record.state, "wrong")
        self.assertFalse(self._cases(record))


@tagged("post_install", "-at_install")
class TestRegisterImport(RegisterCommon):
    """R-I04: an earlier register becomes cases with a state and dates of their own."""

    FULL = {
        "number": "KS-17",
        "reference": "A/2011/17",
        "received_on": "2011-03-05 07:30",
        "registered_on": "2011-03-06",
        "channel": "hotline",
        "category": "Quality / Use",
        "title": "Kettle leaks",
        "description": "From the spout.",
        "partner_name": "Mr. Li",
        "state": "Closed",
        "closed_on": "2011年4月1日 18:00",
        "handler": "officer",
        "outcome": "Replaced.",
    }

    def assertFullCase(self, case):
        self.assertRecordValues(
            case,
            [
                {
                    "number": "KS-17",
                    "import_reference": "A/2011/17",
                    "received_on": datetime(2011, 3, 4, 23, 30),
                    "registered_on": datetime(2011, 3, 5, 16, 0),
                    "closed_on": datetime(2011, 4, 1, 10, 0),
                    "channel_id": self.hotline.id,
                    "user_id": self.officer.id,
                    "receiver_id": False,
                    "policy_id": False,
                    "title": "Kettle leaks",
                    "partner_name": "Mr. Li",
                    "state": "closed",
                    "is_open": False,
                    "outcome": "Replaced.",
                    "kind": "complaint",
                    "historical": True,
                    "company_id": self.company.id,
                }
            ],
        )
        self.assertEqual(case.category_id.display_name, "Quality / Use")
        self.assertIn("From the spout.", case.description)

    def test_r_i04_csv_becomes_historical_cases(self):
        record = self._import(self.FULL)
        self.assertImported(record)
        self.assertEqual(record.row_count, 1)
        self.assertFullCase(self._cases(record))

    def test_r_i04_xlsx_becomes_the_same_cases(self):
        row = self.FULL | {
            "received_on": datetime(2011, 3, 5, 7, 30),
            "registered_on": datetime(2011, 3, 6),
            "closed_on": datetime(2011, 4, 1, 18),
        }
        data = as_xlsx([[row[name] for name in HEADINGS]], HEADINGS)
        record = self._upload(data, name="register.xlsx")
        record.action_import()
        self.assertImported(record)
        self.assertFullCase(self._cases(record))

    def test_rows_without_state_and_registration_are_closed_on_receipt(self):
        case = self._cases(self._import(GOOD))
        self.assertCaseState(case, "closed")
        self.assertEqual(case.registered_on, case.received_on)

    def test_open_case_goes_on_from_where_it_stood(self):
        case = self._cases(self._import(GOOD | {"state": "Accepted"}))
        case.with_user(self.officer).action_investigate()
        self.assertCaseState(case, "investigating")

    def test_r_i05_rows_without_number_get_one_of_their_month(self):
        dates = ("2011-06-30 23:59", "2011-07-01 00:00", "2011-07-01 07:59")
        record = self._import(*(GOOD | {"received_on": date} for date in dates))
        self.assertEqual(
            self._cases(record).mapped("number"),
            ["201106-0001", "201107-0001", "201107-0002"],
        )

    def test_r_i05_number_of_the_month_of_registration(self):
        row = {"received_on": "2011-08-31", "registered_on": "2011-09-01"}
        self.assertEqual(self._cases(self._import(GOOD | row)).number, "201109-0001")

    def test_r_i05_drawn_numbers_never_meet_imported_ones(self):
        """Neither in the same file nor later, neither small nor absurdly high."""
        october = GOOD | {"received_on": "2011-10-08"}
        numbers = ("", "201110-0003", "201110-20111008001", "")
        first = self._import(*(october | {"number": number} for number in numbers))
        self.assertImported(first)
        second = self._import(october, october)
        drawn = self._cases(first)[::3] + self._cases(second)
        self.assertEqual(
            drawn.mapped("number"),
            ["201110-0004", "201110-0005", "201110-0006", "201110-0007"],
        )

    def test_nobody_is_written_to_and_nothing_runs(self):
        mails = self.env["mail.mail"].search_count([])
        case = self._cases(self._import(self.FULL | {"state": "Accepted"}))
        self.env.flush_all()
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)
        self.assertFalse(case.message_ids)
        self.assertFalse(case.activity_ids)
        self.assertFalse(case.message_follower_ids)

    def test_text_that_looks_like_a_formula_stays_text(self):
        for prefix in "=+-@":
            title = f'{prefix}HYPERLINK("http://x.example")'
            case = self._cases(self._import(GOOD | {"title": title}))
            self.assertEqual(case.title, title)

    def test_description_is_text_and_runs_nothing(self):
        text = "Below <Model 7> it says\n<script>alert(1)</script> a < b & c"
        case = self._cases(self._import(GOOD | {"description": text}))
        self.assertIn("&lt;Model 7&gt;", case.description)
        self.assertIn("&lt;script&gt;alert(1)", case.description)
        self.assertNotIn("<script", case.description)
        self.assertIn("<br", case.description)

    def test_check_only_writes_no_case(self):
        record = self._upload(self._csv(GOOD, GOOD))
        record.action_check()
        self.assertEqual(record.state, "checked")
        self.assertEqual(record.report, "All 2 rows can be imported.")
        self.assertFalse(self._cases(record))

    def test_imported_cases_are_opened_from_the_file(self):
        record = self._import(GOOD, GOOD)
        action = record.action_open_cases()
        cases = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(cases, self._cases(record).with_env(cases.env))

    def test_hundred_rows_take_few_queries(self):
        """PERFORMANCE.md: at most 12 for 100 rows, checks and file included."""
        self._import(GOOD)  # the caches of the process are warm
        counts = []
        for count in (100, 300):
            record = self._upload(self._csv(*[GOOD] * count, GOOD | {"title": "x"}))
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            record.action_import()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
            self.assertImported(record)
        self.assertLessEqual(counts[0], 12)
        self.assertLessEqual(counts[1], 14)


@tagged("post_install", "-at_install")
class TestRegisterImportRights(RegisterCommon):
    """A register is brought along by administrators, and kept."""

    def test_only_administrators_import(self):
        for user in (
            self.clerk,
            self.officer,
            self.executive,
            self.supervisor,
            self.stranger,
        ):
            with self.assertRaises(AccessError, msg=user.name):
                self._upload(self._csv(GOOD), user)

    def test_officer_may_not_press_the_buttons_of_an_upload(self):
        record = self._upload(self._csv(GOOD)).with_user(self.officer)
        for button in (record.action_check, record.action_import):
            with self.assertRaises(AccessError):
                button()

    def test_another_company_sees_nothing_of_it(self):
        record = self._import(GOOD)
        elsewhere = self._create_user(
            "admin elsewhere", "complaint_admin", company=self.other_company
        )
        there = self.env(user=elsewhere, context={})
        domain = [("import_id", "=", record.id)]
        self.assertFalse(there["complaint.case"].search(domain))
        self.assertFalse(there["complaint.register.import"].search([]))
        with self.assertRaises(AccessError):
            record.with_env(there).action_check()
        with self.assertRaises(AccessError):
            there["complaint.register.import"].create(
                {"name": "x", "data": b"eA==", "company_id": self.company.id}
            )

    def test_r_p04_what_the_import_found_is_not_written_by_hand(self):
        record = self._upload(self._csv(GOOD))
        for name in ("state", "report", "checksum", "row_count", "imported_on"):
            with self.assertRaisesRegex(UserError, "cannot be set by hand", msg=name):
                record.write({name: "done" if name == "state" else False})

    def test_imported_file_is_kept_as_it_is(self):
        record = self._import(GOOD)
        with self.assertRaisesRegex(UserError, "is kept"):
            record.unlink()
        with self.assertRaisesRegex(UserError, "is imported"):
            record.data = base64.b64encode(b"x")
        for button in (record.action_check, record.action_import):
            with self.assertRaisesRegex(UserError, "is imported"):
                button()
        self.assertEqual(len(self._cases(record)), 1)

    def test_upload_with_errors_may_be_thrown_away(self):
        record = self._import(GOOD | {"channel": "Pigeon"})
        record.unlink()
        self.assertFalse(record.exists())

    def test_r_i04_one_call_tells_what_it_did(self):
        imports = self.env["complaint.register.import"].with_user(self.admin)
        data = base64.b64encode(self._csv(GOOD, GOOD)).decode()
        answer = imports.import_register("api.csv", data)
        self.assertEqual(answer["state"], "done")
        self.assertEqual(answer["rows"], 2)
        self.assertEqual(len(self._cases(imports.browse(answer["id"]))), 2)

    def test_one_call_says_what_is_wrong_by_row(self):
        imports = self.env["complaint.register.import"].with_user(self.admin)
        data = base64.b64encode(self._csv(GOOD, GOOD | {"title": ""})).decode()
        with self.assertRaisesRegex(UserError, "Row 3, Title: is empty"):
            imports.import_register("api.csv", data)
