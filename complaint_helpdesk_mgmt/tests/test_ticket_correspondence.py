import base64

from markupsafe import Markup
from odoo.tests import tagged

from .ticket_common import TicketCommon

PHOTO = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"a leaking kettle" * 500)
LETTER = base64.b64encode(b"My kettle leaks.")


@tagged("post_install", "-at_install")
class TestTicketCorrespondence(TicketCommon):
    """R-I17: the complaint keeps the correspondence of its ticket."""

    def _attach(self, name, content, **values):
        return self.env["ir.attachment"].create(
            {
                "name": name,
                "datas": content,
                "res_model": "helpdesk.ticket",
                "res_id": self.ticket.id,
                **values,
            }
        )

    def _write(self, body, partner, files=(), kind="email"):
        return self.ticket.message_post(
            body=Markup(body),
            author_id=partner.id,
            message_type=kind,
            attachment_ids=[file.id for file in files],
        )

    def test_r_i17_what_was_written_goes_along_with_author_and_date(self):
        first = self._write("<p>It leaks.</p>", self.customer)
        first.date = "2026-03-02 08:00:00"
        self._write("<p>Since when?</p>", self.agent.partner_id, kind="comment")
        case = self._make_complaint()
        copies = case.message_ids.filtered(lambda one: one.message_type == "comment")
        said = copies.filtered(lambda one: "It leaks." in one.body)
        self.assertRecordValues(
            said, [{"author_id": self.customer.id, "date": first.date}]
        )
        asked = copies.filtered(lambda one: "Since when?" in one.body)
        self.assertEqual(asked.author_id, self.agent.partner_id)
        self.assertTrue(all((said + asked).mapped("is_internal")))
        self.assertEqual(len(self.ticket.message_ids & copies), 0)

    def test_r_i17_files_become_evidence_each_content_once(self):
        photo = self._attach("kettle.png", PHOTO)
        again = self._attach("kettle (1).png", PHOTO)
        self._write("<p>See the photo.</p>", self.customer, [photo])
        self._write("<p>The same again.</p>", self.customer, [again])
        self._attach("letter.txt", LETTER)
        case = self._make_complaint()
        self.assertEqual(
            set(case.evidence_ids.mapped("file_name")), {"kettle.png", "letter.txt"}
        )
        of_photo = case.evidence_ids.filtered(lambda one: one.file_name[0] == "k")
        self.assertEqual(of_photo.file, PHOTO)
        self.assertEqual(of_photo.source, "complainant")
        self.assertEqual(len(self.ticket.attachment_ids), 3)  # nothing is taken away

    def test_pictures_in_the_text_are_those_of_the_complaint(self):
        photo = self._attach("kettle.png", PHOTO)
        self._write(f'<p>Look<img src="/web/image/{photo.id}"/></p>', self.customer)
        case = self._make_complaint()
        copy = self.env["ir.attachment"].search(
            [("res_model", "=", "complaint.case"), ("res_id", "=", case.id)]
        )
        said = case.message_ids.filtered(lambda one: "Look" in one.body)
        self.assertIn(f"/web/image/{copy.id}", said.body)
        self.assertNotIn(f"/web/image/{photo.id}", said.body)

    def test_r_v04_a_file_that_may_not_be_kept_is_said(self):
        self._attach("setup.exe", LETTER)
        case = self._make_complaint()
        self.assertFalse(case.evidence_ids)
        self.assertTrue(
            case.message_ids.filtered(lambda one: "setup.exe" in (one.body or ""))
        )

    def test_r_a06_nobody_outside_hears_of_it(self):
        self._write("<p>It leaks.</p>", self.customer)
        mails = self.env["mail.mail"].search_count([])
        case = self._make_complaint()
        self.assertNotIn(self.customer, case.message_partner_ids)
        told = (case.message_ids | self.ticket.message_ids).notified_partner_ids
        self.assertNotIn(self.customer, told)
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)

    # ------------------------------------------------------------
    # LATER
    # ------------------------------------------------------------

    def test_r_i17_what_the_customer_writes_later_comes_to_the_complaint(self):
        case = self._make_complaint()
        case.user_id = self.officer
        self.env["complaint.pause"]._begin(case, "Which colour?")
        photo = self._attach("later.png", PHOTO)
        message = self._write("<p>It is the blue one.</p>", self.customer, [photo])
        copy = case.message_ids.filtered(lambda one: "blue one" in one.body)
        self.assertEqual(copy.author_id, self.customer)
        self.assertNotIn(message, case.message_ids)
        self.assertEqual(case.evidence_ids.file_name, "later.png")
        self.assertFalse(case.is_waiting)
        told = case.activity_ids.filtered(lambda one: one.user_id == self.officer)
        self.assertIn("blue one", told[-1:].note)

    def test_r_i17_what_the_agent_writes_goes_along_and_wakes_nobody(self):
        case = self._make_complaint()
        before = case.activity_ids
        self._write("<p>We ask.</p>", self.agent.partner_id, kind="comment")
        self.assertTrue(case.message_ids.filtered(lambda one: "We ask." in one.body))
        self.assertEqual(case.activity_ids, before)

    def test_r_i17_a_mail_on_the_ticket_of_an_ended_complaint_is_looked_at(self):
        case = self._make_complaint()
        self._end(case)
        self._write("<p>It leaks again.</p>", self.customer)
        self.assertTrue(case.activity_ids.user_id)

    # ------------------------------------------------------------
    # HIS DATA
    # ------------------------------------------------------------

    def test_r_s06_his_own_data_has_the_ticket_and_what_he_wrote_there(self):
        self._write("<p>Since Monday.</p>", self.customer)
        case = self._make_complaint()
        builder = self.env["complaint.own.data.builder"]
        sections = {one["name"]: one for one in builder._get_sections(case)}
        self.assertIn("It leaks at the spout.", str(sections["helpdesk.ticket"]))
        wrote = builder._get_own_messages(case, self.customer, False)
        self.assertIn("Since Monday.", str(wrote.mapped("body")))

    def test_r_s04_the_ticket_forgets_who_is_erased(self):
        self._write("<p>My name is Zhang.</p>", self.customer)
        case = self._make_complaint()
        self.env["complaint.personal"]._erase(case, "Asked for")
        self.assertFalse(self.ticket.partner_id)
        self.assertNotIn("spout", self.ticket.description)
        self.assertNotIn("Zhang", str(self.ticket.read()))
        self.assertFalse(self.ticket.message_ids)
        self._write("<p>Me again.</p>", self.customer)
