import base64
import io

from odoo import fields
from odoo.addons.complaint_management.tests.approval_common import ApprovalCommon
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged, warmup
from PIL import Image

from .forms_common import FormsCommon

# queries of a form, however many cases are printed
FIGURES = {"case_registration": 24, "case_record": 22, "case_handling": 28}


def picture():
    stream = io.BytesIO()
    Image.new("RGB", (1600, 1200), "red").save(stream, "PNG")
    return base64.b64encode(stream.getvalue())


@tagged("post_install", "-at_install")
class TestCaseForms(FormsCommon, ApprovalCommon):
    """R-F01: the forms of a complaint, to sign and file."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.ref("base.lang_en").date_format = "%Y-%m-%d"
        kettle = cls.env["product.product"].create({"name": "Kettle 1.7"})
        cls.case.write(
            {
                "partner_phone": "5550101",
                "description": "<p>It leaks at the base.</p>",
                "occurred_at": "Seattle",
                "extent": "3 of 400",
                "demand_reason": "The contract says so.",
                "confirmed_facts": "The seam is open.",
                "cause": "Steel of another supplier.",
                "line_ids": [
                    Command.create(
                        {
                            "product_id": kettle.id,
                            "item_number": "K-17",
                            "material": "Steel 304",
                            "lot_name": "L-0042",
                            "order_reference": "S-77",
                            "ordered_qty": 400,
                            "delivered_qty": 390,
                            "defective_qty": 3,
                            "delivered_amount": 22400,
                            "purchase_place": "Market Street",
                        }
                    )
                ],
                "evidence_ids": [
                    Command.create(
                        {"name": "Chip", "file": picture(), "file_name": "chip.png"}
                    )
                ],
            }
        )
        none = cls.env.ref("complaint_management.complaint_remedy_type_none")
        cls.case.remedy_ids.filtered(lambda one: one.type_id == none).unlink()
        cls._propose(cls.case, "refund", amount=168, note="To the same account")
        cls.case.outcome = "The money goes back."

    def _approve(self):
        """Each of the chain with an instruction of his own."""
        self.case.with_user(self.officer).action_request_approval("disposition")
        request = self._request(self.case)
        for place, user in enumerate(self.chain):
            self._decide(request, user, comment=f"Instruction {place}")
        return request

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
    # HANDLING FORM
    # ------------------------------------------------------------

    def test_r_a02_handling_form_has_every_instruction_signature_and_date(self):
        request = self._approve()
        paper = self._read("case_handling", self.case)
        self.assertOnPaper(
            paper,
            "Complaint Handling Form",
            "Steel of another supplier.",
            "The company",
            "Refund",
            "168",
            "To the same account",
            "The money goes back.",
            request.last_hash,
            "it is whole",
        )
        for place, user in enumerate(self.chain):
            self.assertOnPaper(paper, f"Instruction {place}", user.name)
        [form] = self._get_forms("case_handling", self.case)
        [signed] = [
            one for one in form["sheets"][0]["blocks"] if one["kind"] == "boxes"
        ]
        self.assertEqual(
            [box["label"] for box in signed["rows"][0]],
            [
                "Sales branch",
                "Market department",
                "Vice GM in charge",
                "General manager",
            ],
        )
        self.assertTrue(all(box["on"] for box in signed["rows"][0]))

    def test_r_a05_a_broken_chain_shows_on_the_paper(self):
        request = self._approve()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE complaint_approval_signature SET user_name = 'X' WHERE id = %s",
            [request.signature_ids[1].id],
        )
        self.env.invalidate_all()
        paper = self._read("case_handling", self.case)
        self.assertOnPaper(paper, "THE CHAIN OF SIGNATURES IS BROKEN")

    def test_r_a02_before_anybody_was_asked_the_boxes_are_empty(self):
        paper = self._read("case_handling", self.case)
        self.assertOnPaper(paper, "Not put up for decision yet", "General manager")

    def test_r_a07_each_copy_says_whose_it_is(self):
        copies = self._draw_up_copies()
        page = self._read("case_handling_copy", copies)
        self.assertOnPaper(
            page, "Copy 1 of 2 · kept by: Market", "Copy 2 of 2 · kept by: Shanghai"
        )
        self.assertOnPaper(page, copies[0].fingerprint)
        action = copies[0].with_user(self.market_head).action_print()
        self.assertEqual(action["report_name"], "complaint_reports.case_handling_copy")
        self.assertEqual(copies[0].state, "printed")

    def test_r_a07_who_keeps_a_copy_does_not_learn_who_complains(self):
        """R-P03: he reads the copy, not the complaint."""
        copies = self._draw_up_copies()
        told = self._read("case_handling_copy", copies[1], self.branch_head)
        self.assertOnPaper(told, "Instruction 3", "The money goes back.")
        self.assertNotOnPaper(told, "Ms. Zhang")
        self.assertOnPaper(self._read("case_handling_copy", copies[1]), "Ms. Zhang")
        with self.assertRaises(AccessError):
            self._read("case_handling_copy", copies[0], self.branch_head)

    def test_r_a07_a_void_copy_is_not_printed(self):
        copies = self._draw_up_copies()
        copies[0]._walk("void")
        with self.assertRaisesRegex(UserError, "taken back"):
            self._read("case_handling_copy", copies[0])

    def _draw_up_copies(self):
        policy = self.env["complaint.policy"].create(
            {
                "name": "Our procedure",
                "company_id": self.company.id,
                "valid_from": "2020-01-01",
                "copy_ids": [
                    Command.create({"department_kind": "market"}),
                    Command.create({"department_kind": "sales_branch"}),
                ],
            }
        )
        self.case._write_guarded({"policy_id": policy.id})
        self._approve()
        copies = self.env["complaint.form.copy"]
        return copies.search([("case_id", "=", self.case.id)], order="number")

    # ------------------------------------------------------------
    # WHO MAY, IN WHICH LANGUAGE
    # ------------------------------------------------------------

    def test_r_p02_who_may_not_read_a_case_prints_nothing_of_it(self):
        for user in (self.clerk, self.stranger):
            for form in ("case_registration", "case_record", "case_handling"):
                with self.subTest(user=user.login, form=form):
                    with self.assertRaises(AccessError):
                        self._print(form, self.case, user)

    def test_r_a06_who_registered_it_prints_no_handling_form(self):
        """He reads his case; what is decided inside is no paper for the counter."""
        case = self._register(self.clerk)
        self._print("case_registration", case, self.clerk)
        for form in ("case_record", "case_handling"):
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
        }
        for form, title in titles.items():
            with self.subTest(form=form):
                page = self._print(form, self.case, lang="zh_CN")
                self.assertOnPaper(page, title, "内部文件：不得外传", "产品")
                self.assertNotOnPaper(page, "Internal: no copy", "Signature")

    def test_r_a06_internal_forms_say_so(self):
        for form in ("case_registration", "case_record", "case_handling"):
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
