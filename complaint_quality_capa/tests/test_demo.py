from datetime import timedelta

from odoo.tests import TransactionCase, tagged

from ..tools.plan_arrows import PLAN_ARROWS


@tagged("post_install", "-at_install", "demo")
class TestDemo(TransactionCase):
    """A year of plans in all states, quiet, made once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.ref("complaint_management.demo_company")
        cls.plans = cls.env["capa.plan"].search([("company_id", "=", cls.company.id)])

    def test_a_year_of_plans_in_all_states(self):
        self.assertEqual(set(self.plans.mapped("state")), PLAN_ARROWS.states)
        days = [plan.registered_on for plan in self.plans]
        self.assertGreater((max(days) - min(days)).days, 330)
        self.assertTrue(self.plans.filtered("failed_count"))
        self.assertTrue(self.plans.filtered("recurrence_count"))
        self.assertTrue(self.plans.action_ids.filtered("is_overdue"))
        self.assertTrue(self.plans.filtered(lambda plan: plan.case_count > 1))

    def test_r_q01_a_lot_is_held_back_and_one_was_lifted(self):
        place = "complaint_quality_capa.demo_containment"
        still, lifted = self.env.ref(f"{place}_mug"), self.env.ref(f"{place}_lid")
        self.assertEqual((still.state, lifted.state), ("open", "lifted"))
        self.assertTrue(still.picking_ids, "a delivery waits for it")
        self.assertTrue(still.picking_ids[:1].blocked_note)
        self.assertTrue(all(still.line_ids.mapped("quantity")))
        for containment in still | lifted:
            self.assertLess(containment.opened_on, self.env.cr.now() - timedelta(7))

    def test_r_q04_the_gm_was_asked_for_means(self):
        place = "complaint_quality_capa.demo_special_report"
        reports = [self.env.ref(f"{place}_{key}") for key in ("kiln", "tester")]
        self.assertEqual([one.state for one in reports], ["granted", "asked"])
        self.assertLess(reports[0].asked_on, reports[0].decided_on)
        self.assertLess(reports[0].decided_on, self.env.cr.now() - timedelta(7))

    def test_r_r05_a_penalty_on_each_step_and_a_list_for_payroll(self):
        place = "complaint_quality_capa.demo"
        states = [
            self.env.ref(f"{place}_merit_{key}").state
            for key in ("heard", "objected", "decided", "reward")
        ]
        self.assertEqual(states, ["heard", "objected", "decided", "decided"])
        payroll = self.env.ref(f"{place}_payroll")
        self.assertEqual(payroll.state, "handed")
        self.assertEqual(sorted(payroll.instalment_ids.mapped("amount")), [-500, 1860])
        agreed = self.env["complaint.attribution"].search([("state", "=", "agreed")])
        self.assertGreaterEqual(len(agreed), 3)

    def test_r_r01_the_last_half_year_lies_before_plant_and_branch(self):
        reviews = self.env["complaint.attribution.review"].search([])
        kinds = set(reviews.department_id.mapped("complaint_kind"))
        self.assertEqual(kinds, {"plant", "sales_branch"})

    def test_r_q08_a_later_complaint_says_it_came_again(self):
        cases = self.env["complaint.case"].search(
            [("recurred_plan_id", "in", self.plans.ids)]
        )
        self.assertTrue(cases)

    def test_what_happened_lies_in_the_past_and_in_order(self):
        began = self.env.cr.now().replace(microsecond=0)
        for plan in self.plans:
            moments = [
                plan.registered_on,
                plan.started_on,
                plan.analysed_on,
                plan.submitted_on,
                plan.approved_on,
                plan.acted_on,
                plan.verified_on,
                plan.effective_on,
                plan.closed_on,
            ]
            moments = [moment for moment in moments if moment]
            self.assertEqual(moments, sorted(moments), plan.number)
            self.assertLess(max(moments), began, plan.number)

    def test_signatures_verify(self):
        requests = self.env["complaint.approval.request"].search(
            [("res_model", "=", "capa.plan")]
        )
        self.assertGreater(len(requests), 9)
        for request in requests:
            self.assertFalse(request.signature_ids._find_break(), request.reference)

    def test_r_q10_suggestions_in_different_states(self):
        domain = [("company_id", "=", self.company.id)]
        suggestions = self.env["capa.suggestion"].search(domain)
        states = {"handed_in", "reviewing", "adopted", "declined", "done", "rolled_out"}
        self.assertEqual(set(suggestions.mapped("state")), states)
        rolled_out = suggestions.filtered("rolled_out_on")
        self.assertGreater(rolled_out.benefit_amount, 0)
        self.assertLess(rolled_out.measured_on, rolled_out.rolled_out_on)
        self.assertLess(rolled_out.rolled_out_on, self.env.cr.now())

    def test_r_q09_meetings_with_minutes_and_what_they_decided(self):
        domain = [("company_id", "=", self.company.id)]
        meetings = self.env["capa.meeting"].search(domain)
        confirmed = meetings.filtered("confirmed_on")
        self.assertEqual(len(confirmed), 3)
        for meeting in confirmed:
            self.assertTrue(meeting.minutes and meeting.item_ids)
            self.assertNotIn("invited", meeting.attendance_ids.mapped("state"))
            self.assertLess(meeting.called_on, meeting.held_on)
            self.assertLess(meeting.confirmed_on, self.env.cr.now())
        half_year = self.env.ref("complaint_quality_capa.demo_meeting_june")
        self.assertIn(half_year.start.month, (6, 12))
        self.assertLessEqual(half_year.start.day, 10)
        decisions = confirmed.decision_ids
        self.assertEqual(set(decisions.mapped("state")), {"open", "done"})
        self.assertTrue(meetings.filtered(lambda one: one.state == "proposed"))

    def test_r_q07_a_recall_that_is_over_and_one_that_runs(self):
        over, runs = (
            self.env.ref(f"complaint_quality_capa.demo_recall_{key}")
            for key in ("leak", "lead")
        )
        self.assertEqual((over.state, over.progress), ("closed", 100))
        self.assertEqual((runs.state, runs.progress < 100), ("open", True))
        self.assertLess(over.opened_on, over.closed_on)
        self.assertLess(over.closed_on, self.env.cr.now())
        self.assertGreater(runs.customer_count, runs.answered_count)

    def test_r_q13_some_faults_in_the_handling(self):
        domain = [("company_id", "=", self.company.id)]
        faults = self.env["capa.fault"].search(domain)
        self.assertEqual(set(faults.mapped("state")), {"noted", "open", "done"})
        for fault in faults:
            self.assertLessEqual(fault.case_id.closed_on, fault.noted_on)

    def test_made_once(self):
        self.env["complaint.demo"]._load_plans()
        self.env["complaint.demo"]._load_suggestions()
        self.env["complaint.demo"]._load_meetings()
        domain = [("company_id", "=", self.company.id)]
        self.assertEqual(self.env["capa.plan"].search(domain), self.plans)
