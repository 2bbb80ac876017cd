import base64
import io
import zipfile

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .keeping_common import KeepingCommon

INTERNAL = "He always exaggerates."


@tagged("post_install", "-at_install")
class TestOwnData(KeepingCommon):
    """R-S06: a person gets all that is held about him, nothing about others."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls._live(facts="The base leaks.", cause=INTERNAL)

    def _give(self, user=None, **values):
        forms = self.env["complaint.own.data"].with_user(user or self.officer)
        form = forms.create(values)
        form.action_make()
        with zipfile.ZipFile(io.BytesIO(base64.b64decode(form.file))) as package:
            return {name: package.read(name) for name in package.namelist()}

    def test_r_s06_what_he_said_and_was_told_and_his_files(self):
        parts = self._give(partner_id=self.customer.id)
        page = parts["index.html"].decode()
        for told in (
            self.case.number,
            "12 Lake Road",
            "it still leaks",
            "When will Zhang hear?",
            "On Friday.",
            "Replaced.",
            "zhang@example.com",
        ):
            self.assertIn(told, page)
        self.assertIn(b"A chipped plate", parts.values())

    def test_r_s06_no_notes_of_colleagues_no_words_of_others(self):
        self.case.message_post(body=INTERNAL)
        self.env["complaint.call"].with_user(self.officer).create(
            {"case_id": self.case.id, "words": INTERNAL, "person": "A neighbour"}
        )
        evidences = self.env["complaint.evidence"]
        evidences.create(
            {"case_id": self.case.id, "description": INTERNAL, "source": "staff"}
        )
        draft = self.env["complaint.reply"].with_user(self.officer)
        draft.create({"case_id": self.case.id, "kind": "follow_up", "text": INTERNAL})
        for path, content in self._give(partner_id=self.customer.id).items():
            self.assertNotIn(INTERNAL.encode(), content, path)
            self.assertNotIn(b"Zhang wrote again", content, path)

    def test_r_s06_found_by_address_but_nothing_of_another_of_the_same_mailbox(self):
        other = self.env["res.partner"].create(
            {"name": "Mr. Zhang", "email": "zhang@example.com"}
        )
        his = self._register(partner_id=other.id, title="His own matter")
        nobody = self._register(
            partner_id=False, partner_name="Zhang", partner_email="Zhang@Example.com"
        )
        forms = self.env["complaint.own.data"].with_user(self.officer)
        form = forms.create({"partner_id": self.customer.id})
        self.assertEqual(form.case_ids, self.case + nobody)
        form.case_ids = form.case_ids + his
        with self.assertRaisesRegex(UserError, "not of this person"):
            form.action_make()
        by_address = forms.create({"email": "ZHANG@example.com"})
        self.assertEqual(by_address.case_ids, self.case + nobody + his)

    def test_r_s06_each_case_keeps_a_note_of_it(self):
        self._give(partner_id=self.customer.id)
        self.assertIn("own data", self.case.message_ids[0].body)

    def test_r_s06_nothing_held_is_said(self):
        form = self.env["complaint.own.data"].create({"email": "who@example.com"})
        with self.assertRaisesRegex(UserError, "Nothing is held"):
            form.action_make()

    def test_r_p03_officers_of_the_company_only(self):
        for user in (self.clerk, self.executive, self.supervisor):
            with self.assertRaises(AccessError):
                self._give(user, partner_id=self.customer.id)
        with self.assertRaisesRegex(UserError, "Nothing is held"):
            self._give(self.stranger, partner_id=self.customer.id)

    def test_r_s06_odoo_s_privacy_lookup_finds_cases(self):
        """It looks for stored links to contacts that are not deleted along, and for
        fields of this name."""
        fields_ = self.env["complaint.case"]._fields
        self.assertTrue(fields_["partner_id"].store)
        self.assertNotEqual(fields_["partner_id"].ondelete, "cascade")
        self.assertTrue(fields_["email_normalized"].store)
        nobody = self._register(partner_id=False, partner_email="Li <li@example.com>")
        self.assertEqual(nobody.email_normalized, "li@example.com")
        replies = self.env["complaint.reply"].with_user(self.officer)
        reply = replies.create({"case_id": nobody.id, "kind": "acknowledgement"})
        self.assertEqual(reply.email_normalized, "li@example.com")
        if "privacy.lookup.wizard" in self.env:  # installed by itself with ``mail``
            found = self._look_up("Li", "li@example.com")
            self.assertIn(("complaint.case", nobody.id), found)
            self.assertIn(("complaint.reply", reply.id), found)
            mine = self._register()
            found = self._look_up("Ms. Zhang", "zhang@example.com")
            self.assertIn(("complaint.case", mine.id), found)

    def _look_up(self, name, email):
        """What Odoo's privacy lookup finds: ``(model, id)``."""
        wizards = self.env["privacy.lookup.wizard"]
        wizard = wizards.create({"name": name, "email": email})
        wizard.action_lookup()
        return {(line.res_model, line.res_id) for line in wizard.line_ids}
