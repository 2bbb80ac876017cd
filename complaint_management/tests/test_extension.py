from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .clock_common import ClockCommon, shanghai


@tagged("post_install", "-at_install")
class TestExtension(ClockCommon):
    """R-T06: more time is asked for with reason and date; the head decides."""

    def setUp(self):
        super().setUp()
        self._create_policy(
            self._limit("Answer", 1, "working_day", "received_on", "judged_on")
        )
        self.startPatcher(self._at("2027-03-01 10:00"))
        self.case = self._register(department_id=self.plant.id, user_id=self.officer.id)
        self.clock = self._get_clock(self.case, "Answer")
        self.old = self.clock.due_on
        self.new = shanghai("2027-03-05 17:00")

    def _ask(self, user=None, due=None, reason="The kiln is cold."):
        mine = self.case.with_user(user or self.officer)
        due = due or self.new
        return self.env["complaint.extension"].browse(
            mine.action_extend(self.clock.id, due, reason)
        )

    def _decide(self, extension, user, decision, comment=False):
        request = extension.request_id
        turn = request.turn_ids.filtered(lambda one: one.state == "open")
        turn.with_user(user).action_decide(
            decision, comment, False, request.snapshot_hash
        )

    def test_r_t06_head_grants_the_clock_moves_and_the_handler_is_told(self):
        extension = self._ask()
        self.assertEqual(extension.request_id.turn_ids.user_id, self.head)
        self.assertEqual(self.clock.due_on, self.old, "asked, not decided")
        self._decide(extension, self.head, "approve")
        self.assertEqual(extension.state, "granted")
        self.assertEqual(self.clock.due_on, self.new)
        self.assertEqual(self.case.due_on, self.new)
        self.assertEqual(
            (extension.old_due_on, extension.new_due_on), (self.old, self.new)
        )
        trail = self.env["complaint.trail"].search(
            [
                ("res_model", "=", "complaint.clock"),
                ("res_id", "=", self.clock.id),
                ("field_name", "=", "due_on"),
            ]
        )
        self.assertEqual(trail.reason, "The kiln is cold.")
        told = self.case.activity_ids.filtered(lambda one: "More time" in one.summary)
        self.assertEqual(told.user_id, self.officer)
        replies = self.env["complaint.reply"].search([("case_id", "=", self.case.id)])
        self.assertEqual(replies.mapped("kind"), ["extension"])
        self.assertIn("The kiln is cold.", replies.body)
        self.assertIn("The new date: 03/05/2027", replies.body)

    def test_r_t06_customer_service_hears_reason_and_date(self):
        chief = self._create_user("chief of service", "complaint_officer")
        service = self._create_department("Service", "customer_service", chief)
        self.case.sudo()._write_guarded({"owner_department_id": service.id})
        self._decide(self._ask(), self.head, "approve")
        told = self.case.activity_ids.filtered(lambda one: one.user_id == chief)
        self.assertEqual(told.summary, "More time was granted")
        self.assertIn("The kiln is cold.", told.note)
        self.assertIn("3/5/27", told.note)

    def test_r_t06_complainant_hears_reason_and_date_in_his_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.env["ir.module.module"]._load_module_terms(
            ["complaint_management"], ["zh_CN"]
        )
        guest = self.env["res.partner"].create({"name": "张敏", "lang": "zh_CN"})
        self.case.partner_id = guest
        self._decide(self._ask(reason="窑炉检修。"), self.head, "approve")
        reply = self.env["complaint.reply"].search([("case_id", "=", self.case.id)])
        self.assertEqual(reply.lang, "zh_CN")
        self.assertIn("窑炉检修。", reply.body)
        self.assertIn("2027/03/05", reply.body)
        self.assertNotIn("The new date", reply.body)

    def test_r_t06_list_asks_for_more_and_offers_what_one_may_extend(self):
        listed = self.case.with_user(self.officer).action_open_extensions()
        extensions = self.env["complaint.extension"].with_user(self.officer)
        action = extensions.with_context(**listed["context"]).action_ask_for_more()
        self.assertEqual(action["res_model"], "complaint.extension.asking")
        with self.assertRaises(UserError):
            extensions.action_ask_for_more()
        form = extensions.env[action["res_model"]].browse(action["res_id"])
        clocks = self.case._get_running_clocks().filtered("due_on")
        offered = [key for key, _label in form.clock_choices]
        self.assertEqual(sorted(offered), sorted(clocks.ids))
        self.assertIn(form.clock, offered)
        forms = self.env["complaint.extension.asking"].with_user(self.supervisor)
        theirs = forms.create({"case_id": self.case.id, "clock": 0})
        self.assertFalse(theirs.clock_choices)
        with self.assertRaises(AccessError):
            self.case.with_user(self.supervisor).action_extend()

    def test_r_t06_refused_moves_nothing_and_the_officer_is_told(self):
        extension = self._ask()
        self._decide(extension, self.head, "refuse", "Fire it now.")
        self.assertEqual(extension.state, "refused")
        self.assertEqual(self.clock.due_on, self.old)
        self.assertEqual(extension.request_id.activity_ids.user_id, self.officer)

    def test_r_t06_only_the_head_decides(self):
        extension = self._ask()
        for user in (self.officer, self.clerk, self.gm, self.admin):
            with self.assertRaises(UserError):
                self._decide(extension, user, "approve")
        self.assertEqual(self.clock.due_on, self.old)

    def test_r_t06_who_has_nothing_to_do_with_it_asks_for_nothing(self):
        with self.assertRaises(AccessError):
            self._ask(self.clerk)
        with self.assertRaises(AccessError):
            self.env["complaint.extension"].with_user(self.supervisor)._ask(
                self.clock, self.new, "I want it."
            )

    def test_r_t06_earlier_date_no_reason_or_a_second_one_are_refused(self):
        with self.assertRaisesRegex(UserError, "later"):
            self._ask(due=self.old - timedelta(hours=1))
        with self.assertRaisesRegex(UserError, "why"):
            self._ask(reason=" ")
        self._ask()
        with self.assertRaisesRegex(UserError, "being decided"):
            self._ask()

    def test_r_t06_granted_extension_is_not_changed_by_hand(self):
        extension = self._ask()
        for vals in ({"state": "granted"}, {"new_due_on": self.old}):
            with self.assertRaises(UserError):
                extension.sudo().write(vals)
        with self.assertRaises(UserError):
            extension.sudo().unlink()

    def test_r_t06_form_asks_for_the_limit(self):
        action = self.case.with_user(self.officer).action_extend()
        forms = self.env[action["res_model"]].with_user(self.officer)
        form = forms.browse(action["res_id"])
        form.write({"new_due_on": self.new, "reason": "The kiln is cold."})
        form.action_ask()
        self.assertEqual(self.clock.extension_ids.state, "asked")
