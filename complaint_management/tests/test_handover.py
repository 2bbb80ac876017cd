from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .intake_common import IntakeCommon


@tagged("post_install", "-at_install")
class TestHandover(IntakeCommon):
    """R-I12: who received it answers to the customer until somebody else accepts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.colleague = cls._create_user("colleague", "base.group_user")
        cls.case = cls._register(cls.clerk)

    def _ask(self, to=None, user=None, case=None, **values):
        """``user`` (the clerk) asks ``to`` (the colleague) to take the case over."""
        handovers = self.env["complaint.handover"].with_user(user or self.clerk)
        return handovers.create(
            {
                "case_id": (case or self.case).id,
                "to_user_id": (to or self.colleague).id,
                "reason": "On leave from Monday.",
                **values,
            }
        )

    def _activities(self):
        return self.case.sudo().activity_ids

    def test_r_i12_receiver_stays_until_the_person_asked_accepts(self):
        self._ask()
        self.assertEqual(self.case.receiver_id, self.clerk)
        self.case.with_user(self.colleague).action_accept_handover()
        self.assertEqual(self.case.sudo().receiver_id, self.colleague)
        self.assertFalse(self.case.sudo().handover_id)

    def test_r_i12_history_says_who_took_it_from_whom_and_why(self):
        self._ask()
        self.case.with_user(self.colleague).action_accept_handover()
        change = self._get_trail(self.case, "receiver_id")
        self.assertEqual((change.old_text, change.new_text), ("Clerk", "Colleague"))
        self.assertEqual(change.reason, "On leave from Monday.")
        self.assertEqual(change.user_id, self.colleague)

    def test_r_i12_only_the_person_asked_answers(self):
        handover = self._ask()
        for user in (self.clerk, self.officer, self.admin, self.executive):
            for answer in ("action_accept", "action_decline"):
                with self.assertRaisesRegex(AccessError, "Colleague was asked"):
                    getattr(handover.with_user(user), answer)()
        with self.assertRaises(AccessError):
            self.case.with_user(self.stranger).action_accept_handover()
        self.assertEqual(handover.state, "asked")
        self.assertEqual(self.case.receiver_id, self.clerk)

    def test_r_i12_declined_the_first_receiver_stays(self):
        handover = self._ask()
        handover.with_user(self.colleague).action_decline("I am on leave too.")
        self.assertEqual(self.case.receiver_id, self.clerk)
        self.assertEqual(handover.answer, "I am on leave too.")
        self.assertTrue(handover.answered_on)
        self.assertFalse(self.case.handover_id)
        self._ask(self.officer)  # somebody else can be asked

    def test_r_i12_who_asked_takes_it_back(self):
        handover = self._ask()
        with self.assertRaises(AccessError):
            handover.with_user(self.colleague).action_withdraw()
        self.case.action_withdraw_handover()
        self.assertEqual(handover.state, "withdrawn")
        self.assertEqual(self.case.receiver_id, self.clerk)
        self.assertFalse(self.case.with_user(self.colleague).has_access("read"))

    def test_r_i12_only_one_hand_over_waits(self):
        self._ask()
        with (
            self.assertRaisesRegex(IntegrityError, "open_uniq"),
            mute_logger("odoo.sql_db"),
            self.cr.savepoint(),
        ):
            self._ask(self.officer)

    def test_r_i12_only_who_answers_to_the_customer_hands_over(self):
        for user in (self.executive, self.supervisor):
            with self.assertRaisesRegex(AccessError, "Only Clerk"):
                self._ask(user=user)
        for user in (self.colleague, self.stranger):
            with self.assertRaises(AccessError):
                self._ask(self.officer, user=user)

    def test_r_i12_who_merely_handles_it_does_not_hand_it_over(self):
        self.case.with_user(self.officer).user_id = self.colleague
        with self.assertRaisesRegex(AccessError, "Only Clerk"):
            self._ask(self.officer, user=self.colleague)

    def test_r_i12_officer_asks_on_behalf_of_the_receiver(self):
        handover = self._ask(user=self.officer)
        self.assertEqual(handover.from_user_id, self.clerk)
        self.assertTrue(handover.with_user(self.officer).is_asked_by_me)
        self.assertTrue(handover.with_user(self.clerk).is_asked_by_me)
        handover.with_user(self.colleague).action_accept()
        self.assertEqual(self.case.sudo().receiver_id, self.colleague)

    def test_r_i12_case_that_nobody_received_is_given_to_somebody(self):
        """A mail to a channel without a person in charge."""
        self.case.sudo()._write_guarded({"receiver_id": False})
        self._ask(user=self.officer).with_user(self.colleague).action_accept()
        self.assertEqual(self.case.sudo().receiver_id, self.colleague)

    def test_r_i12_nobody_is_asked_who_answers_already(self):
        with self.assertRaisesRegex(ValidationError, "Clerk answers .* already"):
            self._ask(self.clerk)

    def test_r_i12_only_colleagues_of_the_same_company_are_asked(self):
        portal = new_test_user(self.env, "portal_li", groups="base.group_portal")
        portal.company_ids = [Command.link(self.company.id)]
        gone = self._create_user("gone", "base.group_user")
        gone.active = False
        for person in (portal, self.stranger, gone):
            for user in (self.clerk, self.officer):
                with self.assertRaisesRegex(ValidationError, "only who works with"):
                    self._ask(person, user)
        self.assertFalse(self.case.handover_ids)

    def test_r_i12_transferred_while_asked_he_cannot_accept(self):
        handover = self._ask()
        self.colleague.write(
            {
                "company_ids": [Command.set(self.other_company.ids)],
                "company_id": self.other_company.id,
            }
        )
        with self.assertRaises(AccessError):
            handover.with_user(self.colleague).action_accept()

    def test_r_p03_person_asked_sees_the_case_while_he_is_asked(self):
        """With its products and what was judged of it; no longer once he declined."""
        severity = self.env.ref("complaint_management.complaint_severity_minor")
        self.case.line_ids = [Command.create({"product_text": "Kettle"})]
        judged = self.env["complaint.assessment"].create(
            {"case_id": self.case.id, "severity_id": severity.id}
        )
        for record in (self.case, self.case.line_ids, judged):
            self.assertFalse(record.with_user(self.colleague).has_access("read"))
        handover = self._ask()
        for record in (self.case, self.case.line_ids, judged):
            seen = record.with_user(self.colleague)
            self.assertTrue(seen.has_access("read"), record)
            self.assertFalse(seen.has_access("write"), record)
        handover.with_user(self.colleague).action_decline()
        for record in (self.case, self.case.line_ids, judged):
            self.assertFalse(record.with_user(self.colleague).has_access("read"))

    def test_r_p03_who_may_no_longer_read_it_follows_it_no_longer(self):
        """Asked, he follows the case and its messages come to him: until he declines.
        So with who gave it away."""
        person = self.colleague.partner_id
        handover = self._ask()
        self.assertIn(person, self.case.sudo().message_partner_ids)
        handover.with_user(self.colleague).action_decline()
        self.assertNotIn(person, self.case.sudo().message_partner_ids)
        self.case.sudo().message_subscribe((self.clerk | self.officer).partner_id.ids)
        self._ask().with_user(self.colleague).action_accept()
        followers = self.case.sudo().message_partner_ids
        self.assertNotIn(self.clerk.partner_id, followers)
        self.assertIn(person, followers)
        self.assertIn(self.officer.partner_id, followers)

    def test_r_i12_person_asked_has_it_among_his_activities_in_his_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.env["ir.module.module"]._load_module_terms(
            ["complaint_management"], ["zh_CN"]
        )
        self.colleague.lang = "zh_CN"
        self._ask(reason="Size < 3 cm\n& broken")
        activity = self._activities()
        self.assertEqual(activity.user_id, self.colleague)
        self.assertEqual(activity.summary, "是否接手此投诉？")
        self.assertIn("Size &lt; 3 cm<br", activity.note)

    def test_r_i12_activity_goes_when_it_is_answered(self):
        for answer in ("action_accept", "action_decline"):
            case = self._register(self.clerk)
            handover = self._ask(case=case)
            self.assertEqual(len(case.sudo().activity_ids), 1)
            getattr(handover.with_user(self.colleague), answer)()
            self.assertFalse(case.sudo().activity_ids)
        said = self.case.sudo().message_ids
        self._ask().action_withdraw()
        self.assertFalse(self._activities())
        self.assertEqual(self.case.sudo().message_ids, said)  # nothing was done

    def test_r_i12_other_activities_of_the_person_stay(self):
        self._ask()
        call = self.case.sudo().activity_schedule(
            user_id=self.colleague.id, summary="Call her back"
        )
        self.case.with_user(self.colleague).action_accept_handover()
        self.assertEqual(self._activities(), call)

    def test_r_i12_who_answers_second_is_told(self):
        """He presses what he still sees on his screen."""
        handover = self._ask()
        self.case.with_user(self.colleague).action_accept_handover()
        for answer in ("action_accept", "action_decline"):
            with self.assertRaisesRegex(UserError, "settled already: Taken over"):
                getattr(handover.with_user(self.colleague), answer)()
            with self.assertRaisesRegex(UserError, "No hand-over .* waits"):
                getattr(self.case.with_user(self.colleague), f"{answer}_handover")()
        with self.assertRaisesRegex(UserError, "settled already: Taken over"):
            handover.with_user(self.officer).action_withdraw()

    def test_r_i12_hand_over_is_not_changed_deleted_or_forged(self):
        handover = self._ask()
        for user in (self.clerk, self.colleague, self.officer, self.admin):
            with self.assertRaises(UserError):
                handover.with_user(user).to_user_id = user
            with self.assertRaises(UserError):
                handover.with_user(user).unlink()
        with self.assertRaisesRegex(UserError, "is not changed"):
            handover.sudo().to_user_id = self.officer
        with self.assertRaisesRegex(UserError, "is not deleted"):
            handover.sudo().unlink()
        case = self._register(self.clerk)
        for name, value in {
            "state": "accepted",
            "from_user_id": self.officer.id,
            "answer": "Gladly.",
        }.items():
            with self.assertRaisesRegex(UserError, "cannot be set by hand"):
                self._ask(case=case, **{name: value})

    def test_r_i12_receiver_is_not_set_by_hand(self):
        for user in (self.clerk, self.officer, self.admin):
            with self.assertRaisesRegex(UserError, "cannot be set by hand"):
                self.case.with_user(user).receiver_id = self.colleague
            with self.assertRaisesRegex(UserError, "cannot be set by hand"):
                self._register(user, receiver_id=self.colleague.id)
        cases = self.env["complaint.case"].with_user(self.clerk)
        case = cases.with_context(default_receiver_id=self.colleague.id).create(
            {"title": "Lid cracked"}
        )
        self.assertEqual(case.receiver_id, self.clerk)
