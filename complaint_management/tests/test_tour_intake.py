from odoo.tests import HttpCase, tagged

from .intake_common import FOUR_CONDITIONS, IntakeCommon


@tagged("post_install", "-at_install")
class TestTourIntake(IntakeCommon, HttpCase):
    """Each role in its own browser, from registration to who answers for it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.refund = cls.env.ref("complaint_management.complaint_remedy_type_refund")
        cls._create_policy(
            *FOUR_CONDITIONS,
            authority_ids=[
                cls._prepare_authority("base.group_user", cls.refund, 100),
            ],
        )

    def _walk(self, tour, user):
        self.start_tour("/odoo/complaints", tour, login=user.login)

    def test_r_i13_clerk_registers_with_a_product_and_settles_on_the_spot(self):
        plate = self.env["product.product"].create({"name": "Lotus plate"})
        self._walk("complaint_intake_clerk_settles", self.clerk)
        case = self.env["complaint.case"].search([("receiver_id", "=", self.clerk.id)])
        self.assertCaseState(case, "confirming")
        self.assertEqual(case.line_ids.product_id, plate)
        self.assertEqual(case.spot_remedy_type_id, self.refund)
        self.assertEqual(case.spot_amount, 20)
        self.assertEqual(case.outcome, "The price of the plate given back.")

    def test_r_i08_r_i09_officer_answers_what_the_policy_asks(self):
        """One complaint is accepted; another is refused with reason and redress."""
        accepted = self._register()
        refused = self._register(title="Glass of another brand")
        self._walk("complaint_intake_officer_accepts", self.officer)
        self._walk("complaint_intake_officer_refuses", self.officer)
        self.assertCaseState(accepted, "accepted")
        self.assertEqual(accepted.answer_ids.mapped("answer"), ["yes"] * 4)
        self.assertCaseState(refused, "refused")
        self.assertEqual(refused.answer_ids.answer, "no")
        self.assertEqual(refused.redress, "The shop that sold it.")
        reason = self._get_trail(refused, "state").reason
        self.assertEqual(reason, "Bought from another company.")

    def test_r_i12_clerk_asks_and_a_colleague_takes_over(self):
        colleague = self._create_user("colleague", "base.group_user")
        case = self._register(self.clerk, title="Lid cracked")
        self._walk("complaint_intake_clerk_hands_over", self.clerk)
        self.assertEqual(case.handover_id.to_user_id, colleague)
        self.assertEqual(case.receiver_id, self.clerk)
        self._walk("complaint_intake_colleague_takes_over", colleague)
        self.assertEqual(case.sudo().receiver_id, colleague)
