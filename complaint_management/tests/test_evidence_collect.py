import base64
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .test_evidence import TEXT, EvidenceCommon


@tagged("post_install", "-at_install")
class TestEvidenceCollect(EvidenceCommon):
    """Attachments of the messages become evidence, and what it costs."""

    def _receive(self, case, *files, author=None):
        """A message of the customer with these files."""
        return case.sudo().message_post(
            body="See the files.",
            author_id=(author or self.customer).id,
            attachments=list(files),
        )

    def test_r_i04_each_attachment_becomes_evidence_once(self):
        case = self._register()
        files = [("crack.png", b"\x89PNG\r\n\x1a\nx"), ("receipt.txt", TEXT)]
        message = self._receive(case, *files)
        action = case.action_collect_evidence()
        self.assertIn("Taken as evidence: 2.", action["params"]["message"])
        self.assertEqual(
            set(case.evidence_ids.mapped("name")), {"crack.png", "receipt.txt"}
        )
        self.assertEqual(set(case.evidence_ids.mapped("source")), {"complainant"})
        self.assertEqual(set(case.evidence_ids.mapped("received_on")), {message.date})
        self._receive(case, files[1], ("second.txt", b"second"))
        case.action_collect_evidence()
        self.assertEqual(len(case.evidence_ids), 3)
        self.assertIn("No new", case.action_collect_evidence()["params"]["message"])

    def test_r_i04_a_forbidden_one_keeps_the_others_from_nothing(self):
        case = self._register()
        self._receive(case, ("setup.exe", b"MZ"), ("receipt.txt", TEXT))
        params = case.action_collect_evidence()["params"]
        self.assertEqual(case.evidence_ids.name, "receipt.txt")
        self.assertEqual(params["type"], "warning")
        self.assertIn("“setup.exe”", params["message"])

    def test_r_v04_the_message_may_go_the_evidence_stays(self):
        case = self._register()
        message = self._receive(
            case, ("receipt.txt", TEXT), author=self.officer.partner_id
        )
        case.action_collect_evidence()
        message.attachment_ids.unlink()
        self.assertEqual(base64.b64decode(case.evidence_ids.file), TEXT)
        self.assertEqual(case.evidence_ids.source, "staff")

    def test_r_p03_only_officers_take_attachments(self):
        case = self._register(self.clerk)
        self._receive(case, ("receipt.txt", TEXT))
        for user in (self.clerk, self.executive, self.supervisor):
            with self.assertRaises(AccessError):
                case.with_user(user).action_collect_evidence()
        with self.assertRaises(AccessError):
            case.with_user(self.stranger).action_collect_evidence()
        self.assertFalse(case.evidence_ids)

    # ------------------------------------------------------------
    # FIGURES
    # ------------------------------------------------------------

    def _create(self, case, count):
        """Queries that adding ``count`` files at once takes."""
        evidences = self.env["complaint.evidence"].with_user(self.officer)
        vals_list = [
            {
                "case_id": case.id,
                "file": base64.b64encode(b"%d" % number),
                "file_name": f"{number}.txt",
            }
            for number in range(count)
        ]
        return self._count(lambda: evidences.create(vals_list))

    def _count(self, act):
        self.env.flush_all()
        self.env.invalidate_all()
        start = self.env.cr.sql_log_count
        act()
        self.env.flush_all()
        return self.env.cr.sql_log_count - start

    def test_r_i04_twenty_files_take_no_more_queries_than_two(self):
        case = self._register()
        self._create(case, 1)
        self.assertEqual(self._create(case, 20), self._create(case, 2))

    def test_r_v04_the_lock_costs_nothing_where_there_is_no_evidence(self):
        self._approve(self._bring_to("deciding"))
        plain, other, full = (self._bring_to("deciding") for _number in range(3))
        self._create(full, 20)
        shelf = type(self.env["complaint.case"])
        with patch.object(shelf, "_lock_evidence", lambda cases: None):
            without = self._approve(plain)
        self.assertLessEqual(self._approve(other), without)
        self.assertLessEqual(self._approve(full), without + 3)
        self.assertTrue(all(full.evidence_ids.mapped("locked")))

    def _approve(self, case):
        """Queries that deciding ``case`` takes."""
        return self._count(lambda: case.with_user(self.executive).action_approve())

    def test_r_i04_the_form_reads_a_full_shelf_as_fast_as_an_empty_one(self):
        names = ["name", "kind", "source", "file_size_text", "locked", "create_uid"]
        rows = {"fields": dict.fromkeys(names, {})}
        empty, full = self._register(), self._register()
        self._create(full, 5)
        full.web_read({"evidence_ids": rows})
        counts = [
            self._count(lambda case=case: case.web_read({"evidence_ids": rows}))
            for case in (full, empty, full)
        ]
        self.assertEqual(counts[1], counts[2])

    def test_r_v04_other_attachments_pay_nothing(self):
        self._use_attachments()  # what is looked up once for all
        guard = "_get_evidence_files"
        with patch.object(
            type(self.env["ir.attachment"]), guard, lambda files: files[:0]
        ):
            without = self._use_attachments()
        for guarded, plain in zip(self._use_attachments(), without, strict=True):
            self.assertLessEqual(guarded, plain)

    def _use_attachments(self):
        """Queries of what is done with attachments all day, by a user who may."""
        attachments = self.env["ir.attachment"].with_user(self.officer)
        target = {"res_model": "res.users", "res_id": self.officer.id}
        made = attachments.create(
            [{"name": "x", "raw": b"%d" % number} for number in range(3)]
        )
        return [
            self._count(lambda: attachments.create({"name": "x", "raw": b"x"})),
            self._count(lambda: made[0].write({"name": "y"})),
            self._count(lambda: made[1].write({"raw": b"y"})),
            self._count(lambda: made[1].sudo().write({"raw": b"z"})),
            self._count(lambda: made.write(target)),
            self._count(lambda: made[2].sudo().unlink()),
            self._count(lambda: made[0].unlink()),
        ]
