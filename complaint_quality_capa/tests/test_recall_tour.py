from odoo.tests import HttpCase, tagged

from .recall_common import RecallCommon


@tagged("post_install", "-at_install")
class TestRecallTour(RecallCommon, HttpCase):
    def test_r_q07_a_lot_is_recalled_to_the_last_customer(self):
        """Traced, told, counted to the last piece, the authority informed, closed."""
        self.start_tour(
            "/odoo/capa-recalls/new",
            "capa_recall_to_the_last_customer",
            login=self.quality_user.login,
        )
        recall = self.env["capa.recall"].search([("name", "=", "Plates may burst")])
        self.assertEqual((recall.state, recall.progress), ("closed", 100))
        self.assertEqual(self._line(recall, self.dealer).destroyed_qty, 120)
