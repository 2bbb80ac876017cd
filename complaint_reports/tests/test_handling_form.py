from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .case_forms_common import CaseFormsCommon
from .forms_common import words_of


@tagged("post_install", "-at_install")
class TestHandlingForm(CaseFormsCommon):
    """R-A02, R-A07, R-D05: handling form, its copies, disposition report."""

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
    # DISPOSITION REPORT
    # ------------------------------------------------------------

    def test_r_d05_disposition_report_has_four_copies_each_with_its_addressee(self):
        self._appoint(self.vice, "executive_vice_gm")
        self._appoint(self.market_head, "marketing_vice_gm")
        [form] = self._get_forms("case_disposition", self.case)
        self.assertEqual(
            [one["numbered"] for one in form["sheets"]],
            [
                "Copy 1 of 4 · for: General manager Gm",
                "Copy 2 of 4 · for: Executive vice GM Vice",
                "Copy 3 of 4 · for: Vice GM marketing Market head",
                "Copy 4 of 4 · for: Vice GM production",
            ],
        )
        for copy in form["sheets"]:
            self.assertOnPaper(
                words_of(copy),
                "Ms. Zhang",
                "L-0042",
                "The seam is open.",
                "Steel of another supplier.",
                "168",
                "Opinions",
            )
            [signing] = [one for one in copy["blocks"] if one["kind"] == "boxes"]
            first = signing["rows"][0][0]["label"]
            self.assertIn(first.strip(), copy["numbered"])
        page = self._print("case_disposition", self.case)
        # one heading a record: by them Odoo splits a print of many
        self.assertEqual(page.count("<h1"), 1)

    def test_r_d05_the_report_says_to_whom_the_originals_went(self):
        self.env["complaint.duty"].with_user(self.officer).create(
            {
                "case_id": self.case.id,
                "department_id": self.market.id,
                "kind": "report",
                "question": "Look at it.",
            }
        )
        paper = self._read("case_disposition", self.case)
        self.assertOnPaper(paper, "Customer's originals", "Chip", "Given to", "Market")
