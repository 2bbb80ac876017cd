import base64

from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged, warmup

from .case_forms_common import CaseFormsCommon

# queries of a form, however many cases are printed
FIGURES = {
    "case_registration": 24,
    "case_record": 22,
    "case_handling": 28,
    "case_disposition": 40,
}
CASE_FORMS = tuple(FIGURES)


@tagged("post_install", "-at_install")
class TestCaseForms(CaseFormsCommon):
    """R-F01: registration and record form; who prints, in which language."""

    # ------------------------------------------------------------
    # REGISTRATION AND RECORD
    # ------------------------------------------------------------

    def test_r_i04_registration_form_holds_what_was_registered(self):
        paper = self._read("case_registration", self.case)
        self.assertOnPaper(
            paper,
            "Complaint Registration Form",
            self.case.number,
            "Ms. Zhang",
            "5550101",
            "Kettle 1.7",
            "K-17",
            "Steel 304",
            "L-0042",
            "S-77",
            "400",
            "390",
            "22,400",
            "Market Street",
            "Seattle",
            "3 of 400",
            "It leaks at the base.",
            "The contract says so.",
            "900",
            "Chip",
            self.company.name,
            "Registered by",
        )

    def test_r_f01_a_photo_is_on_the_paper_small(self):
        page = self._print("case_registration", self.case)
        self.assertIn("data:image/jpeg;base64,", page)
        self.assertLess(len(page), 200_000)

    def test_r_f01_what_is_no_picture_is_left_out(self):
        values = {"file": base64.b64encode(b"no picture"), "file_name": "x.png"}
        evidences = self.env["complaint.evidence"]
        broken = evidences.create({"case_id": self.case.id, "name": "X", **values})
        self.assertEqual(broken.kind, "photo")
        self.assertEqual(
            self._print("case_registration", self.case).count("data:image/jpeg"), 1
        )

    def test_r_i04_many_products_are_each_on_the_form(self):
        self.case.line_ids = [Command.create({"product_text": "A lid"})]
        paper = self._read("case_registration", self.case)
        self.assertOnPaper(paper, "Product 1", "Product 2", "A lid")

    def test_r_i21_record_form_has_question_and_instruction_of_the_branch(self):
        duties = self.env["complaint.duty"].with_user(self.officer)
        duty = duties.create(
            {
                "case_id": self.case.id,
                "department_id": self.branch.id,
                "kind": "branch",
                "question": "May we send a new one?",
            }
        )
        duty.sudo().instruction = "Send a new one, say sorry."
        paper = self._read("case_record", self.case)
        self.assertOnPaper(
            paper,
            "Complaint Record Form",
            "May we send a new one?",
            "Send a new one, say sorry.",
            "Quality inspection, received",
        )

    def test_r_k02_record_form_has_calls_with_promise_and_next_step(self):
        self.env["complaint.call"].with_user(self.officer).create(
            {
                "case_id": self.case.id,
                "words": "He is angry.",
                "promise": "We call on Friday",
                "next_step": "Call him",
                "next_on": fields.Date.today(),
            }
        )
        paper = self._read("case_record", self.case)
        self.assertOnPaper(paper, "He is angry.", "Promised: We call on", "Call him")

    def test_r_d10_legal_advice_is_on_no_form(self):
        self.env["complaint.duty"].with_user(self.officer).create(
            {
                "case_id": self.case.id,
                "department_id": self.market.id,
                "kind": "legal",
                "question": "Will he sue?",
            }
        )
        for form in ("case_record", "case_handling", "case_registration"):
            self.assertNotOnPaper(self._read(form, self.case), "Will he sue?")

    # ------------------------------------------------------------
    # WHO MAY, IN WHICH LANGUAGE
    # ------------------------------------------------------------

    def test_r_p02_who_may_not_read_a_case_prints_nothing_of_it(self):
        for user in (self.clerk, self.stranger):
            for form in CASE_FORMS:
                with self.subTest(user=user.login, form=form):
                    with self.assertRaises(AccessError):
                        self._print(form, self.case, user)

    def test_r_a06_who_registered_it_prints_no_handling_form(self):
        """He reads his case; what is decided inside is no paper for the counter."""
        case = self._register(self.clerk)
        self._print("case_registration", case, self.clerk)
        for form in CASE_FORMS[1:]:
            with self.assertRaisesRegex(AccessError, "Officer"):
                self._print(form, case, self.clerk)

    def test_r_p02_the_print_menu_offers_forms_by_group(self):
        def offered(user):
            actions = self.env["ir.actions.actions"].with_user(user)
            found = actions.get_bindings("complaint.case").get("report", ())
            return {one["name"] for one in found}

        self.assertLessEqual(
            {"Registration form", "Handling form"}, offered(self.officer)
        )
        self.assertIn("Registration form", offered(self.clerk))
        self.assertNotIn("Handling form", offered(self.clerk))

    def test_r_f01_forms_are_in_the_readers_language(self):
        self._speak_chinese()
        self._approve()
        titles = {
            "case_registration": "客户投诉登记表",
            "case_record": "客户投诉记录表",
            "case_handling": "顾客投诉处理表",
            "case_disposition": "客户反馈质量问题处置报告",
        }
        for form, title in titles.items():
            with self.subTest(form=form):
                page = self._print(form, self.case, lang="zh_CN")
                self.assertOnPaper(page, title, "内部文件：不得外传", "产品")
                self.assertNotOnPaper(page, "Internal: no copy", "Signature")

    def test_r_a06_internal_forms_say_so(self):
        for form in CASE_FORMS:
            self.assertOnPaper(
                self._print(form, self.case), "no copy leaves the company"
            )

    @warmup
    def test_r_f01_twenty_forms_cost_the_queries_of_one(self):
        cases = self.case.union(*(self._register_whole() for _number in range(20)))
        cases -= self.case
        for form, most in FIGURES.items():
            for many in (cases[:1], cases):
                self.env.flush_all()
                self.env.invalidate_all()
                with self.subTest(form=form, count=len(many)):
                    with self.assertQueryCount(most):
                        self._get_forms(form, many)

    def _register_whole(self):
        """A case with something in each part of the forms, put up for decision."""
        case = self._register(
            line_ids=[Command.create({"product_text": "A lid"})],
            evidence_ids=[Command.create({"name": "Seal", "description": "Torn"})],
            branch_id=self.branch.id,
            department_id=self.branch.id,
        )
        self.env["complaint.call"].create({"case_id": case.id, "words": "Angry."})
        self.env["complaint.duty"].create(
            {
                "case_id": case.id,
                "department_id": self.branch.id,
                "kind": "branch",
                "question": "May we?",
            }
        )
        self._ask(case)
        return case
