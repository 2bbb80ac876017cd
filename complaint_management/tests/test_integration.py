import base64
import importlib.util
import re
from datetime import timedelta
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.fields import Datetime
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tests.common import TEST_CURSOR_COOKIE_NAME
from odoo.tools import file_path

from .reply_common import ReplyCommon

GROUPS = "complaint_management.group_complaint_integration"


class IntegrationCommon(ReplyCommon):
    """A mini-program with a channel of its own, and one that is somebody else's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.system = new_test_user(
            cls.env,
            "mini_program",
            groups=GROUPS,
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
        )
        channels = cls.env["complaint.channel"]
        own = {"company_id": cls.company.id, "user_id": cls.officer.id}
        cls.mini = channels.create(
            {"name": "Mini", "kind": "social", "system_user_ids": cls.system.ids, **own}
        )
        cls.foreign = channels.create({"name": "Shop", "kind": "marketplace", **own})
        cls.api = cls.env["complaint.integration"].with_user(cls.system)

    def _said(self, external_id="wx-1", **values):
        said = {"what": "The kettle leaks at the base.", "name": "Deng Yuting"}
        return {"external_id": external_id, "phone": "+8613912345678", **said, **values}

    def _hand_over(self, *complaints, channel=None):
        return self.api.register((channel or self.mini).id, list(complaints))

    def _case(self, result):
        return self.env["complaint.case"].search([("number", "=", result["number"])])


@tagged("post_install", "-at_install")
class TestIntegration(IntegrationCommon):
    """R-I01, R-I19: other systems hand over complaints and pass on the answers."""

    def test_r_i01_what_is_handed_over_is_a_case_of_its_channel(self):
        order = {"order_reference": "TB-77", "amount": 12.5, "lang": "en_US"}
        [result] = self._hand_over(self._said(**order))
        case = self._case(result)
        self.assertTrue(result["created"])
        self.assertEqual((case.channel_id, case.receiver_id), (self.mini, self.officer))
        self.assertEqual(case.partner_name, "Deng Yuting")
        self.assertEqual(case.claimed_amount, 12.5)
        self.assertEqual(case.line_ids.order_reference, "TB-77")

    def test_r_i01_the_same_sent_twice_is_registered_once(self):
        [first] = self._hand_over(self._said())
        [again] = self._hand_over(self._said())
        self.assertEqual(first["number"], again["number"])
        self.assertEqual((first["created"], again["created"]), (True, False))

    def test_r_i01_an_id_with_other_content_is_refused(self):
        [first] = self._hand_over(self._said())
        [other] = self._hand_over(self._said(what="The lid does not close."))
        self.assertIn(first["number"], other["errors"]["external_id"])

    def test_r_i01_an_id_that_cannot_be_kept_is_refused(self):
        """NUL and half a character, which JSON can say; asked for the status too."""
        for wrong in ("wx\0", "\ud800"):
            for ask in (
                lambda one: self._hand_over(self._said(one)),
                lambda one: self.api.status(self.mini.id, [one]),
            ):
                with self.assertRaisesRegex(UserError, "a text"):
                    ask(wrong)

    def test_r_i01_each_of_a_list_has_its_own_result(self):
        results = self._hand_over(
            self._said("a"),
            self._said("b", phone="", email=""),
            self._said("c", colour="blue", amount="12"),
            self._said("d", occurred_on="2999-01-01"),
            self._said("e", files=[{"name": "x.exe", "content": "TVo="}]),
        )
        wrong = [sorted(one.get("errors", ())) for one in results]
        self.assertEqual(
            wrong, [[], ["email"], ["amount", "colour"], ["occurred_on"], ["files"]]
        )
        self.assertTrue(self._case(results[0]))

    def test_r_i01_what_was_refused_is_mended_and_sent_again(self):
        self._hand_over(self._said(what=""))
        [result] = self._hand_over(self._said())
        self.assertTrue(result["created"])

    def test_r_i01_one_that_odoo_refuses_holds_up_no_other(self):
        cases = type(self.env["complaint.case"])
        create, reason = cases._create_guarded, "Not him."

        def refuse(records, vals_list):
            if any(vals["partner_name"] == "Li" for vals in vals_list):
                raise UserError(reason)
            return create(records, vals_list)

        with patch.object(cases, "_create_guarded", refuse):
            good, bad = self._hand_over(self._said("a"), self._said("b", name="Li"))
        self.assertTrue(good["created"])
        self.assertEqual(bad["errors"], {"": reason})

    def test_r_i01_who_is_in_charge_follows_a_list_and_is_told_once(self):
        mails = self.env["mail.message"].search([], order="id desc", limit=1).id
        results = self._hand_over(*(self._said(str(number)) for number in range(3)))
        cases = self.env["complaint.case"].union(*map(self._case, results))
        for case in cases:
            self.assertIn(self.officer.partner_id, case.message_partner_ids)
        told = self.env["mail.message"].search(
            [
                ("id", ">", mails),
                ("notified_partner_ids", "in", self.officer.partner_id.ids),
            ]
        )
        self.assertEqual(len(told), 1)
        self.assertIn(min(cases.mapped("number")), told.body)

    def test_r_i01_file_is_evidence_of_the_complainant(self):
        content = base64.b64encode(b"It leaks.").decode()
        file = {"name": "talk.txt", "content": content}
        self.company.complaint_web_types = "txt"
        [result] = self._hand_over(self._said(files=[file]))
        evidence = self._case(result).evidence_ids
        self.assertEqual(evidence.source, "complainant")
        self.assertEqual(base64.b64decode(evidence.file), b"It leaks.")

    def test_r_i01_too_many_and_no_list_are_refused(self):
        for wrong in (
            [self._said(str(number)) for number in range(501)],
            [self._said(), self._said()],
            [self._said("")],
            ["wx-1"],
            {"external_id": "wx-1"},
        ):
            with self.assertRaises(UserError):
                self.api.register(self.mini.id, wrong)

    def test_r_p02_only_integrations_by_their_own_channels(self):
        calls = (
            ("register", [[self._said()]]),
            ("status", [["wx-1"]]),
            ("offer", []),
            ("outbox", []),
            ("confirm", [[]]),
        )
        for method, arguments in calls:
            for user, channel in (
                (self.system, self.foreign),
                (self.clerk, self.mini),
                (self.officer, self.mini),
            ):
                api = self.api.with_user(user)
                with self.assertRaises(AccessError):
                    getattr(api, method)(channel.id, *arguments)

    def test_r_p02_no_channel_of_a_company_that_he_does_not_work_for(self):
        self.mini.sudo().write({"company_id": self.other_company.id, "user_id": False})
        with self.assertRaises(AccessError):
            self.api.register(self.mini.id, [self._said()])
        self.assertFalse(self.api.channels())

    def test_bad_input_is_told_and_changes_nothing(self):
        reply = self._put_out()
        for method, wrong in (
            ("status", "wx-1"),
            ("status", [{"id": "wx-1"}]),
            ("status", ["x"] * 501),
            ("outbox", 0),
            ("outbox", "all"),
            ("confirm", {"id": reply.id}),
            ("confirm", [reply.id]),
            ("confirm", [{"id": str(reply.id), "sent": True}]),
        ):
            with self.subTest(method=method, wrong=wrong):
                with self.assertRaises(UserError):
                    getattr(self.api, method)(self.mini.id, wrong)
        self.assertEqual(reply.state, "outbox")

    def test_r_p03_integration_reads_no_case(self):
        [result] = self._hand_over(self._said())
        self.assertFalse(self._case(result).with_user(self.system).has_access("read"))

    def test_r_i19_status_in_the_customers_words(self):
        [result] = self._hand_over(self._said())
        known, unknown = self.api.status(self.mini.id, ["wx-1", "wx-2"])
        self.assertEqual(known["number"], result["number"])
        self.assertIn("received", known["status"])
        self.assertEqual(unknown, {"external_id": "wx-2", "number": False})

    def test_r_i20_what_can_be_chosen_and_is_told(self):
        offer = self.api.offer(self.mini.id)
        self.assertTrue(offer["categories"] and offer["demands"])

    def _put_out(self):
        [result] = self._hand_over(self._said())
        case = self._case(result)
        return self._send("acknowledgement", case=case, medium="outbox")

    def test_r_k01_reply_is_given_out_until_it_is_confirmed(self):
        reply = self._put_out()
        for _poll in range(2):
            [given] = self.api.outbox(self.mini.id)
        self.assertEqual((given["id"], given["external_id"]), (reply.id, "wx-1"))
        self.assertIn(reply.case_id.number, given["text"])
        sent = [{"id": reply.id, "sent": True}]
        for _confirmed in range(2):
            [answer] = self.api.confirm(self.mini.id, sent)
        self.assertEqual(answer["state"], "sent")
        self.assertFalse(self.api.outbox(self.mini.id))
        self.assertTrue(reply.case_id.acknowledged_on)

    def test_r_k01_reply_that_is_passed_on_has_the_link(self):
        """R-I16: the same at each call; nobody inside reads it."""
        self.company.complaint_web_open = True
        reply = self._put_out()
        first, second = (self.api.outbox(self.mini.id) for _poll in range(2))
        self.assertEqual(first, second)
        [token] = set(re.findall(r"/complaint/track/([\w-]+)", first[0]["html"]))
        links = self.env["complaint.link"]
        self.assertEqual(links._find_case(token), reply.case_id)
        self.assertIn(token, first[0]["text"])
        self.assertNotIn(token, reply.body)
        own = links.search([("reply_id", "=", reply.id)])
        self.assertEqual(len(own), 1)
        own.with_user(self.officer).action_revoke()
        self.api.outbox(self.mini.id)
        self.assertFalse(links._find_case(token))

    def test_r_k01_reply_that_could_not_be_passed_on_says_why(self):
        reply = self._put_out()
        failed = [{"id": reply.id, "sent": False, "error": "Blocked"}]
        self.api.confirm(self.mini.id, failed)
        self.assertEqual((reply.state, reply.error), ("failed", "Blocked"))

    def test_r_k01_nobody_confirms_what_is_not_of_his_channel(self):
        reply = self._send("acknowledgement", medium="outbox")
        [answer] = self.api.confirm(self.mini.id, [{"id": reply.id, "sent": True}])
        self.assertFalse(answer["state"])
        self.assertEqual(reply.state, "outbox")

    def test_figure_list_of_100(self):
        """≤ 60 queries to register, to ask for the status of, to fetch 100."""
        said = [self._said(str(number)) for number in range(100)]
        self._hand_over(self._said("warm"))
        self.env.flush_all()
        with self.assertQueryCount(60):
            self._hand_over(*said)
            self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(60):
            self.api.status(self.mini.id, [str(number) for number in range(100)])


@tagged("post_install", "-at_install")
class TestIntegrationClient(IntegrationCommon, HttpCase):
    """R-I01: the example client against the running server, with a key of its user."""

    def setUp(self):
        super().setUp()
        keys = self.env["res.users.apikeys"].with_user(self.system)
        ends = Datetime.now() + timedelta(days=366)
        key = keys._generate("rpc", "Mini", ends)
        place = file_path("complaint_management/../docs/examples/complaint_client.py")
        spec = importlib.util.spec_from_file_location("complaint_client", place)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        self.module = module
        self.client = module.ComplaintClient(self.base_url(), key)
        self.enterContext(self.allow_requests())
        cookie = f"{TEST_CURSOR_COOKIE_NAME}={self.http_request_key}"
        self.client.headers["Cookie"] = cookie  # Odoo's tests let no stranger in

    def test_r_i01_client_hands_over_and_passes_on(self):
        [channel] = self.client.call("channels")
        [result] = self.client.hand_over(channel["id"], [self._said()])
        case = self._case(result)
        reply = self._send("acknowledgement", case=case, medium="outbox")
        self.env.flush_all()
        passed = []
        self.client.pass_on(channel["id"], passed.append)
        self.assertEqual([one["number"] for one in passed], [case.number])
        self.env.invalidate_all()
        self.assertEqual(reply.state, "sent")

    def test_r_i01_client_is_told_why_it_is_refused(self):
        with self.assertRaisesRegex(self.module.Refused, "hand over nothing"):
            self.client.hand_over(self.foreign.id, [self._said()])

    def test_r_k01_what_cannot_be_delivered_is_told(self):
        [result] = self.client.hand_over(self.mini.id, [self._said()])
        case = self._case(result)
        reply = self._send("acknowledgement", case=case, medium="outbox")

        self.env.flush_all()

        def deliver(_reply):
            raise OSError("The customer blocked us.")

        self.client.pass_on(self.mini.id, deliver)
        self.env.invalidate_all()
        self.assertEqual(
            (reply.state, reply.error), ("failed", "The customer blocked us.")
        )
