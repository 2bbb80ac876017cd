from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .policy_common import PolicyCommon
from .settlement_common import SettlementCommon


@tagged("post_install", "-at_install")
class TestPolicyBLife(PolicyCommon, SettlementCommon):
    """A complaint of a dealer under policy B, from the branch's counter to the closed
    file, with the ERP's own invoice, credit note, delivery and return."""

    code = "B"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.vice = cls._create_user("vice", "complaint_executive")
        cls.market_head = cls._create_user("market head", "complaint_officer")
        cls.branch.executive_id = cls._employ(cls.vice)
        market = cls.env["hr.department"].search(
            [("complaint_kind", "=", "market"), ("company_id", "=", cls.company.id)]
        )
        market.manager_id = cls._employ(cls.market_head)

    def _register_at_the_counter(self):
        line = {
            "product_id": self.plate.id,
            "order_reference": "SO-1001",
            "lot_name": "LOT-A",
            "defective_qty": 30,
        }
        return self._register(
            self.clerk,
            title="Plates chipped",
            partner_id=self.dealer.id,
            branch_id=self.branch.id,
            department_id=self.branch.id,
            claimed_amount=12000,
            line_ids=[Command.create(line)],
        )

    def _ask_the_branch(self, case):
        """R-I21: what the receiver cannot answer is put to the branch at once."""
        case.with_user(self.clerk).action_ask_branch("May we take the plates back?")
        duty = case.duty_ids.with_user(self.branch_manager)
        duty.instruction = "Take them in, promise nothing."
        duty.action_answer()
        duty.with_user(self.clerk).action_accept_answer()

    def _fill_in_the_form(self, case):
        """R-A02, R-A09: by the market department, with the customer."""
        case.write(
            {
                "cause": "Packed without interleaf paper.",
                "responsible_kind": "company",
                "responsible_department_id": self.plant.id,
                "outcome": "We take 30 plates back and credit 150.",
            }
        )
        values = {"line_id": case.line_ids.id}
        self._propose(case, "return", **values)
        self._propose(case, "refund", amount=150, **values)

    def test_policy_b_from_registration_to_closing(self):
        invoice = self._invoice()
        with self._at("2027-03-01 09:00"):
            case = self._register_at_the_counter()
            self._ask_the_branch(case)
        with self._at("2027-03-01 10:00"):
            self._accept(case.with_user(self.officer))
            self.assertDue(case, "outcome_home", "2027-03-17 00:00")
        case = case.with_user(self.officer)
        with self._at("2027-03-02 10:00"):
            case.action_investigate()
            duty = self._ask(case, self.plant, "unit")
            self._reply(duty)
            duty.action_accept_answer()
        with self._at("2027-03-05 10:00"):
            self._fill_in_the_form(case)
            self._talk_it_over(case)
            case.action_submit()
            self._assert_nothing_is_told(case)
        with self._at("2027-03-08 10:00"):
            self._decide_up_the_chain(case)
            self._tell(case)
        told = case.reply_ids.filtered(lambda one: one.state == "sent")
        self.assertIn("We take 30 plates back and credit 150.", told.body)
        self.assertEqual(self._get_clock_of(case, "outcome_home").state, "met")
        with self._at("2027-03-09 10:00"):
            self._carry_out(case, invoice)
            case.action_confirm()
        with self._at("2027-03-12 10:00"):
            with self.assertRaisesRegex(UserError, "confirms first"):
                case.action_close()  # R-S05: the branch faces the customer
            mine = case.with_user(self.branch_manager)
            mine.action_confirm_solved("Mr. Li got his credit, the plates are back.")
            case.action_close()
        self.assertCaseState(case, "closed")
        self.assertFalse(case.sudo().due_on)
        self._file_the_copies(case)

    def _talk_it_over(self, case):
        """R-A09, R-A10: with the customer, led by the vice GM in charge."""
        case.talks_result = False
        with self.assertRaisesRegex(UserError, "Talk the remedy over"):
            case.action_submit()
        case.talks_result = "agreed"
        with self.assertRaisesRegex(UserError, "Vice leads the talks"):
            case.action_submit()
        self._talk(case)

    def _assert_nothing_is_told(self, case):
        """R-A06: nothing beyond what is approved, before it is."""
        with self.assertRaisesRegex(UserError, "is not decided"):
            self._tell(case)
        for remedy in case.remedy_ids:
            self.assertFalse(remedy.with_user(self.bookkeeper).has_access("read"))

    def _decide_up_the_chain(self, case):
        """R-A03: sales branch, market department, vice GM in charge, GM."""
        request = self.env["complaint.approval.request"].search(
            [("case_id", "=", case.id), ("state", "=", "open")]
        )
        for user in (self.branch_manager, self.market_head, self.vice, self.gm):
            turn = request.turn_ids.filtered(lambda one: one.state == "open")
            self.assertEqual(turn.user_id, user)
            turn.with_user(user).action_decide(
                "approve", False, False, request.snapshot_hash
            )
        self.assertEqual(request.state, "granted")
        self.assertCaseState(case, "approved")

    def _file_the_copies(self, case):
        """R-A07: one with the market department, one with the sales branch."""
        copies = self.env["complaint.form.copy"].search([("case_id", "=", case.id)])
        self.assertEqual(
            copies.mapped("department_id.complaint_kind"), ["sales_branch", "market"]
        )
        for copy, user in zip(
            copies, (self.branch_manager, self.market_head), strict=True
        ):
            mine = copy.with_user(user)
            mine.action_print()
            mine.place = "Binder 2027/03"
            mine.action_file()
        self.assertEqual(copies.mapped("state"), ["filed", "filed"])

    def _carry_out(self, case, invoice):
        """R-S01: exactly what was approved, by the documents of the ERP."""
        goods, money = case.remedy_ids.sorted("id")
        note = self._make(money, self.bookkeeper)
        note.action_post()
        self.assertEqual(note.amount_total, 150)
        self.assertEqual(note.reversed_entry_id, invoice)
        back = self._make(goods, self.storeman)
        back.move_ids.picked = True
        back.button_validate()
        self.assertEqual(back.move_line_ids.lot_id, self.lot_a)
        self.assertEqual(back.move_line_ids.quantity, 30)
        self.assertEqual(case.remedy_ids.mapped("state"), ["done", "done"])
        self.assertTrue(case.settled_on)
