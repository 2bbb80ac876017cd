from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import ReportsCommon
from .forms_common import FormsCommon


@tagged("post_install", "-at_install")
class TestCustomerForm(FormsCommon, ReportsCommon):
    """R-A06, R-Q03: the 8D report for the customer holds nothing internal."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.env["res.partner"].create({"name": "Hotel Aurora"})
        cls.case = cls._register_kettle(title="The kettle leaks")
        other_case = cls._register_kettle(
            partner_id=cls.other.id,
            partner_company="Borealis Group",
            title="Aurora's kettles leak",
        )
        cls.plan = cls._create_plan(cls.case | other_case)

    def _approve(self, **measure):
        self._bring_plan_to("planning", self.plan)
        self._measure(self.plan, **measure)
        self._check(self.plan)
        self.plan.with_user(self.owner).action_submit()
        self._decide(self.plan, words="At once, whatever it costs.")

    def test_r_q03_8d_says_what_why_and_what_is_done(self):
        self._approve()
        paper = self._read("case_8d", self.case)
        self.assertOnPaper(
            paper,
            "8D Report",
            self.case.number,
            "Kettle 1.7",
            "Water at the base after boiling.",
            "The stock is looked through.",
            "Steel of another supplier",
            "No test with boiling water",
            "Measure 1",
            "100 pieces without a leak",
            "D8 Conclusion",
        )

    def test_r_a06_8d_names_nobody_no_cost_no_instruction(self):
        self._approve(resources="2 people, 9,000")
        page = self._print("case_8d", self.case)
        people = self.owner | self.doer | self.verifier | self.vice
        self.assertNotOnPaper(
            page,
            *people.mapped("name"),
            self.officer.name,
            self.plant.name,
            "9,000",
            "whatever it costs",
            "Internal: no copy",
            self.other.name,
            "Aurora",
            (self.plan.case_ids - self.case).number,
        )

    def test_r_r05_8d_with_a_name_in_its_words_is_refused(self):
        self.plan.write({"problem": f"{self.doer.name} forgot the seam test."})
        self._approve()
        with self.assertRaisesRegex(UserError, f"would name {self.doer.name}"):
            self._print("case_8d", self.case)

    def test_r_p03_8d_naming_another_customer_is_refused(self):
        self._name_in_plan("Hotel Aurora")

    def test_r_p03_8d_naming_the_firm_of_another_customer_is_refused(self):
        self._name_in_plan("Borealis Group")

    def _name_in_plan(self, name):
        self._bring_plan_to("planning", self.plan)
        self.plan.sudo().containment_note = f"As was said to {name}."
        self._measure(self.plan)
        self._check(self.plan)
        self.plan.with_user(self.owner).action_submit()
        self._decide(self.plan)
        with self.assertRaisesRegex(UserError, name):
            self._print("case_8d", self.case)

    def test_r_a06_nothing_is_told_before_the_plan_is_approved(self):
        for state in ("analysing", "planning", "deciding"):
            self._bring_plan_to(state, self.plan)
            with self.assertRaisesRegex(UserError, "No plan of measures is approved"):
                self._print("case_8d", self.case)
        with self.assertRaisesRegex(UserError, "No plan of measures"):
            self._print("case_8d", self._register())

    def test_r_f01_8d_is_in_the_customers_language(self):
        """Whoever prints it; the others of the same print in theirs."""
        self._speak_chinese()
        self._approve()
        self.customer.lang = "zh_CN"
        forms = self._get_forms("case_8d", self.plan.case_ids)
        titles = {form["id"]: form["sheets"][0]["title"] for form in forms}
        self.assertEqual(titles.pop(self.case.id), "8D 报告")
        self.assertEqual(list(titles.values()), ["8D Report"])
        page = self._print("case_8d", self.case)
        self.assertOnPaper(page, "D4 根本原因", 'data-oe-lang="zh_CN"')
        self.assertNotOnPaper(page, "Signature")

    def test_r_p02_who_may_not_read_the_case_prints_no_8d(self):
        self._approve()
        for user in (self.clerk, self.stranger, self.quality_user):
            with self.assertRaises(AccessError):
                self._print("case_8d", self.case, user)

    def test_r_k09_8d_goes_with_a_reply(self):
        """R-Q03, R-A06: put into the draft by a button, kept as material for the
        customer, no internal form; before a plan is approved there is none."""
        replies = self.env["complaint.reply"].with_user(self.officer)
        replies = replies.with_context(force_report_rendering=True)
        values = {"case_id": self.case.id, "kind": "progress", "text": "See enclosed."}
        reply = replies.create({**values, "medium": "mail"})
        with self._refused(UserError, "No plan of measures is approved"):
            reply.action_enclose_8d()
        self._approve()
        reply.action_enclose_8d()
        reply.action_enclose_8d()  # the newer one takes the place of the older
        [material] = reply.material_ids
        self.assertEqual(material.kind, "material")
        self.assertEqual(material.mimetype, "application/pdf")
        self.assertEqual(material.file_name, f"{self.case.number}-8D.pdf")
        self.assertFalse(reply._get_material_faults())
        with self._refused(AccessError, ""):
            reply.with_user(self.stranger).action_enclose_8d()
        with self._refused(UserError, "draft of an e-mail or letter"):
            replies.create({**values, "medium": "phone"}).action_enclose_8d()

    def test_r_f01_many_8d_are_printed_at_once(self):
        self._approve()
        more = [self._register_kettle() for _number in range(3)]
        cases = self.case.union(*more)
        self.plan.sudo().write({"case_ids": [Command.link(one.id) for one in more]})
        self.assertEqual(len(self._get_forms("case_8d", cases)), 4)
