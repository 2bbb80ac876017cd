from contextlib import ExitStack
from unittest.mock import patch

from markupsafe import Markup
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .gate_common import GateCommon
from .test_mail_gateway import MailGatewayCommon

GATE = "odoo.addons.complaint_management.models.complaint_reply_gate.ComplaintReplyGate"
MODELS = "odoo.addons.complaint_management.models"
FOLLOWERS = f"{MODELS}.mail_followers.MailFollowers._check_inside_complaint"
ACTIVITY = f"{MODELS}.mail_activity.MailActivity._check_inside_complaint"
LATER = f"{MODELS}.mail_scheduled_message.MailScheduledMessage._check_inside_complaint"
MESSAGE = f"{MODELS}.mail_message.MailMessage._check_stays_with_complaint"
FILE = f"{MODELS}.ir_attachment.IrAttachment"
RECIPIENTS = f"{GATE}._filter_recipients"
INSIDE = f"{GATE}._check_inside"
MAILS = f"{GATE}._check_mails"
# The nets that keep a door shut: with these out, and all others in their place, it
# stands open. Two where one stands behind the other.
NETS = {
    (FOLLOWERS,): ["follower_record", "follower_changed"],
    (INSIDE,): ["follow", "server_action_follows"],
    (RECIPIENTS, INSIDE): [
        "follow_by_posting",
        "followers_wizard",
        "scheduled_notification",
    ],
    (RECIPIENTS, INSIDE, ACTIVITY): ["activity"],
    (RECIPIENTS, MAILS): [
        "composer",
        "notify",
        "notify_by_name_of_the_model",
        "portal_share",
        "post_called_a_mail",
        "post_to_address",
        "post_to_partner",
        "post_with_source",
        "rating",
    ],
    (MAILS,): [
        "mail",
        "mail_changed",
        "mail_with_source",
        "mass_mail",
        "server_action_mails",
        "template",
    ],
    (LATER,): ["scheduled_message"],
    (MESSAGE,): ["message_moved"],
    (f"{GATE}._check_texts",): ["sms_by_posting"],
    (f"{GATE}._refuse",): ["sms_composer", "sms_mass"],
    (f"{GATE}._check_files",): ["mail_with_a_file", "file_on_a_message"],
    (f"{GATE}._check_letters",): [
        "letter",
        "letter_with_a_file",
        "letter_with_a_form",
    ],
    (f"{MODELS}.mail_template.MailTemplate._check_no_complaint_form",): [
        "template_with_a_form"
    ],
    (f"{GATE}._check_attendees",): ["meeting"],
    (f"{GATE}._check_printed",): ["letter_printed"],
    (f"{FILE}._check_stays_with_complaint",): ["file_moved", "file_moved_to_no_record"],
    (f"{FILE}._check_no_complaint_file",): ["file_public"],
    (f"{FILE}._refuse_link",): ["file_born_public"],
}
QUIET = ("odoo.addons.base.models.ir_rule", "odoo.addons.mail.models.mail_mail")


class _Out(Exception):
    """Ends a try at a door, so that it leaves nothing behind."""


@tagged("post_install", "-at_install")
class TestReplyGate(GateCommon):
    """R-A06: nothing leaves a case before it is approved, by whatever door."""

    def _try(self, door, user, by_rpc):
        """What a door answers to ``user``: the error, or nothing where it is open."""
        self.by_rpc = by_rpc
        try:
            with self.env.cr.savepoint(), mute_logger(*QUIET):
                getattr(self, door)(user)
                self.env.flush_all()
                raise _Out
        except (UserError, AccessError) as error:
            return error
        except _Out:
            return None
        finally:
            self.env.invalidate_all(flush=False)

    def test_r_a06_every_door_is_shut(self):
        """For clerk, officer and system administrator, on screen and by RPC."""
        for door in self._doors():
            for user in self.insiders:
                for by_rpc in (False, True):
                    with self.subTest(door=door, user=user.login, by_rpc=by_rpc):
                        self.assertTrue(self._try(door, user, by_rpc))

    def test_r_a06_every_door_stands_open_without_the_nets(self):
        """Else the test above would prove nothing."""
        with patch(f"{GATE}._is_gated", return_value=False):
            for door in self._doors():
                for by_rpc in (False, True):
                    with self.subTest(door=door, by_rpc=by_rpc):
                        self.assertIsNone(self._try(door, self.system, by_rpc))

    def _try_without(self, nets, door):
        with ExitStack() as out:
            for net in nets:
                out.enter_context(
                    patch(net, lambda _self, *args: next(iter(args), None))
                )
            return self._try(f"_door_{door}", self.system, False)

    def test_r_a06_taking_its_nets_out_opens_a_door(self):
        """For clerk, officer and system administrator they are the same nets."""
        for nets, doors in NETS.items():
            for door in doors:
                with self.subTest(without=nets, door=door):
                    self.assertIsNone(self._try_without(nets, door))

    def test_r_a06_one_net_of_several_holds_alone(self):
        """Where one stands behind another, each of them keeps the door shut."""
        for nets, doors in NETS.items():
            for door in doors if len(nets) > 1 else ():
                for held in nets:
                    with self.subTest(held=held, door=door):
                        others = [net for net in nets if net != held]
                        self.assertTrue(self._try_without(others, door))

    def test_r_a06_every_door_names_its_nets(self):
        named = [f"_door_{door}" for doors in NETS.values() for door in doors]
        self.assertCountEqual(named, self._doors())

    def test_r_a06_without_the_gate_a_file_gets_a_token(self):
        with patch(f"{GATE}._is_gated", return_value=False):
            [token] = self.file.with_user(self.officer).generate_access_token()
        self.assertTrue(token)

    def test_r_a06_what_hangs_on_a_case_is_gated_by_its_name(self):
        """Every model that points at a case, of any add-on of ours."""
        gate = self.env["complaint.reply.gate"]
        open_ones = {
            name
            for name, model in self.env.registry.items()
            if not model._abstract
            and getattr(model._fields.get("case_id"), "comodel_name", "")
            == "complaint.case"
            and not gate._is_gated(name)
        }
        self.assertFalse(open_ones)
        self.assertFalse(gate._is_gated("res.partner") or gate._is_gated(False))

    def test_r_a06_colleagues_are_told_as_ever(self):
        """Followers, notes, activities and mails to those who work here pass."""
        case = self.case.with_user(self.officer)
        case.message_subscribe(partner_ids=self.clerk.partner_id.ids)
        note = case.message_post(body="Look", partner_ids=self.system.partner_id.ids)
        self.assertEqual(note.notified_partner_ids, self.system.partner_id)
        case.activity_schedule(user_id=self.clerk.id, summary="Call back")
        values = {"model": case._name, "res_id": case.id}
        self.env["mail.mail"].create({**values, "email_to": self.clerk.email})

    def test_r_a06_colleague_who_left_holds_up_no_note(self):
        """He follows still, and hears nothing."""
        case = self.case.with_user(self.officer)
        case.message_subscribe(partner_ids=self.supervisor.partner_id.ids)
        self.supervisor.active = False
        post = case.message_post(body="Look", subtype_xmlid="mail.mt_comment")
        self.assertNotIn(self.supervisor.partner_id, post.notified_partner_ids)

    def test_r_a06_file_of_a_case_gets_no_token(self):
        """By asking for one, for a picture in a note, by moving one that has it."""
        files = self.env["ir.attachment"].with_user(self.officer)
        self.assertEqual(self.file.with_user(self.officer).generate_access_token(), [0])
        about = {"res_model": self.case._name, "res_id": self.case.id}
        born = files.create({"name": "x", "raw": b"x", "access_token": "t", **about})
        moved = files.create({"name": "y", "raw": b"y"})
        [token] = moved.generate_access_token()
        self.assertTrue(token)
        moved.write(about)
        pasted = self.case.with_user(self.officer).message_post(
            body=Markup('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">')
        )
        self.assertTrue(pasted.attachment_ids)
        for file in self.file | born | moved | pasted.attachment_ids.sudo():
            self.assertFalse(file.sudo().access_token or file.sudo().public)

    def test_r_a06_template_carries_no_form_that_was_given_another_model(self):
        """It was harmless when the template was written."""
        report = self._create_form("res.partner")
        template = self.env["mail.template"].create(
            {
                "name": "To customers",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "report_template_ids": [(4, report.id)],
                "email_to": "friend@example.com",
            }
        )
        template.send_mail(self.customer.id)
        report.model = "complaint.case"
        with self.assertRaisesRegex(UserError, "Handling form: a form of a complaint"):
            template.send_mail(self.customer.id)

    def test_r_a06_staff_print_the_case(self):
        """What is printed on purpose is in somebody's hands; nothing is sent."""
        report = self.env["ir.actions.report"].create(
            {
                "name": "Case",
                "model": "complaint.case",
                "report_type": "qweb-html",
                "report_name": "web.html_container",
            }
        )
        self.assertEqual(
            report.with_user(self.clerk).report_action(self.case)["type"],
            "ir.actions.report",
        )


@tagged("post_install", "-at_install")
class TestReplyGateMails(MailGatewayCommon):
    """R-A06, R-I24: what the customer writes lands; nothing goes back by itself."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={})
        cls.friend = cls.env["res.partner"].create(
            {"name": "Friend", "email": "friend@example.com"}
        )
        cls.outside = cls.customer + cls.friend

    def _get_outgoing(self, case):
        mails = self.env["mail.mail"].search(
            [("model", "=", case._name), ("res_id", "=", case.id)]
        )
        return [mail.email_to for mail in mails if mail.email_to] + [
            partner.email for partner in mails.recipient_ids & self.outside
        ]

    def _answer(self, case, message, **headers):
        self.assertFalse(
            self._receive(self._mail(In_Reply_To=message.message_id, **headers))
        )
        return case.message_ids[0]

    def test_r_a06_who_writes_a_mail_follows_nothing(self):
        case = self._receive(self._mail(Cc="friend@example.com"))
        self.assertFalse(case.message_partner_ids & self.outside)
        self.assertFalse(self._get_outgoing(case))

    def test_r_a06_answer_to_a_customers_mail_is_not_passed_on(self):
        """A friend answers the customer's mail, a colleague answers the notification:
        both land, neither reaches the customer."""
        case = self._receive(self._mail())
        first = case.message_ids[-1]
        for sender in ("friend@example.com", self.officer.email):
            answer = self._answer(case, first, From=sender, Cc="zhang@example.com")
            self.assertFalse(answer.notified_partner_ids & self.outside)
        self.assertFalse(self._get_outgoing(case))

    def test_r_a06_reply_to_all_of_a_notification_stays_inside(self):
        case = self._receive(self._mail(Cc="friend@example.com"))
        mails = self.env["mail.mail"].search([("res_id", "=", case.id)])
        self.assertTrue(mails)
        for mail in mails:
            self.assertNotIn("X-Msg-To-Add", mail.headers or "")

    def test_r_a06_absent_colleague_answers_no_customer(self):
        """Nobody approved what he wrote for his absence; the mail lands."""
        case = self._receive(self._mail())
        note = case.with_user(self.officer).message_post(body="Look", subject="Kettle")
        self.officer.write(
            {"out_of_office_message": "Our fault", "out_of_office_from": "2020-01-01"}
        )
        self.assertTrue(self.officer.is_out_of_office)
        answer = self._answer(case, note)
        self.assertEqual(answer.author_id, self.customer)
        self.assertFalse(self._get_outgoing(case))


@tagged("post_install", "-at_install")
class TestReplyGatePortal(HttpCase, GateCommon):
    """R-A06: the portal's own conversation is no way in, and none out."""

    def _ask_chatter(self, login, route, **params):
        self.authenticate(login, login)
        params |= {"thread_model": "complaint.case", "thread_id": self.case.id}
        body = {"jsonrpc": "2.0", "method": "call", "params": params}
        return self.url_open(route, json=body).text

    def test_r_a06_portal_chatter_knows_no_case(self):
        """The same questions are answered to the officer."""
        self.portal.password = "portal_li"
        self.officer.password = self.officer.login
        self.case.message_post(body="Our fault", subtype_xmlid="mail.mt_comment")
        before = self.case.message_ids
        key = {"pid": self.customer.id, "hash": "0", "token": "0"}
        post = {"body": "Hm", "message_type": "comment"}
        for login in (None, "portal_li"):
            self._ask_chatter(login, "/mail/message/post", post_data=post, **key)
            answer = self._ask_chatter(login, "/mail/thread/messages", **key)
            self.assertNotIn("Our fault", answer)
        self.assertEqual(self.case.message_ids, before)
        login = self.officer.login
        self.assertIn("Our fault", self._ask_chatter(login, "/mail/thread/messages"))
        self._ask_chatter(login, "/mail/message/post", post_data=post)
        self.env.invalidate_all()
        self.assertEqual(len(self.case.message_ids), len(before) + 1)

    def test_r_a06_portal_prints_no_letter_and_no_form(self):
        """R-A06: no copy of the internal form; nobody outside asks for a report."""
        reports = self.env["ir.actions.report"].with_user(self.portal)
        reply = self.env["complaint.reply"].create(
            {"case_id": self.case.id, "kind": "acknowledgement", "medium": "letter"}
        )
        reply.action_print()
        with self.assertRaises(AccessError):
            reports._render_qweb_html(
                "complaint_management.complaint_reply_letter", reply.ids
            )
