from odoo.tests import tagged

from .common import ReportsCommon


@tagged("post_install", "-at_install")
class TestHoldings(ReportsCommon):
    """R-S03, R-S04: what is archived and erased of a complaint, with reports on it."""

    def test_r_s04_a_report_holds_nothing_that_could_be_erased(self):
        """A view on complaints is no record of them: an UPDATE of it would fail."""
        paths = self.env["complaint.holdings"]._get_paths()
        self.assertIn("complaint.line", paths)
        self.assertFalse([name for name in paths if not self.env[name]._auto])
