from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models import complaint_register_import
from .register_files import as_csv, as_xlsx
from .test_register_import import GOOD, RegisterCommon

CRON = "complaint_management.ir_cron_complaint_register_import"


@tagged("post_install", "-at_install")
class TestRegisterImportWrong(RegisterCommon):
    """Wrong rows are named, the file goes in whole or not at all."""

    def assertRefused(self, record, *sentences):
        self.assertNothingWritten(record)
        for sentence in sentences:
            self.assertIn(sentence, record.report)

    def test_every_wrong_row_is_named(self):
        record = self._import(
            GOOD,
            GOOD | {"title": ""},
            GOOD | {"received_on": "soon", "channel": "Pigeon"},
            GOOD | {"received_on": "2999-01-01"},
            GOOD | {"closed_on": "2011-03-04"},
            GOOD | {"handler": "nobody"},
            GOOD | {"state": "lost"},
        )
        self.assertRefused(
            record,
            "Row 3, Title: is empty",
            "Row 4, Received: “soon” is no date; write it as 2026-11-30",
            "Row 4, Channel: “Pigeon” is not known here",
            "Row 5, Received: 2999-01-01 lies in the future",
            "Row 6, Closed on: is earlier than Received",
            "Row 7, Handled by: “nobody” is not known here",
            "Row 8, Status: “lost” is not known here",
        )
        self.assertNotIn("Row 2,", record.report)
        self.assertEqual((record.row_count, record.error_count), (7, 7))

    def test_mended_file_goes_in(self):
        record = self._import(GOOD | {"title": ""})
        self.assertNothingWritten(record)
        record.data = self._upload(self._csv(GOOD)).data
        record.action_import()
        self.assertImported(record)
        self.assertEqual(record.error_count, 0)

    def test_more_errors_than_anyone_reads_are_counted(self):
        record = self._import(*[GOOD | {"title": ""}] * 203)
        lines = record.report.split("\n")
        self.assertEqual(len(lines), 201)
        self.assertEqual(lines[-1], "… and 3 more.")
        self.assertEqual(record.error_count, 203)

    def test_number_and_reference_twice_in_the_file(self):
        row = GOOD | {"number": "KS-1", "reference": "A-1"}
        self.assertRefused(
            self._import(GOOD, row, row),
            "Row 4, Number: is the same as in row 3",
            "Row 4, Earlier reference: is the same as in row 3",
        )

    def test_number_and_reference_of_a_case_that_exists(self):
        row = GOOD | {"number": "KS-2", "reference": "A-2"}
        self.assertImported(self._import(row))
        self.assertRefused(
            self._import(GOOD, row | {"title": "Another"}),
            "Row 3, Number: a case with “KS-2” exists already",
            "Row 3, Earlier reference: a case with “A-2” exists already",
        )

    def test_numbers_of_another_company_are_its_own(self):
        """Also for an administrator who sees both."""
        self.admin.company_ids |= self.other_company
        theirs = self._register(self.stranger, company_id=self.other_company.id)
        record = self._upload(self._csv(GOOD | {"number": theirs.number}))
        both = (self.company | self.other_company).ids
        record.with_context(allowed_company_ids=both).action_import()
        self.assertImported(record)

    def test_same_file_twice_is_refused(self):
        self.assertImported(self._import(GOOD, name="first.csv"))
        again = self._import(GOOD, name="second.csv")
        self.assertRefused(again, "This very file was imported", "first.csv")

    def test_files_that_cannot_be_read_say_why(self):
        good = [GOOD["received_on"], GOOD["channel"], GOOD["title"], "x"]
        quote = b'\n2011-03-05,Hotline,"open,x'
        table = [
            (b"\n", "must name these columns: Received, Channel, Title"),
            (as_csv([]), "no rows below"),
            (as_xlsx([]), "no rows below"),
            (as_csv([good], ("a", "b", "c", "d")), "Download the template"),
            (as_csv([good + ["x"]], (*GOOD, "x", "Colour")), "stand twice: x, Colour"),
            (as_csv([good]) + quote, "Row 4 cannot be read"),
            (
                as_csv([good + ["surplus"]]),
                "Row 2, column 5: “surplus” stands under no",
            ),
            (as_csv([good]) + b"\xff\xff", "Choose its encoding"),
            (b"PK\x03\x04 no workbook", "neither a CSV nor an XLSX"),
            (as_csv([good]).replace(b"x\r", b"\x00\r"), "neither a CSV nor an XLSX"),
        ]
        for data, sentence in table:
            with self.subTest(sentence=sentence):
                record = self._upload(data)
                record.action_import()
                self.assertRefused(record, sentence)

    def test_wrong_encoding_chosen_then_the_right_one(self):
        row = ["2011-03-05", "Hotline", "電話投訴", ""]
        record = self._upload(as_csv([row], encoding="big5"), encoding="utf-8")
        record.action_import()
        self.assertRefused(record, "Choose its encoding, or save it as UTF-8")
        record.encoding = "big5"
        record.action_import()
        self.assertImported(record)
        self.assertEqual(self._cases(record).title, "電話投訴")


@tagged("post_install", "-at_install")
class TestRegisterImportMissing(RegisterCommon):
    """Unknown channels and categories are errors, or made once when asked for."""

    def test_unknown_ones_are_errors(self):
        record = self._import(GOOD | {"channel": "Pigeon", "category": "A / B"})
        self.assertNothingWritten(record)
        self.assertIn("Row 2, Channel: “Pigeon” is not known here", record.report)
        self.assertIn("Row 2, Category: “A / B” is not known here", record.report)

    def test_unknown_ones_are_made_once(self):
        rows = [
            {"channel": "Pigeon", "category": "Posts / Feathers"},
            {"channel": "pigeon", "category": "Posts / Letters"},
            {"channel": "Hotline", "category": "posts / feathers"},
            {"channel": "PIGEON", "category": "Quality / Use"},
        ]
        record = self._import(*(GOOD | row for row in rows), create_missing=True)
        self.assertImported(record)
        cases = self._cases(record)
        self.assertEqual(cases.mapped("channel_id.name"), ["Pigeon", "Hotline"])
        self.assertEqual(
            cases.mapped("category_id.display_name"),
            ["Posts / Feathers", "Posts / Letters", "Quality / Use"],
        )
        made = cases[:3].category_id | cases[:3].category_id.parent_id
        self.assertEqual(len(made), 3)
        self.assertEqual(made.company_id, self.company)
        self.assertEqual(cases[0].channel_id.company_id, self.company)

    def test_known_ones_are_understood_by_code_and_bare_name(self):
        rows = [GOOD | {"category": text} for text in ("quality_use", "USE")]
        cases = self._cases(self._import(*rows))
        self.assertEqual(cases.category_id.display_name, "Quality / Use")

    def test_second_file_finds_what_the_first_one_made(self):
        """A root and a part of another root may have the same name."""
        texts = ("Debts / Loan", "Loan", "Loan / Car", "Mail / Loan / Car")
        rows = [GOOD | {"category": text} for text in texts]
        for record in (
            self._import(*rows, create_missing=True),
            self._import(*rows[::-1], create_missing=True),
            self._import(*rows[1:]),
        ):
            self.assertImported(record)
            found = [case.category_id.display_name for case in self._cases(record)]
            expected = texts[1:] if len(found) == 3 else texts
            self.assertEqual(sorted(found), sorted(expected))
        mine = [("company_id", "=", self.company.id)]
        self.assertEqual(self.env["complaint.category"].search_count(mine), 7)

    def test_name_of_several_is_an_error_even_then(self):
        self.env["complaint.channel"].create([{"name": "Shop"}, {"name": "Shop"}])
        record = self._import(GOOD | {"channel": "shop"}, create_missing=True)
        self.assertNothingWritten(record)
        self.assertIn("“shop” is the name of several here", record.report)

    def test_nothing_is_made_for_a_file_with_errors(self):
        rows = (GOOD | {"channel": "Pigeon"}, GOOD | {"title": ""})
        self.assertNothingWritten(self._import(*rows, create_missing=True))
        channels = self.env["complaint.channel"]
        self.assertFalse(channels.search([("name", "=", "Pigeon")]))


@tagged("post_install", "-at_install")
class TestRegisterJob(RegisterCommon):
    """More rows than anyone waits for are imported by the job."""

    def setUp(self):
        super().setUp()
        self.startPatcher(patch.object(complaint_register_import, "ROWS_AT_ONCE", 2))
        self.startPatcher(patch.object(complaint_register_import, "BATCH", 2))

    def _run_job(self):
        with self.enter_registry_test_mode():
            self.env.ref(CRON).method_direct_trigger()

    def test_large_register_waits_for_the_job(self):
        record = self._import(*[GOOD] * 3)
        self.assertEqual(record.state, "queued")
        self.assertFalse(self._cases(record))
        self._run_job()
        self.assertImported(record)
        self.assertEqual(record.report, "3 cases imported.")
        self.assertEqual(len(self._cases(record)), 3)
        self.assertEqual(self._cases(record).create_uid, self.admin)

    def test_job_is_woken_at_once(self):
        triggers = self.env["ir.cron.trigger"]
        woken = [("cron_id", "=", self.env.ref(CRON).id)]
        before = triggers.search_count(woken)
        self._import(*[GOOD] * 3)
        self.assertEqual(triggers.search_count(woken), before + 1)

    def test_waiting_file_is_not_touched(self):
        record = self._import(*[GOOD] * 3)
        for button in (record.action_import, record.action_check):
            with self.assertRaisesRegex(Exception, "waits for the job"):
                button()

    def test_job_that_breaks_off_leaves_nothing_and_can_run_again(self):
        record = self._import(*[GOOD] * 5, GOOD | {"channel": "Hotline"})
        cases = type(self.env["complaint.case"])
        create, calls = cases._create_guarded, []

        def break_off(this, vals_list):
            calls.append(len(vals_list))
            if len(calls) == 2:
                raise MemoryError("killed")
            return create(this, vals_list)

        logger = "odoo.addons.complaint_management.models.complaint_register_import"
        with patch.object(cases, "_create_guarded", break_off), mute_logger(logger):
            self._run_job()
        self.assertEqual(calls, [2, 2])
        self.assertNothingWritten(record)
        self.assertIn("killed", record.report)
        record.action_import()
        self._run_job()
        self.assertImported(record)
        self.assertEqual(len(self._cases(record)), 6)

    def test_job_finds_what_became_wrong_meanwhile(self):
        row = GOOD | {"reference": "A-3"}
        record = self._import(GOOD, GOOD, row)
        self.assertImported(self._import(row))
        self._run_job()
        self.assertNothingWritten(record)
        self.assertIn("Earlier reference: a case with “A-3” exists", record.report)

    def test_job_understands_the_language_of_the_uploader(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.admin.lang = "zh_CN"
        field = self.env["ir.model.fields"]._get("complaint.case", "state")
        closed = field.selection_ids.filtered(lambda option: option.value == "closed")
        closed.with_context(lang="zh_CN").name = "已关闭"
        self.env.registry.clear_all_caches()
        record = self._upload(self._csv(*[GOOD | {"state": "已关闭"}] * 3))
        record.with_context(lang="zh_CN").action_import()
        self.assertEqual(record.state, "queued", record.report)
        self._run_job()
        self.assertImported(record)

    def test_second_file_goes_in_when_the_first_is_wrong(self):
        row = GOOD | {"reference": "A-4"}
        first, second = self._import(GOOD, GOOD, row), self._import(*[GOOD] * 4)
        self.assertImported(self._import(row))
        self._run_job()
        self.assertNothingWritten(first)
        self.assertImported(second)
