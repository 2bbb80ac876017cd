import base64
import hashlib
import json
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged, warmup
from odoo.tools import mute_logger

from .keeping_common import SECRET, KeepingCommon


@tagged("post_install", "-at_install")
class TestArchive(KeepingCommon):
    """R-S03: a closed case is archived with everything."""

    def _archive(self, case):
        return self._make(case)[:1]

    def test_r_s03_package_holds_everything(self):
        case = self._live()
        parts = self._unpack(self._archive(case))
        page = parts["index.html"].decode()
        for told in (
            case.number,
            "Kettle leaks",
            "12 Lake Road",
            "Zhang called: it still leaks.",
            "When will Zhang hear?",
            "On Friday.",
            "Replaced.",
            "Zhang wrote again",
            "zhang@example.com",
        ):
            self.assertIn(told, page)
        self.assertIn(b"A chipped plate", parts.values())
        self.assertIn(b"Dear all, Zhang", parts.values())
        replies = [path for path in parts if path.startswith("replies/")]
        self.assertEqual(len(replies), len(case.reply_ids))
        [approval] = [path for path in parts if path.startswith("approvals/")]
        request = self.env["complaint.approval.request"].search(
            [("case_id", "=", case.id)]
        )
        self.assertIn(request.last_hash, parts[approval].decode())
        for name in (
            "case",
            "evidence",
            "call",
            "question",
            "reply",
            "remedy",
            "trail",
        ):
            self.assertTrue(json.loads(parts[f"data/complaint_{name}.json"]), name)

    def test_r_s03_every_part_has_its_fingerprint(self):
        archive = self._archive(self._live())
        parts = self._unpack(archive)
        listed = {
            part["path"]: part["sha256"] for part in self._get_index(parts)["parts"]
        }
        self.assertEqual(listed.keys(), parts.keys() - {"index.json"})
        for path, checksum in listed.items():
            self.assertEqual(hashlib.sha256(parts[path]).hexdigest(), checksum, path)
        content = base64.b64decode(archive.with_context(bin_size=False).file)
        self.assertEqual(archive.checksum, hashlib.sha256(content).hexdigest())
        self.assertEqual(archive.file_size, len(content))
        self.assertTrue(archive._is_unchanged())

    def test_r_s03_package_that_was_changed_shows(self):
        archive = self._archive(self._live())
        file = self.env["ir.attachment"].search(
            [("res_model", "=", archive._name), ("res_id", "=", archive.id)]
            + [("res_field", "=", "file")]
        )
        file.raw = b"another"
        self.assertFalse(archive._is_unchanged())
        self.assertEqual(archive.action_check()["params"]["type"], "danger")

    def test_r_s03_language_of_the_customer(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.customer.lang = "zh_CN"
        page = self._unpack(self._archive(self._live()))["index.html"].decode()
        self.assertIn('lang="zh-CN"', page)
        self.assertIn("<td>是</td>", page)

    def test_r_d10_legal_advice_stays_out(self):
        department = self.env["hr.department"].create(
            {
                "name": "Legal",
                "company_id": self.company.id,
                "manager_id": self.env["hr.employee"]
                .create({"name": "Head", "user_id": self.executive.id})
                .id,
            }
        )
        case = self._register()
        duty = self.env["complaint.duty"].create(
            {"case_id": case.id, "department_id": department.id, "kind": "legal"}
        )
        duty.advice_ids.sudo().write(
            {
                "advice": SECRET,
                "file": base64.b64encode(SECRET.encode()),
                "file_name": "advice.txt",
            }
        )
        case.action_cancel("He takes it back.")
        for path, content in self._unpack(self._archive(case)).items():
            self.assertNotIn(SECRET.encode(), content, path)

    # ------------------------------------------------------------
    # WHEN
    # ------------------------------------------------------------

    def test_r_s03_job_archives_what_has_ended_once(self):
        cases = self._close(self._register()) + self._register()
        cases[1].action_cancel("He takes it back.")
        still_open = self._register()
        self._run_job("archive")
        self._run_job("archive")
        for case in cases:
            self.assertEqual(len(case.archive_ids), 1)
            self.assertEqual(case.archive_count, 1)
            self.assertFalse(case.archive_due)
            self.assertFalse(case.archive_ids.user_id)
        self.assertFalse(still_open.archive_ids)
        self._make(cases[0])
        self.assertEqual(len(cases[0].archive_ids), 1)

    def test_r_s03_closed_again_makes_a_further_one(self):
        case = self._live()
        first = self._archive(case)
        case.action_investigate("The new one leaks too.")
        self.assertFalse(case.archive_due)
        self.env.cr.execute(
            "UPDATE complaint_archive SET ended_on = ended_on - interval '1 day'"
        )
        self.env.invalidate_all()
        case.action_submit()
        case.with_user(self.executive).action_approve()
        case.action_confirm()
        self._tell(case)
        case.action_close()
        self._run_job("archive")
        self.assertEqual(len(case.archive_ids), 2)
        self.assertEqual(case.archive_count, 2)
        self.assertTrue(first.exists().checksum)

    @mute_logger("odoo.sql_db")
    def test_r_s03_one_that_fails_does_not_hold_up_the_others(self):
        bad, good = self._close(self._register()), self._close(self._register())
        builder = type(self.env["complaint.archive.builder"])
        build = builder._build

        def _build(self, case, stream):
            if case == bad:
                raise OSError("disk is full")
            return build(self, case, stream)

        with patch.object(builder, "_build", _build):
            self._run_job("archive")
        self.assertEqual(bad.archive_ids.state, "failed")
        self.assertIn("disk is full", bad.archive_ids.error)
        self.assertEqual(good.archive_ids.state, "made")
        bad.archive_ids.with_user(self.officer).action_make_again()
        self.assertIn("made", bad.archive_ids.mapped("state"))

    def test_r_s03_open_case_is_not_archived(self):
        with self.assertRaisesRegex(UserError, "Close it first"):
            self._register().action_make_archive()

    def test_r_s03_customer_s_file_shows_them(self):
        archive = self._archive(self._live())
        action = self.customer.with_user(self.officer).action_open_complaint_archives()
        self.assertEqual(
            self.env["complaint.archive"].search(action["domain"]), archive
        )

    # ------------------------------------------------------------
    # WHO
    # ------------------------------------------------------------

    def test_r_p03_who_received_the_case_reads_no_package(self):
        case = self._register(self.clerk)
        case.with_user(self.officer).action_cancel("He takes it back.")
        archive = self._archive(case)
        for user in (self.clerk, self.stranger):
            with self.assertRaises(AccessError):
                archive.with_user(user).read(["file"])
        with self.assertRaises(AccessError):
            case.with_user(self.clerk).action_make_archive()
        with self.assertRaises(AccessError):
            case.with_user(self.supervisor).action_make_archive()
        self.assertTrue(archive.with_user(self.supervisor).read(["file"]))

    def test_r_s03_nobody_makes_changes_or_deletes_a_package_by_hand(self):
        archive = self._archive(self._live())
        archives = self.env["complaint.archive"]
        forced = {"_force_unlink": True, "install_mode": True}
        for model in (archives, archives.with_context(**forced).sudo()):
            with self.assertRaises(UserError):
                model.create({"case_id": archive.case_id.id})
            with self.assertRaises(UserError):
                model.browse(archive.id).write({"checksum": "0"})
            with self.assertRaises(UserError):
                model.browse(archive.id).unlink()

    # ------------------------------------------------------------
    # FIGURES
    # ------------------------------------------------------------

    @warmup
    def test_figures_archive_of_50_files(self):
        case = self._register()
        for number in range(50):
            self._add_file(case, f"p{number}.txt", b"%d" % number * 200_000)
        case.action_cancel("He takes it back.")
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(136):  # two for each kind of rows
            archive = self._archive(case)
        self.assertGreater(archive.part_count, 50)
