import base64
import io
import stat
import zipfile
from random import Random
from unittest.mock import patch

from odoo.tests import tagged

from ..tools import register_package
from .register_files import as_xlsx
from .test_register_import import GOOD, HEADINGS, RegisterCommon

COLUMNS = (*HEADINGS, "files")
PHOTO, LETTER = b"\xff\xd8\xff\xe0 a leaking kettle", b"Dear Sirs, it leaks."


@tagged("post_install", "-at_install")
class TestRegisterPackage(RegisterCommon):
    """R-I04: the earlier register and the files of its cases come in one ZIP."""

    def _pack(self, rows, files, register="register.xlsx"):
        """A ZIP with the register and files beside it, by path."""
        lines = [[row.get(name, "") for name in COLUMNS] for row in rows]
        return self._zip({register: as_xlsx(lines, COLUMNS), **files})

    def _zip(self, parts):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return stream.getvalue()

    def _take(self, rows, files, **values):
        record = self._upload(self._pack(rows, files), name="all.zip", **values)
        record.action_import()
        return record

    def _files(self, case):
        evidences = case.evidence_ids.sudo().sorted("file_name")
        return [(one.file_name, one.file_size) for one in evidences]

    def assertRefused(self, data, sentence):
        record = self._upload(data, name="all.zip")
        record.action_import()
        self.assertNothingWritten(record)
        self.assertIn(sentence, record.report)

    def test_r_i04_files_come_with_their_cases_and_are_counted(self):
        rows = [
            GOOD | {"number": "KS-1", "files": "photos/kettle.jpg; letter.txt"},
            GOOD | {"number": "KS-2"},
        ]
        files = {"photos/kettle.jpg": PHOTO, "letter.txt": LETTER}
        record = self._upload(self._pack(rows, files), name="all.zip")
        record.action_check()
        total = len(PHOTO) + len(LETTER)
        self.assertEqual(
            record.report,
            f"All 2 rows and 2 files ({total}.00 bytes) can be imported.",
        )
        record.action_import()
        self.assertImported(record)
        self.assertEqual(
            record.report, f"2 cases and 2 files ({total}.00 bytes) imported."
        )
        first, second = self._cases(record)
        self.assertEqual(
            self._files(first),
            [("kettle.jpg", len(PHOTO)), ("letter.txt", len(LETTER))],
        )
        self.assertFalse(second.evidence_ids)
        letter = first.evidence_ids.sudo().filtered(
            lambda one: one.file_name == "letter.txt"
        )
        content = letter.with_context(bin_size=False).file
        self.assertEqual(base64.b64decode(content), LETTER)
        self.assertEqual(letter.received_on, first.received_on)
        self.assertTrue(letter.locked)
        self.assertFalse(letter.added_after_decision)

    def test_files_that_are_called_by_the_number_need_no_column(self):
        rows = [GOOD | {"number": number} for number in ("KS-1", "KS-1-2", "KS-3")]
        files = {
            "KS-1.txt": b"1",
            "KS-1_more.txt": b"22",
            "KS-1-2.txt": b"333",
            "old/KS-3/letter.txt": b"4444",
        }
        record = self._take(rows, files)
        self.assertImported(record)
        self.assertEqual(
            [self._files(case) for case in self._cases(record)],
            [
                [("KS-1.txt", 1), ("KS-1_more.txt", 2)],
                [("KS-1-2.txt", 3)],
                [("letter.txt", 4)],
            ],
        )

    def test_what_rows_and_files_do_not_fit_is_named(self):
        rows = [
            GOOD | {"files": "lost.pdf"},
            GOOD | {"files": "same.txt"},
            GOOD | {"files": "a/one.txt"},
            GOOD | {"files": "A/One.txt"},
        ]
        files = {
            "a/one.txt": b"1",
            "a/same.txt": b"2",
            "b/same.txt": b"3",
        }
        data = self._pack(rows, files)
        for sentence in (
            "Row 2, Evidence: the ZIP has no file “lost.pdf”",
            "Row 3, Evidence: the ZIP has several “same.txt”; write the folder too",
            "Row 5, Evidence: the same file belongs to row 4",
            "The file “b/same.txt” in the ZIP belongs to no row",
        ):
            self.assertRefused(data, sentence)

    def test_a_file_is_named_in_a_register_without_zip(self):
        lines = [[(GOOD | {"files": "x.jpg"}).get(name, "") for name in COLUMNS]]
        self.assertRefused(as_xlsx(lines, COLUMNS), "the ZIP has no file “x.jpg”")

    def test_what_the_company_does_not_keep_is_refused(self):
        self.company.evidence_max_mb = 1
        row = GOOD | {"number": "KS-1"}
        for name, content, sentence in (
            ("KS-1.exe", b"MZ", "file of type “exe”"),
            ("KS-1.txt", b"", "is empty"),
            (
                "KS-1.txt",
                Random(1).randbytes(1 << 20) + b"x",
                "keeps files of up to 1 MB",
            ),
            ("KS-1.pdf", b"MZ\0\0" * 100, "really a file of type"),
        ):
            with self.subTest(name=name, sentence=sentence):
                self.assertRefused(self._pack([row], {name: content}), sentence)

    def test_paths_that_lead_out_are_refused(self):
        row = GOOD | {"number": "KS-1"}
        for name in ("../KS-1.txt", "/KS-1.txt", "a/../../KS-1.txt", "C:/KS-1.txt"):
            with self.subTest(name=name):
                data = self._pack([row], {name: b"x"})
                self.assertRefused(data, "is a link or leads out of it")
        stream = io.BytesIO(self._pack([row], {}))
        link = zipfile.ZipInfo("KS-1.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        with zipfile.ZipFile(stream, "a") as archive:
            archive.writestr(link, "/etc/passwd")
        self.assertRefused(stream.getvalue(), "is a link or leads out of it")

    def test_a_bomb_is_refused_without_being_unpacked(self):
        bomb = {"KS-1.txt": bytes(8 << 20)}
        data = self._pack([GOOD | {"number": "KS-1"}], bomb)
        with patch.object(zipfile.ZipFile, "read", side_effect=AssertionError):
            self.assertRefused(data, "would unpack to very much more")

    def test_too_much_is_refused(self):
        data = self._pack([GOOD | {"number": "K"}], {"K1.txt": b"1", "K2.txt": b"2"})
        with patch.object(register_package, "MOST_FILES", 2):
            self.assertRefused(data, "Cut it into several")

    def test_a_damaged_zip_is_refused_in_words(self):
        data = self._pack([GOOD | {"number": "K"}], {"K.txt": b"leaks" * 400})
        at = data.index(b"K.txt") + 8
        damaged = data[:at] + b"\xff\xff\xff" + data[at + 3 :]
        self.assertRefused(damaged, "is damaged")

    def test_the_register_is_found_or_asked_for(self):
        table = as_xlsx([[GOOD.get(name, "") for name in COLUMNS]], COLUMNS)
        self.assertRefused(self._zip({"a.txt": b"x"}), "must hold one register")
        both = {"one.xlsx": table, "two.xlsx": table}
        self.assertRefused(self._zip(both), "must hold one register")
        row = GOOD | {"number": "K-1"}
        record = self._take([row], {"K-1.xlsx": table, "__MACOSX/._x": b"x"})
        self.assertImported(record)
        self.assertEqual(self._files(self._cases(record)), [("K-1.xlsx", len(table))])

    def test_chinese_names_of_an_old_windows_are_read(self):
        name = "KS-1_照片.txt"
        data = self._pack([GOOD | {"number": "KS-1"}], {"KS-1_????.txt": b"x"})
        data = data.replace(b"KS-1_????.txt", name.encode("gb18030"))
        record = self._upload(data, name="all.zip")
        record.action_import()
        self.assertImported(record)
        self.assertEqual(self._files(self._cases(record)), [(name, 1)])

    def test_many_files_are_left_to_the_job(self):
        path = "odoo.addons.complaint_management.models.complaint_register_import"
        with patch(f"{path}.FILES_AT_ONCE", 1):
            rows = [GOOD | {"number": "K-1"}]
            record = self._take(rows, {"K-1.txt": b"1", "K-1_2.txt": b"2"})
        self.assertEqual(record.state, "queued")
        self.assertFalse(self._cases(record))
