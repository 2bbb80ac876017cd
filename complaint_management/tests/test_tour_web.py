from odoo.tests import tagged

from .web_common import WebCommon


@tagged("post_install", "-at_install")
class TestTourWeb(WebCommon):
    """R-I16: a visitor files, follows, adds, asks, confirms and rates, in a browser."""

    def test_visitor_files_adds_and_asks(self):
        self.start_tour(self.home, "complaint_web_file")
        case = self.env["complaint.case"].search(
            [("partner_email", "=", "li.na@example.com")]
        )
        kinds = set(case.statement_ids.mapped("kind"))
        self.assertEqual(kinds, {"filing", "addition", "question"})
        self.assertEqual(case.line_ids.product_text, "Lotus kettle")

    def test_complainant_confirms_and_rates(self):
        case, token = self._file_directly()
        self._bring_on(case, "confirming")
        self.start_tour(f"/complaint/track/{token}", "complaint_web_confirm")
        self.assertCaseState(case, "closed")
        self.assertEqual(case.satisfaction, 4)


@tagged("post_install", "-at_install")
class TestTourWebPhone(TestTourWeb):
    """The same on a phone."""

    browser_size = "390x844"
    touch_enabled = True
