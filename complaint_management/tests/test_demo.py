import re
from datetime import timedelta

from odoo import fields
from odoo.tests import TransactionCase, tagged

from ..tools.case_arrows import OPEN_STATES
from ..tools.numbering import month_key, parse_number

STATES = {*OPEN_STATES, "closed", "refused", "cancelled"}
LOGINS = {"clerk", "officer", "executive", "supervisor"}


@tagged("post_install", "-at_install", "demo")
class TestDemo(TransactionCase):
    """The demo company is there, whole, quiet, and made once (issue 3, point 7)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.ref("complaint_management.demo_company")
        cls.cases = cls.env["complaint.case"].search(
            [("company_id", "=", cls.company.id)]
        )

    def _search(self, model, *domain):
        return self.env[model].search([("company_id", "=", self.company.id), *domain])

    def test_cases_of_eighteen_months_in_all_states(self):
        self.assertGreaterEqual(len(self.cases), 150)
        by_state = self.cases.grouped("state")
        self.assertEqual(set(by_state), STATES)
        for state in OPEN_STATES:
            self.assertGreaterEqual(len(by_state[state]), 2, state)
        self.assertGreaterEqual(len(by_state["closed"]), 90)
        self.assertGreaterEqual(len(self.cases.filtered("repeat_of_id")), 5)
        self.assertGreaterEqual(len(self.cases.filtered("spot_remedy_type_id")), 5)
        self.assertEqual(len(set(self.cases.mapped("kind"))), 4)
        for case in by_state["refused"]:
            self.assertTrue(case.redress)
        months = {case.number[:6] for case in self.cases}
        self.assertGreaterEqual(len(months), 18)

    def test_r_i15_one_group_complaint_is_looked_into(self):
        """R-I15: four follow the one that leads; nothing is missing to put it up."""
        lead = self.cases.filtered("member_count")
        self.assertEqual(lead.member_count, 4)
        states = set((lead | lead.member_ids).mapped("state"))
        self.assertEqual(states, {"investigating"})
        self.assertFalse(lead.member_ids.duty_ids)
        self.assertFalse(lead._guard_disposition_written())

    def test_r_i05_numbers_are_of_the_month_in_shanghai(self):
        serials = {}
        for case in self.cases.sorted("registered_on"):
            month, serial = parse_number(case.number)
            self.assertEqual(month, month_key(case.registered_on, "Asia/Shanghai"))
            serials.setdefault(month, []).append(serial)
        for month, drawn in serials.items():
            self.assertEqual(drawn, list(range(1, len(drawn) + 1)), month)

    def test_nothing_happened_in_the_future_or_just_now(self):
        began = self.env.cr.now().replace(microsecond=0)
        for case in self.cases:
            moments = [
                case.received_on,
                case.registered_on,
                case.accepted_on,
                case.submitted_on,
                case.approved_on,
                case.confirmed_on,
            ]
            moments = [moment for moment in moments if moment]
            self.assertEqual(moments, sorted(moments), case.display_name)
            self.assertLess(max(moments), began)
            if not case.erased_on:  # its messages are gone
                self.assertLess(max(case.message_ids.mapped("date")), began)
        trail = self._search("complaint.trail")
        self.assertLess(max(trail.mapped("changed_on")), began)
        oldest = min(self.cases.mapped("received_on"))
        self.assertLess(oldest, fields.Datetime.now() - timedelta(days=500))

    def test_history_says_who_did_it(self):
        decided = self._search("complaint.trail", ("new_value", "=", "approved"))
        executive = "complaint_management.group_complaint_executive"
        self.assertTrue(decided)
        for user in decided.user_id:
            self.assertTrue(user.has_group(executive), user.login)
        handovers = self._search("complaint.handover")
        self.assertEqual(
            {"asked", "accepted", "declined"}, set(handovers.mapped("state"))
        )
        waiting = handovers.filtered(lambda one: one.state == "asked")
        self.assertEqual(set(waiting.to_user_id.mapped("login")), {"officer"})

    def test_a_defective_lot_stands_out(self):
        lines = self.cases.line_ids.filtered("lot_id")
        counts = {lot: len(found) for lot, found in lines.grouped("lot_id").items()}
        worst = max(counts, key=counts.get)
        self.assertEqual(worst, self.env.ref("complaint_management.demo_lot_D27_116"))
        self.assertGreaterEqual(counts[worst], 10)

    def test_all_of_it_is_of_the_company(self):
        self.assertEqual(self.company.currency_id.name, "CNY")
        self.assertEqual(self.company.resource_calendar_id.tz, "Asia/Shanghai")
        self.assertEqual(self.company.chart_template, "generic_coa")
        self.assertGreaterEqual(len(self._search("hr.department")), 18)
        self.assertGreaterEqual(len(self._search("hr.employee")), 25)
        self.assertEqual(self.cases.policy_id.company_id, self.company)
        self.assertEqual(self.cases.channel_id.company_id, self.company)
        users = self.env["res.users"].search([("company_id", "=", self.company.id)])
        self.assertLessEqual(LOGINS, set(users.mapped("login")))
        self.assertIn(self.env.ref("base.user_admin"), users)
        orders = self._search("sale.order")
        self.assertGreaterEqual(len(orders), 25)
        self.assertEqual(set(orders.mapped("state")), {"sale"})
        short = [o for o in orders if set(o.picking_ids.mapped("state")) > {"done"}]
        self.assertTrue(short)
        home = orders.filtered(lambda order: order.partner_id.country_code == "CN")
        self.assertTrue(all(order.amount_tax for order in home))
        self.assertFalse(any(order.amount_tax for order in orders - home))

    def test_settings_have_chinese_names(self):
        """Channels, questions and departments are said in the reader's language."""
        chinese = re.compile("[\u4e00-\u9fff]")
        found = (
            self._search("hr.department"),
            self._search("complaint.channel").filtered(lambda one: "@" not in one.name),
            self.cases.policy_id,
            self.cases.policy_id.acceptance_test_ids,
            self._search("complaint.routing"),
            self._search("complaint.team"),
            self._search("complaint.approval.route").step_ids,
        )
        for records in found:
            for record in records.with_context(lang="zh_TW"):
                self.assertRegex(record.name, chinese)
        policy = self.cases.policy_id
        self.assertRegex(policy.with_context(lang="zh_TW").description, "首問負責")
        self.assertNotRegex(policy.with_context(lang="en_US").description, chinese)

    def test_nobody_gets_a_mail_and_a_second_call_changes_nothing(self):
        about = ("complaint.", "capa.")
        for mail in self.env["mail.mail"].search([]):
            self.assertFalse((mail.model or "").startswith(about), mail.model)
        counted = ("complaint.case", "res.partner", "res.users", "mail.message")
        before = [self.env[model].search_count([]) for model in counted]
        self.env["complaint.demo"]._load()
        after = [self.env[model].search_count([]) for model in counted]
        self.assertEqual(before, after)

    def test_the_officer_has_late_and_planned_work(self):
        officer = self.env.ref("complaint_management.demo_user_officer")
        activities = self.env["mail.activity"].search(
            [("user_id", "=", officer.id), ("res_model", "=", "complaint.case")]
        )
        self.assertEqual(
            set(activities.mapped("state")), {"overdue", "today", "planned"}
        )

    def test_r_s01_what_was_decided_lately_is_being_carried_out(self):
        remedies = self._search("complaint.remedy", ("state", "=", "started"))
        self.assertTrue(remedies.move_ids)
        self.assertTrue(remedies.picking_ids)

    def test_r_v01_r_v03_findings_and_samples_on_their_way(self):
        findings = self._search("complaint.finding")
        self.assertGreaterEqual(len(findings), 15)
        self.assertTrue(findings.filtered("duty_id"))
        self.assertTrue(findings.filtered("locked"))
        samples = self._search("complaint.sample")
        self.assertLessEqual(
            {"kept", "laboratory", "returned"}, set(samples.mapped("state"))
        )
        self.assertTrue(samples.filtered(lambda one: len(one.move_ids) > 1))
        self.assertTrue(samples.filtered("inspection_result"))

    def test_r_a07_signed_copies_are_filed_where_it_is_long_ago(self):
        copies = self._search("complaint.form.copy")
        self.assertLessEqual({"due", "printed", "filed"}, set(copies.mapped("state")))
        filed = copies.filtered(lambda copy: copy.state == "filed")
        kept = filed.filtered(lambda copy: not copy.case_id.erased_on)
        self.assertTrue(all(kept.mapped("place")))
        self.assertFalse(filed.sudo().activity_ids)
        self.assertLess(max(filed.mapped("filed_on")), self.env.cr.now())
        self.assertEqual(
            set(copies.department_id.mapped("complaint_kind")),
            {"market", "sales_branch", "store"},
        )

    def test_r_s02_to_r_s05_cases_end_and_are_kept(self):
        """Confirmed, ended unsatisfied, archived, erased."""
        closed = self.cases.filtered(lambda case: case.state == "closed")
        self.assertGreaterEqual(len(closed.filtered("solved_by_id")), 50)
        self.assertTrue(closed.filtered("ended_on").filtered("unsatisfied_reason"))
        packages = self._search("complaint.archive")
        self.assertGreaterEqual(len(packages), 3)
        self.assertEqual(set(packages.mapped("state")), {"made"})
        erasure = self._search("complaint.erasure")
        self.assertEqual(erasure.state, "done")
        self.assertTrue(erasure.case_ids.erased_on)
        self.assertFalse(erasure.case_ids.partner_name)
        began = self.env.cr.now()
        self.assertLess(max(packages.mapped("made_on")), began)
        self.assertLess(erasure.done_on, began)

    def test_duties_go_every_way_and_their_people_can_log_in(self):
        """Given back, waiting for their turn, of branch, legal department, office."""
        duties = self._search("complaint.duty")
        self.assertEqual(
            set(duties.mapped("state")),
            {value for value, _label in duties._fields["state"].selection},
        )
        self.assertLessEqual(
            {"lead", "branch", "legal", "unit", "report"}, set(duties.mapped("kind"))
        )
        self.assertTrue(duties.filtered("followed_id"))
        self.assertTrue(duties.filtered("chase_count"))
        self.assertTrue(self.cases.filtered("is_waiting"))
        self.assertTrue(any(duties.advice_ids.mapped("advice")))
        named = self._search("hr.department", ("manager_id", "!=", False))
        kinds = ("plant", "quality", "legal", "equipment", "gm_office", "sales_branch")
        for one in named.filtered(lambda one: one.complaint_kind in kinds):
            self.assertTrue(one.manager_id.user_id, one.name)

    def test_limits_ran_for_the_cases_of_the_past(self):
        """R-T08: most were kept, some were not, some run."""
        clocks = self._search("complaint.clock").grouped("state")
        self.assertGreater(len(clocks["met"]), len(clocks["late"]))
        self.assertTrue(clocks["late"])
        self.assertTrue(clocks["running"].case_id.filtered("due_on"))
        self.assertTrue(self.cases.filtered("acknowledged_on"))
