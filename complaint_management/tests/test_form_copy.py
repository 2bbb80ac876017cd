import base64

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .approval_common import ApprovalCommon

SCAN = base64.b64encode(b"%PDF-1.4 signed")


@tagged("post_install", "-at_install")
class TestFormCopy(ApprovalCommon):
    """R-A07: who keeps a signed copy of the handling form is data of the policy."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.route.active = False  # one executive decides
        cls.policy = cls.env["complaint.policy"].create(
            {
                "name": "Our procedure",
                "company_id": cls.company.id,
                "valid_from": "2020-01-01",
                "copy_ids": [
                    Command.create({"department_kind": "market"}),
                    Command.create({"department_kind": "sales_branch"}),
                ],
            }
        )
        cls.case = cls._bring_to("approved", branch_id=cls.branch.id)
        cls.copies = cls._find_copies(cls.case)
        cls.market_copy, cls.branch_copy = cls.copies

    @classmethod
    def _find_copies(cls, case):
        copies = cls.env["complaint.form.copy"]
        return copies.search([("case_id", "=", case.id)], order="number")

    def test_r_a07_one_stays_with_the_market_department_one_with_the_branch(self):
        self.assertEqual(self.copies.mapped("department_id"), self.market | self.branch)
        self.assertEqual(self.copies.mapped("state"), ["due", "due"])
        self.assertIn("copy 2 of 2", self.branch_copy.display_name)
        request = self.market_copy.request_id
        self.assertEqual(request.state, "granted")
        self.assertEqual(self.market_copy.fingerprint, request.last_hash)
        asked = self.branch_copy.activity_ids
        self.assertEqual(asked.user_id, self.branch_head)

    def test_r_a07_nothing_is_signed_before_it_is_approved(self):
        case = self._bring_to("deciding")
        self.assertFalse(self._find_copies(case))
        with self.assertRaisesRegex(UserError, "drawn up when"):
            self.env["complaint.form.copy"].create({"case_id": case.id})

    def test_r_a07_how_many_and_whose_is_data_of_the_policy(self):
        """Persons too: M's report goes to the GM and the vice GMs in four copies."""
        self.policy.copy_ids = [
            Command.clear(),
            Command.create({"role": "gm", "number": 2}),
        ]
        copies = self._find_copies(self._bring_to("approved"))
        self.assertEqual(copies.mapped("user_id"), self.gm)
        self.assertEqual(copies.mapped("number"), [1, 2])
        self.policy.copy_ids.unlink()
        self.assertFalse(self._find_copies(self._bring_to("approved")))

    def test_r_a07_who_keeps_it_prints_it_and_says_where_it_lies(self):
        copy = self.branch_copy.with_user(self.branch_head)
        # as where no module prints the form
        none = self.env["ir.actions.report"]
        self.patch(type(copy), "_get_form_report", lambda _copy: none)
        action = copy.action_print()
        self.assertEqual(action["res_id"], copy.request_id.id)
        self.assertTrue(copy.request_id.with_user(self.branch_head).facts)
        with self.assertRaisesRegex(UserError, "Say where it is kept"):
            copy.action_file()
        copy.place = "Cabinet 2, binder 2026/11"
        copy.action_file()
        self.assertEqual(copy.filed_by_id, self.branch_head)
        self.assertTrue(copy.printed_on and copy.filed_on)
        self.assertFalse(copy.activity_ids)
        with self.assertRaisesRegex(UserError, "is settled: Filed"):
            copy.place = "Elsewhere"
        with self.assertRaisesRegex(UserError, "stays on file"):
            self.branch_copy.unlink()

    def test_r_a07_the_scan_is_evidence_of_the_complaint(self):
        copy = self.branch_copy.with_user(self.branch_head)
        copy.write({"scan": SCAN, "scan_name": "signed.pdf"})
        copy.action_file()
        scan = self.branch_copy.evidence_id
        self.assertEqual(scan.case_id, self.case)
        self.assertEqual(scan.file_name, "signed.pdf")
        self.assertTrue(scan.added_after_decision)
        self.assertFalse(self.case.with_user(self.branch_head).has_access("read"))

    def test_r_a07_nobody_files_the_copy_of_another_department(self):
        with self.assertRaises(AccessError):
            self.market_copy.with_user(self.branch_head).place = "Mine"
        for user in (self.branch_head, self.clerk, self.stranger):
            with self.assertRaises(AccessError):
                self.market_copy.with_user(user).action_print()
        for user in (self.executive, self.supervisor):
            with self.assertRaises(AccessError):
                self.market_copy.with_user(user).action_print()
        self.market_copy.with_user(self.officer).action_print()
        with self.assertRaisesRegex(UserError, "set by hand"):
            self.market_copy.with_user(self.officer).state = "filed"

    def test_r_a07_an_approval_that_is_taken_back_leaves_what_is_filed(self):
        self.branch_copy.place = "Cabinet 2"
        self.branch_copy.with_user(self.branch_head).action_file()
        self.case.with_user(self.executive).action_submit("The lot was another.")
        self.assertEqual(self.market_copy.state, "void")
        self.assertEqual(self.branch_copy.state, "filed")
        self.case.action_request_decision()
        self.case.with_user(self.executive).action_approve()
        self.assertEqual(len(self._find_copies(self.case)), 4)

    def test_r_a07_the_next_version_takes_it_over_and_says_it(self):
        self.assertIn("Keep a signed copy", self.policy.words)
        action = self.policy.with_user(self.admin).action_new_version()
        draft = self.env["complaint.policy"].browse(action["res_id"])
        self.assertEqual(
            draft.copy_ids.mapped("department_kind"), ["market", "sales_branch"]
        )
