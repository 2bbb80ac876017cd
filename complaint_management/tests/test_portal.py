from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .sales_common import SalesCommon
from .web_common import PNG, WebCommon


@tagged("post_install", "-at_install")
class TestPortal(WebCommon, SalesCommon):
    """R-I16: business customers and dealers see the cases of their company, and file
    from their own orders and lots."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.buyer = cls._create_portal_user("buyer", cls.dealer_buyer)
        other = cls.env["res.partner"].create({"name": "Another Shop"})
        cls.rival = cls._create_portal_user("rival", other)
        cls.theirs = cls._register(
            partner_id=cls.dealer.id,
            line_ids=[Command.create({"product_id": cls.plate.id})],
        )

    @classmethod
    def _create_portal_user(cls, login, partner):
        return new_test_user(
            cls.env,
            login=login,
            groups="base.group_portal",
            partner_id=partner.id,
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
        )

    def _log_in(self, login):
        self.authenticate(login, login)

    def _open(self, path=""):
        return self.url_open(f"/my/complaints{path}")

    # ------------------------------------------------------------
    # WHOSE
    # ------------------------------------------------------------

    def test_he_sees_the_cases_of_his_company(self):
        self._log_in("buyer")
        page = self._open().text
        self.assertIn(self.theirs.number, page)
        self.assertIn("Plate", page)
        page = self._open(f"/{self.theirs.id}").text
        self.assertIn("We have received it", page)

    def test_portal_user_of_another_company_sees_nothing(self):
        self._log_in("rival")
        self.assertNotIn(self.theirs.number, self._open().text)
        for path in ("", "/material/1"):
            answer = self._open(f"/{self.theirs.id}{path}")
            self.assertEqual(answer.status_code, 404)
        self.assertEqual(self._open("/999999").status_code, 404)
        hidden = self._read_hidden(self._open("/new").text)
        for what in ("add", "ask", "answer", "rate"):
            url = f"/my/complaints/{self.theirs.id}/{what}"
            answer = self.url_open(url, data={**hidden, "text": "x"})
            self.assertEqual(answer.status_code, 404)
        self.assertFalse(self.theirs.statement_ids)

    def test_visitor_is_asked_to_log_in(self):
        self.assertIn("/web/login", self._open().url)

    def test_home_counts_his_cases(self):
        self._log_in("buyer")
        counters = {"params": {"counters": ["complaint_count"]}}
        answer = self.url_open("/my/counters", json=counters).json()
        self.assertEqual(answer["result"]["complaint_count"], 1)
        self.assertIn("/my/complaints", self.url_open("/my").text)

    # ------------------------------------------------------------
    # FILING
    # ------------------------------------------------------------

    def _file_as(self, login, **values):
        self._log_in(login)
        hidden = self._read_hidden(self._open("/new").text)
        data = {**hidden, "what": "Glaze chips", "name": "Mr. Li", **values}
        data.setdefault("email", "li@example.com")
        files = [("files", ("plate.png", PNG, "image/png"))]
        before = self.env["complaint.case"].search([])
        answer = self.url_open("/my/complaints/new", data=data, files=files)
        self.env.invalidate_all()
        return answer, self.env["complaint.case"].search([]) - before

    def test_he_files_from_his_own_order_and_lot(self):
        self._log_in("buyer")
        page = self._open("/new").text
        self.assertIn("SO-1001", page)
        self.assertIn("LOT-A", page)
        line = self.order.order_line
        answer, case = self._file_as("buyer", sale_line_id=line.id, lot_name="LOT-A")
        self.assertIn(f"/my/complaints/{case.id}", answer.url)
        self.assertIn(case.number, answer.text)
        self.assertEqual(case.partner_id, self.dealer_buyer)
        self.assertEqual(case.line_ids.sale_line_id, line)
        self.assertEqual(case.line_ids.lot_id, self.lot_a)
        self.assertEqual(case.statement_ids.user_id, self.buyer)
        self.assertEqual(case.evidence_ids.file_name, "plate.png")

    def test_order_of_another_customer_cannot_be_chosen(self):
        line = self.order.order_line
        self._log_in("rival")
        self.assertNotIn("SO-1001", self._open("/new").text)
        answer, case = self._file_as("rival", sale_line_id=line.id)
        self.assertFalse(case.line_ids.sale_line_id)
        self.assertNotIn("Plate", answer.text)
        answer, case = self._file_as("rival", order_reference="SO-1001")
        self.assertFalse(case.line_ids.sale_line_id)
        self.assertNotIn("another customer", answer.text)
        self.assertNotIn("Plate", answer.text)

    # ------------------------------------------------------------
    # ONE CASE
    # ------------------------------------------------------------

    def test_he_adds_and_rates_in_the_portal(self):
        self._log_in("buyer")
        base = f"/{self.theirs.id}"
        hidden = self._read_hidden(self._open(base).text)
        url = f"/my/complaints{base}"
        self.url_open(f"{url}/add", data={**hidden, "text": "Twelve of them."})
        self.env.invalidate_all()
        self.assertEqual(self.theirs.statement_ids.user_id, self.buyer)
        self._bring_on(self.theirs, "confirming")
        page = self._open(base).text
        self.assertIn('id="judge"', page)
        overall = self.env.ref("complaint_management.complaint_survey_question_overall")
        data = {**self._read_hidden(page), f"question_{overall.id}": "3"}
        self.url_open(f"{url}/rate", data=data)
        self.env.invalidate_all()
        self.assertEqual(self.theirs.survey_ids.way, "portal")
