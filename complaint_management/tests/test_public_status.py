from odoo.tests import tagged

from .web_common import WebCommon


@tagged("post_install", "-at_install")
class TestPublicStatus(WebCommon):
    """R-I19: where it stands, by number and a second proof, without a person."""

    def _ask(self, number, proof, **values):
        url = f"/complaint/status/{self.company.id}"
        page = self.url_open(url).text
        token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
        data = {"csrf_token": token, "number": number, "proof": proof, **values}
        return self.url_open(url, data=data)

    def test_r_i19_number_and_address_or_telephone_tell_where_it_stands(self):
        case, _token = self._file_directly(phone="139 0000 1111")
        for proof in ("li.na@example.com", "LI.NA@example.com", "13900001111"):
            page = self._ask(case.number, proof).text
            self.assertIn("We have received it", page)
            self.assertIn(case.number, page)
            self.assertNotIn("The lid leaks", page)

    def test_wrong_number_and_wrong_proof_get_the_same_answer(self):
        case, _token = self._file_directly()
        other = self.env["complaint.case"].create(
            {"title": "Other", "company_id": self.other_company.id}
        )
        pages = []
        for number, proof in (
            (case.number, "other@example.com"),
            ("209901-0001", "li.na@example.com"),
            (other.number, ""),
            (case.number, ""),
            ("", ""),
        ):
            answer = self._ask(number, proof)
            self.assertEqual(answer.status_code, 422)
            text = answer.text.split('id="fault"')[1].split("</div>")[0]
            pages.append(text.replace(number or "\0", ""))
        self.assertEqual(len(set(pages)), 1)

    def test_case_without_proof_is_told_to_nobody(self):
        case = self._register(partner_id=False, partner_name="Nobody")
        for proof in ("", "-", "\0", "False", "None"):
            self.assertEqual(self._ask(case.number, proof).status_code, 422)

    def test_guessing_ends(self):
        case, _token = self._file_directly()
        self.company.complaint_web_tries = 2
        self._ask(case.number, "a@example.com")
        self._ask(case.number, "b@example.com")
        answer = self._ask(case.number, "li.na@example.com")
        self.assertEqual(answer.status_code, 429)
        self.assertNotIn("We have received it", answer.text)

    def test_r_i19_he_is_handed_over_to_a_person(self):
        case, _token = self._file_directly()
        page = self._ask(case.number, "li.na@example.com").text
        hidden = self._read_hidden(page)
        for _twice in range(2):
            self._ask(case.number, "li.na@example.com", call_me="yes", **hidden)
        self.env.invalidate_all()
        self.assertEqual(case.question_ids.text, "Please call me about my complaint.")
        self.assertEqual(case.question_ids.user_id, self.officer)
