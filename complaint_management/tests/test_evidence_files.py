import base64
import hashlib
import io

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger
from PIL import Image
from psycopg2.errors import UniqueViolation

from .test_evidence import TEXT, EvidenceCommon

HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"></svg>'
LINK = {"file": False, "file_name": False, "link": "https://x.example.com"}
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + b"\0" * 64
FORBIDDEN = [
    ("setup.exe", TEXT, "exe"),
    ("invoice.pdf.EXE", TEXT, "exe"),
    ("run.bat. ", TEXT, "bat"),
    ("photo.jpg", EXE, "exe"),
    ("letter.txt", HTML, "htm"),
    ("drawing.png", SVG, "svg"),
    ("notes.txt", b"#!/bin/sh\nrm -rf /\n", "sh"),
]
ALLOWED = [
    ("receipt.txt", TEXT),
    ("MZ.txt", b"MZ is the initials of Ms. Zhang"),
    ("mail.eml", b"From: a@example.com\nSubject: x\n\n<html>quoted</html>"),
    ("no extension", b"\x00\x01\x02"),
    ("list.xml", b"<?xml version='1.0'?><order number='1'/>"),
    ("报价.pdf", b"%PDF-1.4 x"),
]


@tagged("post_install", "-at_install")
class TestEvidenceFiles(EvidenceCommon):
    """What a file of evidence may be, and that it stays the file it is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls._register()

    def _add_file(self, name, content, case=None):
        file = base64.b64encode(content)
        return self._add(case or self.case, file=file, file_name=name)

    # ------------------------------------------------------------
    # LIMITS
    # ------------------------------------------------------------

    def test_r_i04_programs_are_refused_by_name_and_by_content(self):
        for name, content, kind in FORBIDDEN:
            with self.assertRaises(ValidationError, msg=name) as caught:
                self._add_file(name, content)
            self.assertIn(f"“{name}”", str(caught.exception))
            self.assertIn(f"“{kind}”", str(caught.exception))
            self.assertIn("enter a link instead", str(caught.exception))

    def test_r_i04_what_customers_send_is_kept_byte_by_byte(self):
        for name, content in ALLOWED:
            evidence = self._add_file(name, content)
            self.assertEqual(base64.b64decode(evidence.file), content, name)
            self.assertEqual(evidence.checksum, hashlib.sha256(content).hexdigest())

    def test_r_i04_a_large_photo_is_kept_as_it_was_taken(self):
        """Odoo makes pictures smaller; evidence would not be what the customer sent."""
        stream = io.BytesIO()
        Image.new("RGB", (2500, 2000), "white").save(stream, "PNG")
        photo = stream.getvalue()
        evidence = self._add_file("photo.png", photo)
        self.assertEqual(base64.b64decode(evidence.file), photo)
        evidence.file = base64.b64encode(TEXT)
        evidence.file = base64.b64encode(photo)
        self.assertEqual(evidence.checksum, hashlib.sha256(photo).hexdigest())
        self.assertEqual((evidence.kind, evidence.has_preview), ("photo", True))

    def test_r_i04_a_file_too_large_is_told_its_limit_and_what_to_do(self):
        self.company.evidence_max_mb = 1
        with self.assertRaisesRegex(
            ValidationError, r"“film\.mp4” has 1 Mb.*up to 1 MB.*enter the link"
        ):
            self._add_file("film.mp4", b"\0" * (1024 * 1024 + 1))
        self.assertTrue(self._add_file("film.mp4", b"\0" * (1024 * 1024)))

    def test_r_i04_the_limits_are_those_of_the_company(self):
        self.company.evidence_forbidden_types = " .PDF;zip "
        with self.assertRaisesRegex(ValidationError, "“pdf”"):
            self._add_file("offer.txt", b"%PDF-1.4 x")
        self.assertTrue(self._add_file("page.html", HTML))
        self.company.evidence_forbidden_types = False
        self.assertTrue(self._add_file("setup.exe", EXE))

    def test_r_i04_an_empty_file_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "“empty.txt” is empty"):
            self._add_file("empty.txt", b"")
        with self.assertRaisesRegex(ValidationError, "is empty"):
            self._attach(self._add_link(), raw=b"")

    def test_r_i04_renaming_or_replacing_is_judged_again(self):
        evidence = self._add_file("receipt.txt", TEXT)
        for values in (
            {"file_name": "receipt.exe"},
            {"file": base64.b64encode(EXE)},
            {"file": base64.b64encode(TEXT), "file_name": "a.exe"},
        ):
            with self.assertRaises(ValidationError):
                evidence.write(values)

    def test_r_i04_the_limit_is_set_in_the_settings(self):
        settings = self.env["res.config.settings"].with_company(self.company)
        settings.create({"evidence_max_mb": 3}).execute()
        self.assertEqual(self.company.evidence_max_mb, 3)

    # ------------------------------------------------------------
    # THE ATTACHMENT BEHIND IT
    # ------------------------------------------------------------

    def _add_link(self):
        return self._add(self.case, **LINK)

    def _attach(self, evidence, **values):
        """An attachment that claims to be the file of ``evidence``."""
        return self.env["ir.attachment"].create(
            {
                "name": "forged",
                "res_model": evidence._name,
                "res_id": evidence.id,
                "res_field": "file",
                "raw": b"forged",
                **values,
            }
        )

    def test_r_v04_the_file_behind_locked_evidence_cannot_be_touched(self):
        evidence = self._add_and_bring_to("approved")
        for values in (
            {"raw": b"forged"},
            {"datas": base64.b64encode(b"forged")},
            {"raw": False},
            {"db_datas": b"forged"},
            {"type": "url", "url": "https://x.example.com"},
            {"res_id": self._add_link().id},
            {"res_model": "res.partner", "res_id": self.customer.id},
            {"res_field": False},
            {"name": "forged", "mimetype": "text/html"},
        ):
            for file in self._get_files(evidence):
                with self.assertRaisesRegex(UserError, "was decided on it", msg=values):
                    file.write(values)
        for file in self._get_files(evidence):
            with self.assertRaisesRegex(UserError, "was decided on it"):
                file.unlink()
        self.env.invalidate_all()
        self.assertEqual(base64.b64decode(evidence.file), TEXT)

    def _get_files(self, evidence):
        """The attachment as each of those who might try holds it."""
        file = self._get_file(evidence)
        yield file.with_user(self.officer)
        yield file.with_user(self.env.ref("base.user_admin"))
        yield file.sudo()
        yield file.sudo().with_context(_force_unlink=True, install_mode=True)

    def test_r_v04_a_stored_name_is_not_written(self):
        """Odoo drops it silently; the file on disk is found by it."""
        file = self._get_file(self._add_and_bring_to("approved"))
        before = file.store_fname
        with self.assertRaises(UserError):
            file.write({"store_fname": "ab/forged"})
        self.assertEqual(file.store_fname, before)

    def test_r_v04_no_second_file_takes_the_place_of_the_first(self):
        locked = self._add_and_bring_to("approved")
        attempts = [*self._get_ways_to_replace(locked), self._get_file(locked).copy]
        for attempt in attempts:
            with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"):
                attempt()
        self.assertEqual(self._get_file(locked).raw, TEXT)

    def test_r_v04_locked_evidence_without_a_file_gets_none(self):
        locked = self._add_and_bring_to("approved", **LINK)
        for attempt in self._get_ways_to_replace(locked):
            with self.assertRaises(UserError) as caught:
                attempt()
            self.assertIn("was decided on it", str(caught.exception))
        self.assertFalse(self._get_file(locked))

    def _get_ways_to_replace(self, evidence):
        other = self._get_file(self._add(self.case))
        plain = self.env["ir.attachment"].create({"name": "x", "raw": b"x"})
        target = {"res_id": evidence.id}
        all_of_it = {**target, "res_model": evidence._name, "res_field": "file"}
        context = {f"default_{name}": value for name, value in all_of_it.items()}
        return [
            lambda: self._attach(evidence),
            lambda: plain.with_context(**context).create({"name": "x", "raw": b"x"}),
            lambda: plain.write(all_of_it),
            lambda: other.copy(target),
            lambda: other.write(target),
        ]

    def test_r_v04_before_the_lock_a_changed_attachment_is_fingerprinted_anew(self):
        evidence = self._add(self.case)
        self._get_file(evidence).with_user(self.officer).raw = b"other"
        self.assertEqual(evidence.checksum, hashlib.sha256(b"other").hexdigest())
        with self.assertRaises(ValidationError):
            self._get_file(evidence).raw = EXE
        with self.assertRaisesRegex(ValidationError, "holds nothing"):
            self._get_file(evidence).unlink()

    def test_r_v04_a_default_of_the_context_is_judged_as_well(self):
        evidences = self.env["complaint.evidence"].with_user(self.officer)
        evidences = evidences.with_context(default_file=base64.b64encode(EXE))
        with self.assertRaises(ValidationError):
            evidences.create({"case_id": self.case.id, "name": "x"})

    def test_r_v04_odoo_may_move_files_and_collects_none_that_is_in_use(self):
        evidence = self._add_and_bring_to("closed")
        self._get_file(evidence)._migrate()
        self.env["ir.attachment"]._gc_file_store_unsafe()
        self.env.invalidate_all()
        self.assertEqual(base64.b64decode(evidence.file), TEXT)

    def test_r_p03_the_file_is_never_public_nor_shared_by_a_link(self):
        file = self._get_file(self._add(self.case)).with_user(self.officer)
        for attempt in (
            lambda: file.write({"public": True}),
            lambda: self._attach(self._add_link(), public=True),
        ):
            with self.assertRaisesRegex(UserError, "cannot be made public"):
                attempt()
        # Odoo asks for one by itself where pictures are shown: there is none
        self.assertEqual(file.generate_access_token(), [False])
        self.assertFalse(file.sudo().access_token)

    def test_r_p03_a_clerk_of_another_case_reaches_no_file(self):
        evidence = self._add(self.case)
        own = self._add(self._register(self.clerk), self.clerk)
        file = self._get_file(evidence).with_user(self.clerk)
        for attempt in (
            lambda: file.raw,
            lambda: file.copy({"res_id": own.id}),
            lambda: file.write({"res_id": own.id}),
        ):
            with self.assertRaises(AccessError):
                attempt()

    def test_r_p03_r_i12_who_is_asked_to_take_it_over_opens_the_file(self):
        evidence = self._add(self.case)
        file = self._get_file(evidence).with_user(self.clerk)
        handover = self.env["complaint.handover"].create(
            {"case_id": self.case.id, "to_user_id": self.clerk.id, "reason": "Leave"}
        )
        self.assertTrue(file.raw)
        with self.assertRaises(AccessError):
            file.write({"raw": b"Another"})
        handover.with_user(self.clerk).action_decline()
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            file.raw  # noqa: B018
