from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .ticket_common import TicketCommon


@tagged("post_install", "-at_install")
class TestTicket(TicketCommon):
    """R-I17: a ticket becomes a complaint in one click and shows what came of it."""

    def test_r_i17_one_click_makes_the_complaint(self):
        case = self._make_complaint()
        self.assertRecordValues(
            case,
            [
                {
                    "title": "Kettle leaks",
                    "partner_id": self.customer.id,
                    "partner_email": "zhang@example.com",
                    "company_id": self.company.id,
                    "receiver_id": self.agent.id,
                    "received_on": self.ticket.create_date.replace(microsecond=0),
                    "kind": "complaint",
                    "state": "new",
                }
            ],
        )
        self.assertIn("It leaks at the spout.", case.description)
        self.assertEqual(case.channel_id.kind, "email")
        self.assertEqual(self.ticket.complaint_number, case.number)
        self.assertEqual(self.ticket.complaint_state, "new")

    def test_r_i17_the_second_click_opens_the_first_complaint(self):
        first = self._make_complaint()
        self.assertEqual(self._make_complaint(), first)
        found = self.env["complaint.case"].search(
            [("ticket_ids", "in", self.ticket.ids)]
        )
        self.assertEqual(found, first)

    def test_a_ticket_by_no_known_way_came_by_the_helpdesk(self):
        case = self._make_complaint(self._create_ticket(channel_id=False))
        own = self.env.ref("complaint_helpdesk_mgmt.complaint_channel_helpdesk")
        self.assertEqual(case.channel_id, own)

    def test_a_ticket_without_a_contact_keeps_who_wrote(self):
        ticket = self._create_ticket(
            partner_id=False, partner_email='"Mr. Li" <li@example.com>'
        )
        case = self._make_complaint(ticket)
        self.assertFalse(case.partner_id)
        self.assertEqual(case.partner_name, "Mr. Li")
        self.assertEqual(case.partner_email, "li@example.com")

    def test_the_list_of_a_team_leaves_no_default_on_the_complaint(self):
        ticket = self.ticket.with_user(self.agent).with_context(default_title="Other")
        case = self.env["complaint.case"].browse(
            ticket.action_make_complaint()["res_id"]
        )
        self.assertEqual(case.title, "Kettle leaks")

    def test_who_may_only_read_the_ticket_makes_no_complaint(self):
        self.ticket.message_subscribe(self.clerk.partner_id.ids)
        self.assertTrue(self.ticket.with_user(self.clerk).has_access("read"))
        with self.assertRaises(AccessError):
            self._make_complaint(user=self.clerk)
        self.assertFalse(self.ticket.complaint_case_id)

    def test_nobody_says_by_hand_what_a_ticket_became(self):
        case = self._register()
        admin = self.ticket.with_user(self.env.ref("base.user_admin"))
        with self.assertRaisesRegex(UserError, "cannot be set by hand"):
            admin.complaint_case_id = case
        with self.assertRaisesRegex(UserError, "cannot be set by hand"):
            self._create_ticket(complaint_case_id=case.id)
        tickets = self.env["helpdesk.ticket"].with_context(
            default_complaint_case_id=case.id
        )
        ticket = tickets.create({"name": "Lamp", "description": "Dark"})
        self.assertFalse(ticket.complaint_case_id)
        self.assertFalse(self.ticket.copy().complaint_case_id)

    def test_r_p03_who_may_not_read_the_complaint_sees_its_number_only(self):
        case = self._make_complaint()
        colleague = self._create_user("colleague", "helpdesk_mgmt.group_helpdesk_user")
        ticket = self.ticket.with_user(colleague)
        self.assertEqual(ticket.complaint_case_id.display_name, case.number)
        with self.assertRaisesRegex(UserError, case.number):
            ticket.action_open_complaint()

    def test_customers_in_the_portal_see_nothing_of_it(self):
        self._make_complaint()
        portal = new_test_user(self.env, "zhang_portal", groups="base.group_portal")
        self.ticket.partner_id = portal.partner_id
        ticket = self.ticket.with_user(portal)
        self.assertTrue(ticket.name)
        for name in (
            "complaint_case_id",
            "complaint_number",
            "complaint_state",
            "complaint_outcome",
        ):
            with self.assertRaises(AccessError):
                ticket.read([name])

    def test_r_i17_the_outcome_is_shown_when_it_was_told(self):
        case = self._make_complaint()
        ticket = self.ticket.with_user(self.agent)
        case = case.with_user(self.officer)
        case.category_id = self.quality
        case.action_accept()
        self._propose(case)
        case.action_submit()
        case.with_user(self.executive).action_approve()
        self.assertEqual(ticket.complaint_state, "approved")
        self.assertFalse(ticket.complaint_outcome)
        self._tell(case)
        ticket.invalidate_recordset()
        self.assertEqual(ticket.complaint_outcome, "Replaced.")

    def test_r_i17_the_ticket_hears_that_its_complaint_ended(self):
        case = self._make_complaint()
        self._end(case)
        note = self.ticket.message_ids[:1]
        self.assertIn(case.number, note.body)
        self.assertIn("Closed", note.body)
        self.assertEqual(note.subtype_id, self.env.ref("mail.mt_note"))
        self.assertEqual(note.notified_partner_ids, self.agent.partner_id)
        self.assertFalse(self.ticket.closed)

    def test_r_i17_the_ticket_is_closed_where_the_settings_say_so(self):
        self.company.complaint_ticket_stage_id = self.done
        case = self._make_complaint()
        self._end(case)
        self.assertEqual(self.ticket.stage_id, self.done)
        case.with_user(self.officer).action_investigate("It leaks again.")
        self.assertIn("Under investigation", self.ticket.message_ids[:1].body)

    def test_a_stage_of_another_team_is_not_forced_on_the_ticket(self):
        other = self.team.copy({"name": "Dealers"})
        self.done.team_ids = other
        self.company.complaint_ticket_stage_id = self.done
        self._end(self._make_complaint())
        self.assertFalse(self.ticket.closed)

    def test_the_complaint_shows_its_ticket(self):
        case = self._make_complaint()
        self.assertEqual(case.ticket_count, 1)
        action = case.with_user(self.agent).action_open_tickets()
        found = self.env["helpdesk.ticket"].search(action["domain"])
        self.assertEqual(found, self.ticket)
