from odoo.tests import tagged

from .web_common import WebCommon


@tagged("post_install", "-at_install")
class TestGuidance(WebCommon):
    """R-I19: guidance that the company prepared, before anybody files."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.guidance = cls.env["complaint.guidance"].create(
            {
                "name": "It arrived broken",
                "text": "Keep the pieces.",
                "category_id": cls.quality.id,
                "company_id": cls.company.id,
            }
        )

    def _answer(self, guidance, helped):
        token = self._read_hidden(self.url_open(self.home).text)["csrf_token"]
        return self.url_open(
            f"{self.home}/help/{guidance.id}",
            data={"csrf_token": token, "helped": helped},
        )

    def test_r_i19_it_is_shown_and_counted_whether_it_helped(self):
        page = self.url_open(self.home).text
        self.assertIn("It arrived broken", page)
        self.assertIn("Keep the pieces.", page)
        self.assertIn("glad that it helped", self._answer(self.guidance, "yes").text)
        self._answer(self.guidance, "no")
        self._answer(self.guidance, "no")
        self.env.invalidate_all()
        counts = self.guidance.helped_count, self.guidance.unhelped_count
        self.assertEqual(counts, (1, 2))

    def test_who_is_not_helped_goes_on_to_the_form(self):
        page = self._answer(self.guidance, "no").text
        chosen = page.split(f'value="{self.quality.id}"')[1].split(">")[0]
        self.assertIn("selected", chosen)

    def test_guidance_of_another_company_is_none(self):
        other = self.env["complaint.guidance"].create(
            {"name": "Theirs", "text": "x", "company_id": self.other_company.id}
        )
        self.assertNotIn("Theirs", self.url_open(self.home).text)
        self.assertEqual(self._answer(other, "yes").status_code, 404)

    def test_one_visitor_does_not_make_the_figures(self):
        self.company.complaint_web_tries = 2
        for _time in range(4):
            self._answer(self.guidance, "yes")
        self.env.invalidate_all()
        self.assertEqual(self.guidance.helped_count, 2)
