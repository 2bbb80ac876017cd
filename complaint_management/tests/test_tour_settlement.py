from odoo.tests import HttpCase, tagged

from .policy_common import PolicyCommon
from .settlement_common import SettlementCommon


@tagged("post_install", "-at_install")
class TestTourSettlement(PolicyCommon, SettlementCommon, HttpCase):
    """Each in his own browser, under policy B: from the counter of a branch up to the
    general manager, to the credit note and the plates that come back, to the end."""

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
        cls._employ(cls.clerk).department_id = cls.branch

    def test_r_a03_r_s01_from_the_branch_to_the_closed_file(self):
        """R-A02, R-A03, R-A06, R-K05, R-S01, R-S05: up the chain, told exactly what
        was approved, credited and taken back by the ERP's own documents, closed."""
        invoice = self._invoice()
        self._walk("clerk_registers", self.clerk, "complaints")
        case = self.env["complaint.case"].search([("title", "=", "Plates chipped")])
        self.assertEqual(case.branch_id, self.branch)
        self.assertEqual(case.line_ids.lot_id, self.lot_a)

        case.department_id = self.branch  # whose executive is in charge
        self._walk("officer_accepts", self.officer, "complaints")
        self.assertEqual(case.talks_leader_id, self.vice)
        self._walk("vice_talks", self.vice, "complaints")
        self._walk("officer_proposes", self.officer, "complaints")
        self._decide_up_the_chain(case)
        self._walk("officer_tells", self.officer, "complaints")
        told = case.reply_ids.filtered(lambda one: one.state == "sent")
        self.assertIn("We take 30 plates back and credit 150.", told.body)

        self._walk("bookkeeper_credits", self.bookkeeper, "complaint-remedies")
        self._walk("storeman_takes_back", self.storeman, "complaint-remedies")
        self._check_documents(case, invoice)

        self._walk("officer_asks_whether_solved", self.officer, "complaints")
        self._walk("branch_confirms", self.branch_manager, "complaints")
        self._walk("officer_closes", self.officer, "complaints")
        self.assertCaseState(case, "closed")
        self.assertEqual(case.solved_by_id, self.branch_manager)

    def _decide_up_the_chain(self, case):
        for user in (self.branch_manager, self.market_head, self.vice):
            self._walk("approves", user, "complaint-approvals")
            self.assertCaseState(case, "deciding")
        self._walk("gm_decides", self.gm, "complaint-approvals")
        self.assertCaseState(case, "approved")
        signed = case.request_id.signature_ids.filtered("turn_id").user_id
        chain = self.branch_manager | self.market_head | self.vice | self.gm
        self.assertEqual(signed, chain)

    def _check_documents(self, case, invoice):
        goods, money = case.remedy_ids.sorted("id")
        note, back = money.move_ids, goods.picking_ids
        self.assertEqual(note.state, "posted")
        self.assertEqual(note.reversed_entry_id, invoice)
        self.assertEqual(note.amount_total, 150)
        self.assertEqual(note.create_uid, self.bookkeeper)
        self.assertEqual(back.state, "done")
        self.assertEqual(back.move_line_ids.lot_id, self.lot_a)
        self.assertEqual(back.move_line_ids.quantity, 30)
        self.assertEqual(back.create_uid, self.storeman)
        self.assertTrue(case.settled_on)

    def _walk(self, tour, user, page):
        """One tour in the browser of ``user``."""
        name = f"complaint_settlement_{tour}"
        self.start_tour(f"/odoo/{page}", name, login=user.login)
        self.env.invalidate_all()
