from lxml import etree
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools.safe_eval import safe_eval

from .duty_common import DutyCommon


@tagged("post_install", "-at_install")
class TestAsking(DutyCommon):
    """R-I21, R-D04, R-D10: branch, supplier and legal department are asked."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.branch = cls._create_department(
            "Hamburg", "sales_branch", cls.chemist, cls.clerk
        )
        cls.lawyer = cls._create_user("lawyer", "base.group_user")
        cls.case = cls._register(cls.clerk)
        cls.case.sudo().user_id = cls.officer

    # ------------------------------------------------------------
    # BRANCH
    # ------------------------------------------------------------

    def test_r_i21_the_receiver_asks_his_branch_and_the_case_shows_the_answer(self):
        with self.assertRaises(AccessError):
            self.case.with_user(self.potter).action_ask_branch("Refund?")
        self.assertEqual(
            self.case.action_ask_branch()["res_model"], "complaint.duty.note"
        )
        self.case.action_ask_branch("May I refund?")
        duty = self.case.branch_duty_id
        self.assertEqual((duty.kind, duty.department_id), ("branch", self.branch))
        self.assertEqual(self._get_todo(duty), self.chemist)
        self.assertEqual(self.case.branch_answer_state, "open")
        head = duty.with_user(self.chemist)
        with self.assertRaisesRegex(UserError, "instruction"):
            head.action_answer()
        head.instruction = "Refund half."
        head.action_answer()
        mine = self.case.with_user(self.clerk)
        self.assertEqual(mine.branch_instruction, "Refund half.")
        self.assertEqual(mine.branch_answer_state, "answered")
        self.assertEqual(self._get_todo(duty), self.clerk)
        duty.with_user(self.clerk).action_accept_answer()
        self.assertDutyState(duty, "done")

    def test_r_i21_without_a_branch_it_is_said_what_to_do(self):
        case = self._register(self.officer)
        with self.assertRaisesRegex(UserError, "Choose the branch"):
            case.action_ask_branch("May I refund?")

    def test_r_i21_nobody_waits_for_an_instruction(self):
        self.case.action_ask_branch("May I refund?")
        duty = self._ask(self.case.with_user(self.officer))
        self.assertDutyState(duty, "open")

    # ------------------------------------------------------------
    # SUPPLIER
    # ------------------------------------------------------------

    def test_r_d04_the_suppliers_answer_and_the_claim_are_kept(self):
        duty = self._ask(self.case, kind="supplier", partner_id=self.customer.id)
        mine = duty.with_user(self.plant_head)
        mine.findings = "Enamel too thin"
        with self.assertRaisesRegex(UserError, "supplier answered"):
            mine.action_answer()
        mine.write({"supplier_answer": "They admit it", "recovery_amount": 300})
        mine.action_answer()
        self.assertEqual(duty.recovery_amount, 300)
        with self.assertRaisesRegex(UserError, "nothing is asked"):
            duty.recovery_amount = 1

    def test_r_p03_who_asks_the_supplier_knows_what_may_be_passed_on(self):
        """He reads no complaint but whether its customer agreed; his page warns."""
        duty = self._ask(self.case, kind="supplier", partner_id=self.customer.id)
        mine = duty.with_user(self.plant_head)
        warning = "//div[contains(text(), 'has not agreed')]"
        for consent, warned in (("open", True), ("refused", True), ("given", False)):
            self.case.consent = consent
            with Form(mine) as form:
                self.assertEqual(form.consent, consent)
            shown = etree.fromstring(mine.get_view(view_type="form")["arch"])
            hidden = shown.xpath(warning)[0].get("invisible")
            values = {"kind": duty.kind, "consent": mine.consent, "is_open": True}
            self.assertEqual(safe_eval(hidden, values), not warned)
        with self.assertRaises(AccessError):
            self.case.with_user(self.plant_head).read(["partner_name"])

    def test_r_d04_vice_gm_and_market_department_handle_it_too(self):
        """They are told when it opens, may read it, and are asked no more when it is
        done."""
        vice_gm = self._create_user("vice gm", "base.group_user")
        market_head = self._create_user("market head", "base.group_user")
        self._create_department("Market", "market", market_head)
        self.plant.executive_id = self._employ(vice_gm)
        plain = self._ask(self.case)
        duty = self._ask(self.case, kind="supplier", sequence=20)
        self.assertFalse(duty.with_user(vice_gm).has_access("read"), "not its turn")
        plain.action_cancel("Known")
        self.assertDutyState(duty, "open")
        both = vice_gm | market_head
        self.assertEqual(duty.told_user_ids, both)
        for user in both:
            mine = duty.with_user(user)
            self.assertTrue(mine.has_access("read"))
            self.assertFalse(mine.has_access("write"))
            self.assertFalse(self.case.with_user(user).has_access("read"))
            self.assertFalse(plain.with_user(user).has_access("read"))
        self.assertEqual(self._get_todo(duty), both | self.plant_head)
        duty.with_user(self.plant_head).action_name_handler(self.potter.id)
        self.assertEqual(self._get_todo(duty), both | self.potter)
        duty.action_cancel("They admit it")
        self.assertFalse(self._get_todo(duty))

    def test_r_d04_who_is_a_supplier_only_later(self):
        vice_gm = self._create_user("vice gm", "base.group_user")
        self.plant.executive_id = self._employ(vice_gm)
        duty = self._ask(self.case)
        self.assertFalse(duty.told_user_ids)
        duty.kind = "supplier"
        self.assertEqual(duty.told_user_ids, vice_gm)

    # ------------------------------------------------------------
    # DIFFICULT CASES
    # ------------------------------------------------------------

    def test_r_d14_a_difficult_case_is_reported_to_the_general_office(self):
        """By who received it; without a text a form asks for it, and goes on."""
        secretary = self._create_user("secretary", "base.group_user")
        office = self._create_department("Office", "general_office", secretary)
        case = self._register(user=self.clerk)
        mine = case.with_user(self.clerk)
        asked = mine.action_report_difficult()
        form = self.env[asked["res_model"]].with_user(self.clerk)
        form = form.browse(asked["res_id"])
        form.text = "He wants more than the kettle; the visit changed nothing."
        form.action_go()
        duty = case.sudo().duty_ids
        self.assertEqual((duty.kind, duty.department_id), ("report", office))
        self.assertEqual(self._get_todo(duty), secretary)
        self.assertTrue(duty.with_user(secretary).has_access("read"))
        with self.assertRaises(AccessError):
            case.with_user(secretary).action_report_difficult("Mine too")

    def test_r_d14_where_there_is_no_general_office(self):
        """The general manager's takes its part; where there is neither, it is said."""
        with self.assertRaisesRegex(UserError, "General office"):
            self.case.action_report_difficult("Hard")
        office = self._create_department("GM", "gm_office", self.chemist)
        self.case.action_report_difficult("Hard")
        self.assertIn(office, self.case.sudo().duty_ids.department_id)

    # ------------------------------------------------------------
    # LEGAL
    # ------------------------------------------------------------

    def _refer(self):
        self._create_department("Legal", "legal", self.lawyer)
        self.case.with_user(self.officer).action_refer_to_legal("Threatens to sue")
        return self.case.sudo().duty_ids.filtered(lambda one: one.kind == "legal")

    def test_r_d10_a_legal_risk_draws_in_the_legal_department(self):
        with self.assertRaisesRegex(UserError, "no department that is “Legal”"):
            self.case.with_user(self.officer).action_refer_to_legal("Threatens to sue")
        with self.assertRaises(AccessError):
            self.case.with_user(self.clerk).action_refer_to_legal("Threatens to sue")
        duty = self._refer()
        self.assertTrue(self.case.legal_risk)
        self.assertEqual(self._get_todo(duty), self.lawyer)
        self.assertEqual(duty.question, "Threatens to sue")

    def test_r_d10_the_advice_is_restricted(self):
        """Legal department, who asked, executives; no other officer, no supervisor."""
        duty = self._refer()
        advice = duty.advice_ids
        advice.with_user(self.lawyer).advice = "Settle."
        second = self._create_user("second officer", "complaint_officer")
        for user in (self.lawyer, self.officer, self.executive):
            self.assertTrue(duty.with_user(user).can_read_advice)
            self.assertEqual(advice.with_user(user).advice, "Settle.")
        self.assertFalse(duty.with_user(second).can_read_advice)
        for user in (second, self.admin, self.supervisor, self.clerk, self.potter):
            with self.assertRaises(AccessError):
                advice.with_user(user).read(["advice"])

    def test_r_d10_only_the_legal_department_writes_it(self):
        advice = self._refer().advice_ids
        for user in (self.officer, self.executive, self.potter):
            with self.assertRaises(AccessError):
                advice.with_user(user).advice = "Pay."

    def test_r_d10_the_answer_is_the_advice_and_stands_nowhere_else(self):
        duty = self._refer().with_user(self.lawyer)
        with self.assertRaisesRegex(UserError, "legal advice"):
            duty.findings = "Settle."
        with self.assertRaisesRegex(UserError, "Write down the advice"):
            duty.action_answer()
        duty.advice_ids.advice = "Settle."
        duty.action_answer()
        self.assertDutyState(duty, "answered")
        with self.assertRaises(AccessError):
            duty.advice_ids.advice = "Pay."
