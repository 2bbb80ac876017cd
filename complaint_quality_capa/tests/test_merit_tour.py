from odoo.tests import HttpCase, tagged

from .merit_common import MeritCommon


@tagged("post_install", "-at_install")
class TestMeritTour(MeritCommon, HttpCase):
    """Each in his own browser: who keeps it, whom it is about, who decides."""

    def _walk(self, tour, user, page):
        self.start_tour(f"/odoo/{page}", f"complaint_merit_{tour}", login=user.login)
        self.env.invalidate_all()

    def test_r_r04_a_penalty_from_finding_to_notice(self):
        """R-R04, R-R05: drawn from a limit that was not kept, told, objected to,
        answered, decided with both before his eyes, published."""
        self._keep_late(self._register())
        merit = self.env["complaint.merit.finder"]._draw(self._rule())
        page = f"complaint.merit/{merit.id}"
        self._walk("is_told", self.keeper, "complaint-merits")
        self._walk("is_objected_to", self.seller, page)
        self._walk("is_answered", self.keeper, page)
        self._walk("is_decided", self.vice, "complaint-approvals")
        self._walk("is_published", self.keeper, page)
        self.assertEqual(merit.state, "decided")
        self.assertIn(merit.number, merit.circular_id.name)
        self.assertEqual(merit.instalment_ids.mapped("amount"), [-200])

    def test_r_r03_a_reward_from_proposal_to_payroll(self):
        """R-R03, R-R05: proposed, decided, handed to payroll as a workbook."""
        self._walk("reward_is_proposed", self.keeper, "complaint-merits/new")
        self._walk("reward_is_decided", self.vice, "complaint-approvals")
        self._walk("payroll_is_handed", self.keeper, "complaint-payroll/new")
        merit = self.env["complaint.merit"].search([("sense", "=", "reward")])
        payroll = merit.instalment_ids.payroll_id
        self.assertEqual((payroll.state, payroll.total), ("handed", 500))
        self.assertTrue(payroll.file)
