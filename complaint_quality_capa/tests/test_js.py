from odoo.addons.complaint_management.tests.test_js import TestJs as Shared
from odoo.tests import HttpCase, tagged

suite_hash = Shared._hash_of
del Shared  # its tests are run where they belong


@tagged("post_install", "-at_install")
class TestJs(HttpCase):
    def test_r_q02_hoot_suite_of_the_module(self):
        """The geometry of the diagram holds in a real browser."""
        suite = suite_hash("@complaint_quality_capa")
        self.browser_js(
            f"/web/tests?headless&loglevel=2&preset=desktop&timeout=15000&id={suite}",
            "",
            "",
            login="admin",
            timeout=120,
            success_signal="[HOOT] Test suite succeeded",
        )
