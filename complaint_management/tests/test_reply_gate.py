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
# Each net, and doors that it alone keeps shut.
NETS = (
    (
        (f"{MODELS}.mail_followers.MailFollowers._check_inside_complaint",),
        ("_door_follower_record", "_door_follower_changed"),
    ),
    (
        (f"{GATE}._filter_recipients", f"{GATE}._check_mails"),
        ("_door_post_to_partner", "_door_notify", "_door_composer"),
    ),
    ((f"{GATE}._check_mails",), ("_door_mail", "_door_mail_changed")),
    ((f"{GATE}._check_files",), ("_door_mail_with_a_file", "_door_file_on_a_message")),
    ((f"{GATE}._check_letters",), ("_door_letter", "_door_letter_with_a_file")),
    ((f"{GATE}._check_attendees",), ("_door_meeting",)),
    ((f"{GATE}._check_printed",), ("_door_letter_printed",)),
    (
        (f"{MODELS}.ir_attachment.IrAttachment._check_stays_with_complaint",),
        ("_door_file_moved", "_door_file_moved_to_no_record"),
    ),
    (
        (f"{MODELS}.ir_attachment.IrAttachment._check_no_complaint_file",),
        ("_door_file_public",),
    ),
)
QUIET = ("odoo.addons.base.models.ir_rule", "odoo.addons.mail.models.mail_mail")


def _let_through(_record, *args):
    return args[0] if args else None


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

    def test_r_a06_taking_one_net_out_opens_its_doors(self):
        """One at a time, all others in their place; for clerk, officer and system
        administrator it is the same net."""
        for nets, doors in NETS:
            with ExitStack() as out:
                for net in nets:
                    out.enter_context(
                        patch(net, lambda _self, *args: next(iter(args), None))
                    )
                for door in doors:
                    with self.subTest(without=nets, door=door):
                        self.assertIsNone(self._try(door, self.system, False))

    def test_r_a06_without_the_gate_a_file_gets_a_token(self):
        with patch(f"{GATE}._is_gated", return_value=False):
            [token] = self.file.with_user(self.officer).generate_access_token()
        self.assertTrue(token)

    def test_r_a06_each_net_holds_alone(self):
        """Where the nets behind it are out: notifying without the net of mails,
        asking to do something without both."""
        alone = {
            "_check_mails": ("_door_post_to_partner", "_door_notify", "_door_composer"),
            "_filter_recipients": ("_door_post_to_partner", "_door_follow"),
        }
        for net, doors in alone.items():
            with patch(f"{GATE}.{net}", lambda gate, found, *args: found):
                for door in doors:
                    with self.subTest(without=net, door=door):
                        self.assertTrue(self._try(door, self.system, False))

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

    def test_r_a06_portal_chatter_knows_no_case(self):
        self.portal.password = "portal_li"
        self.case.message_post(body="Our fault", subtype_xmlid="mail.mt_comment")
        before = self.case.message_ids
        for login in (None, "portal_li"):
            self.authenticate(login, login)
            for route, params in (
                ("/mail/message/post", {"post_data": {"body": "Hm"}}),
                ("/mail/thread/messages", {}),
            ):
                answer = self.url_open(
                    route,
                    json={
                        "jsonrpc": "2.0",
                        "method": "call",
                        "params": {
                            "thread_model": "complaint.case",
                            "thread_id": self.case.id,
                            "pid": self.customer.id,
                            "hash": "0",
                            "token": "0",
                            **params,
                        },
                    },
                )
                self.assertNotIn("Our fault", answer.text)
        self.assertEqual(self.case.message_ids, before)

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
