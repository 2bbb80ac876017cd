from odoo.tests import HttpCase, tagged


@tagged("post_install", "-at_install")
class TestJs(HttpCase):
    def test_hoot_suite_of_the_module(self):
        """The unit tests of our web components pass in a real browser."""
        suite = self._hash_of("@complaint_management")
        self.browser_js(
            f"/web/tests?headless&loglevel=2&preset=desktop&timeout=15000&id={suite}",
            "",
            "",
            login="admin",
            timeout=120,
            success_signal="[HOOT] Test suite succeeded",
        )

    @staticmethod
    def _hash_of(name):
        """The id that HOOT gives to a suite: its name, hashed as HOOT does it."""
        digest = 0
        for char in name:
            digest = ((digest << 5) - digest + ord(char)) & 0xFFFFFFFF
        return f"{digest:08x}"
