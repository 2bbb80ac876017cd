from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install", "demo")
class TestDemo(TransactionCase):
    """R-F04, R-P05: the demo company's year has a rise that was found, answered and
    became a plan, and an evaluation that was confirmed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.ref("complaint_management.demo_company")

    def _search(self, name):
        return self.env[name].search([("company_id", "=", self.company.id)])

    def test_r_f04_the_plates_of_one_lot_were_noticed_and_became_a_plan(self):
        alerts = self._search("complaint.alert")
        lot = alerts.filtered("lot_id")
        self.assertEqual(lot.state, "planned")
        self.assertEqual(lot.plan_id.lot_ids, lot.lot_id)
        for alert in alerts - alerts.filtered("is_open"):
            self.assertLess(alert.found_on, alert.looked_on)
            self.assertLess(alert.looked_on, alert.answered_on)

    def test_r_p05_handling_is_confirmed_production_lies_before_the_plants(self):
        found = self._search("complaint.evaluation")
        states = {one.kind: one.state for one in found}
        self.assertEqual(states, {"handling": "confirmed", "production": "heard"})
        self.assertTrue(found.row_ids.filtered("comment"))
        self.assertTrue(found.row_ids.filtered("answer"))
        self.assertTrue(found.person_row_ids)
