from odoo.tests import BaseCase, tagged

from ..tools.letterhead import put_letterheads_into

PAGE = """<main>
<div class="header">Lotus Tableware, 1288 Zhongshan Road</div>
<div class="article"><p>Dear Ms Li,</p></div>
<div class="footer"><b>Bank 4711</b><i>Page <u class="page"/> of <u class="topage"/></i>
</div></main>"""


@tagged("post_install", "-at_install")
class TestToolsLetterhead(BaseCase):
    """R-K01: a letter has its letterhead on every wkhtmltopdf."""

    def test_r_k01_letterhead_opens_the_letter_and_footer_ends_it(self):
        page = put_letterheads_into(PAGE)
        article = page[page.index("article") :]
        order = [article.index(text) for text in ("Lotus", "Dear", "Bank 4711")]
        self.assertEqual(order, sorted(order))
        self.assertNotIn('class="header"', page)

    def test_r_k01_page_numbers_that_nobody_fills_in_are_left_out(self):
        self.assertNotIn("Page", put_letterheads_into(PAGE))

    def test_r_k01_each_letter_keeps_its_own_letterhead(self):
        page = put_letterheads_into(PAGE + PAGE.replace("Lotus", "Lily"))
        self.assertLess(page.index("Lotus"), page.index("Lily"))
        self.assertEqual(page.count("letterheader"), 2)

    def test_r_k01_empty_footer_leaves_no_line(self):
        page = put_letterheads_into(PAGE.replace("<b>Bank 4711</b>", ""))
        self.assertNotIn("letterfooter", page)
