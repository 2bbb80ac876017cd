from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .common import ComplaintCommon


@tagged("post_install", "-at_install")
class TestCaseSteps(ComplaintCommon):
    """The arrows of a case: who may walk them, what they ask for, what they leave."""

    def test_a_case_goes_from_new_to_closed(self):
        case = self._bring_to("closed")
        self.assertCaseState(case, "closed")
        self.assertFalse(case.is_open)
        events = ["accepted_on", "investigated_on", "submitted_on", "approved_on"]
        for event in [*events, "confirmed_on", "closed_on"]:
            self.assertTrue(case[event], event)

    def test_who_accepts_handles_what_nobody_handles(self):
        case = self._register()
        case.action_accept()
        self.assertEqual(case.user_id, self.officer)

    def test_r_i02_all_kinds_are_registered(self):
        for kind in ("complaint", "quality_feedback", "service_feedback", "suggestion"):
            self.assertTrue(self._register(kind=kind).number, kind)

    def test_r_i02_only_complaints_go_through_acceptance(self):
        suggestion = self._register(kind="suggestion")
        for step in (suggestion.action_accept, lambda: suggestion.action_refuse("no")):
            with self.assertRaisesRegex(UserError, "Only complaints are accepted"):
                step()
        self.assertCaseState(suggestion, "new")

    def test_r_i02_feedback_is_answered_and_closed(self):
        suggestion = self._register(kind="suggestion", outcome="Passed on, thank you.")
        suggestion.action_confirm()
        self._tell(suggestion)
        suggestion.action_close()
        self.assertCaseState(suggestion, "closed")

    def test_r_i02_the_policy_may_have_feedback_investigated(self):
        feedback = self._register(kind="quality_feedback")
        feedback.policy_id.sudo().feedback_way = "investigate"
        with self.assertRaisesRegex(UserError, "take another way"):
            feedback.action_confirm()
        feedback.action_investigate()
        self.assertCaseState(feedback, "investigating")

    def test_r_i02_a_complaint_cannot_take_the_short_way(self):
        with self.assertRaisesRegex(UserError, "first accepted or refused"):
            self._register().action_confirm()

    def test_r_i06_without_a_category_it_is_not_worked_on(self):
        case = self._register(category_id=False)
        with self.assertRaisesRegex(UserError, "Choose the category"):
            case.action_accept()

    def test_r_k05_no_closing_without_the_outcome(self):
        suggestion = self._register(kind="suggestion")
        suggestion.action_confirm()
        with self.assertRaisesRegex(UserError, "Write down the outcome"):
            suggestion.action_close()

    def test_r_k05_no_closing_before_the_outcome_was_sent(self):
        """Of complaints and of suggestions; a draft or a queued mail is not sent."""
        suggestion = self._register(kind="suggestion", outcome="Passed on, thank you.")
        suggestion.action_confirm()
        complaint = self._bring_to("confirming", outcome="Replaced.")
        for case in (suggestion, complaint):
            self.assertFalse(case.answered_on)
            reply = self.env["complaint.reply"].with_user(self.officer)
            reply = reply.create({"case_id": case.id, "kind": "decision"})
            with self.assertRaisesRegex(UserError, "not told the outcome"):
                case.action_close()
            reply.action_send()
            with self.assertRaisesRegex(UserError, "not told the outcome"):
                case.action_close()
            reply.sudo()._walk("sent")
            self.assertTrue(case.answered_on)
            case.action_close()
            self.assertCaseState(case, "closed")

    def test_r_k05_a_new_decision_is_told_anew(self):
        with freeze_time("2027-03-01 10:00"):
            case = self._bring_to("confirming", outcome="Replaced.")
            self._tell(case)
        with freeze_time("2027-03-02 10:00"):
            self._appoint(self.executive)  # R-D07
            case.action_submit("It leaks again.")
            case.action_request_decision()
            case.with_user(self.executive).action_approve()
            case.action_confirm()
            with self.assertRaisesRegex(UserError, "not told the outcome"):
                case.action_close()
            self._tell(case)
            case.action_close()
        self.assertCaseState(case, "closed")

    def test_the_form_says_what_is_missing_before_the_next_step(self):
        case = self._register(category_id=False)
        self.assertEqual(case.hint, "Choose the category.")
        case.category_id = self.quality
        self.assertFalse(case.hint)
        case = self._bring_to("investigating")
        case.outcome = "Replaced."
        case.responsible_kind = "company"
        self.assertEqual(case.hint, "Propose a remedy; where nothing is given, “None”.")

    def test_a_forbidden_arrow_names_both_states_and_the_way_out(self):
        case = self._register()
        with self.assertRaises(UserError) as caught:
            case.action_close()
        for word in ("“New”", "“Closed”", "Accepted", "Not accepted", "Withdrawn"):
            self.assertIn(word, str(caught.exception))

    def test_pressing_twice_tells_what_happened(self):
        case = self._register()
        case.action_accept()
        with self.assertRaisesRegex(UserError, "“Accepted” and cannot become"):
            case.action_accept()

    def test_r_i09_refusing_asks_for_the_reason(self):
        case = self._register()
        action = case.action_refuse()
        self.assertCaseState(case, "new")
        wizard = self.env[action["res_model"]].browse(action["res_id"])
        wizard = wizard.with_user(self.officer)
        wizard.reason = "Bought elsewhere."
        wizard.redress = "The shop."
        wizard.action_walk()
        self.assertCaseState(case, "refused")
        self.assertEqual(self._get_reason(case, "refused"), "Bought elsewhere.")

    def test_a_blank_reason_is_none(self):
        case = self._register()
        with self.assertRaisesRegex(UserError, "Please say why"):
            case.action_refuse("   ")

    def test_r_i09_a_refused_case_is_taken_up_again(self):
        case = self._register()
        case.action_refuse("Bought elsewhere.", "The shop.")
        case.action_take_up_again("Receipt found.")
        self.assertCaseState(case, "new")
        self.assertFalse(case.refused_on)

    def test_r_s03_a_closed_case_is_reopened_never_silently(self):
        case = self._bring_to("closed")
        self.assertEqual(case.action_investigate()["res_model"], "complaint.reason")
        case.action_investigate("It leaks again.")
        self.assertCaseState(case, "investigating")
        self.assertFalse(case.closed_on)
        self.assertEqual(self._get_reason(case, "investigating"), "It leaks again.")

    def test_only_an_executive_decides(self):
        case = self._bring_to("deciding")
        for user, words in (
            (self.officer, "You put this up yourself"),
            (self.admin, "Executive"),
            (self.supervisor, "Executive"),
        ):
            with self.assertRaisesRegex(AccessError, words):
                case.with_user(user).action_approve()
        self.assertCaseState(case, "deciding")

    def test_an_executive_decides_yet_edits_nothing(self):
        case = self._bring_to("approved").with_user(self.executive)
        with self.assertRaises(AccessError):
            case.title = "Free tableware for life."

    def test_a_clerk_walks_no_arrow_of_what_he_received(self):
        case = self._register(self.clerk)
        with self.assertRaisesRegex(AccessError, "Officer"):
            case.action_accept()

    def test_many_cases_walk_together_or_not_at_all(self):
        cases = self._register() | self._register(category_id=False)
        with self.assertRaises(UserError), self.cr.savepoint():
            cases.action_accept()
        cases.invalidate_recordset()
        self.assertEqual(cases.mapped("state"), ["new", "new"])

    def test_the_reason_form_opens_no_other_model(self):
        wizard = (
            self.env["complaint.reason"]
            .with_user(self.officer)
            .create(
                {
                    "res_model": "res.partner",
                    "res_ids": self.customer.ids,
                    "target": "closed",
                    "reason": "x",
                }
            )
        )
        with self.assertRaisesRegex(UserError, "no such step"):
            wizard.action_walk()

    def _get_reason(self, case, state):
        trails = self.env["complaint.trail"].search(
            [("res_model", "=", case._name), ("res_id", "=", case.id)]
        )
        return trails.filtered(lambda trail: trail.new_value == state)[:1].reason
