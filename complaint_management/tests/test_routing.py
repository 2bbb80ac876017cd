from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .routing_common import RoutingCommon


@tagged("post_install", "-at_install")
class TestRouting(RoutingCommon):
    """R-D01, R-D14, R-D15, R-D16: which departments a case goes to."""

    def test_r_d01_a_rule_gives_the_lead_and_who_assists(self):
        self._create_rule(
            "Quality",
            {
                "department_id": self.laboratory.id,
                "kind": "quality",
                "question": "Why?",
            },
            domain=repr([("category_id", "child_of", self.quality.id)]),
            question="What happened?",
        )
        case = self._accept()
        self.assertEqual(case.department_id, self.plant)
        self.assertAsked(case, "Plant 1", "Laboratory")
        lead, assisting = case.duty_ids.sorted("id")
        self.assertEqual((lead.kind, lead.question), ("lead", "What happened?"))
        self.assertEqual((assisting.kind, assisting.question), ("quality", "Why?"))
        self.assertEqual(self._get_todo(lead), self.plant_head)
        self.assertEqual(self._get_todo(assisting), self.quality_head)

    def test_r_d01_the_first_rule_that_matches_wins(self):
        self._create_rule("Claims", domain="[('claimed_amount', '>', 1000)]")
        self._create_rule("Rest", sequence=20, department_id=self.laboratory.id)
        small, large = (
            self._accept(
                claimed_amount=amount, partner_id=False, partner_name=str(amount)
            )
            for amount in (10, 2000)
        )
        self.assertAsked(small, "Laboratory")
        self.assertAsked(large, "Plant 1")

    def test_r_d01_rules_of_another_company_do_not_count(self):
        theirs = self.env["hr.department"].create(
            {"name": "Theirs", "company_id": self.other_company.id}
        )
        boss = self.env["hr.employee"].create(
            {
                "name": "Boss",
                "user_id": self.stranger.id,
                "company_id": self.other_company.id,
            }
        )
        theirs.manager_id = boss
        self._create_rule(department_id=theirs.id, company_id=self.other_company.id)
        self.assertAsked(self._accept())

    def test_r_d01_a_person_chooses_the_lead_before(self):
        self._create_rule()
        case = self._accept(department_id=self.laboratory.id)
        self.assertAsked(case, "Laboratory")

    def test_r_d01_a_person_changes_the_lead(self):
        self._create_rule(question="What happened?")
        case = self._accept()
        first = case.duty_ids
        case.department_id = self.laboratory
        self.assertDutyState(first, "cancelled")
        second = case.duty_ids - first
        self.assertEqual(second.department_id, self.laboratory)
        self.assertEqual((second.kind, second.question), ("lead", "What happened?"))
        self.assertEqual(self._get_todo(second), self.quality_head)
        trail = self.env["complaint.trail"].search(
            [("res_model", "=", "complaint.case"), ("field_name", "=", "department_id")]
        )
        self.assertTrue(trail)

    def test_r_d01_a_person_asks_a_further_department(self):
        self._create_rule()
        case = self._accept()
        self._ask(case, self.laboratory)
        self.assertAsked(case, "Plant 1", "Laboratory")

    def test_r_d01_departments_are_asked_once(self):
        self._create_rule()
        case = self._accept()
        with self.assertRaisesRegex(UserError, "with its departments already"):
            case.action_route()

    def test_r_d01_the_rules_can_be_asked_later(self):
        case = self._accept()
        self.assertAsked(case)
        self._create_rule()
        with self.assertRaises(AccessError):
            case.with_user(self.clerk).sudo(False).action_route()
        case.action_route()
        self.assertAsked(case, "Plant 1")

    def test_no_rule_is_never_silent(self):
        """Said on the case, and to who handles it."""
        self._create_rule(domain="[('claimed_amount', '>', 1000)]")
        case = self._accept()
        self.assertAsked(case)
        self.assertEqual(case.activity_ids.user_id, self.officer)
        self.assertIn("No routing rule", case.activity_ids.note)
        self.assertIn("No routing rule", case.hint)
        with self.assertRaisesRegex(UserError, "No routing rule"):
            case.action_route()
        case.department_id = self.plant
        self.assertAsked(case, "Plant 1")
        self.assertNotIn("No routing rule", case.hint or "")

    def test_a_company_without_rules_is_not_nagged(self):
        case = self._accept()
        self.assertFalse(case.activity_ids)
        self.assertNotIn("No routing rule", case.hint or "")

    def test_r_d15_rules_that_add_come_on_top(self):
        """Major, difficult and product-quality cases draw in the quality department,
        once."""
        self._create_rule()
        draws = {"target": "kind", "department_kind": "quality", "kind": "quality"}
        for domain in (
            "[('complexity', '=', 'complex')]",
            "[('kind', '=', 'complaint')]",
        ):
            self._create_rule("Adds", draws, adds=True, domain=domain, sequence=1)
        self.assertAsked(self._accept(), "Plant 1", "Laboratory")
        self.assertAsked(self._accept(complexity_case=True), "Plant 1", "Laboratory")

    @classmethod
    def _register(cls, user=None, complexity_case=False, **values):
        case = super()._register(user, **values)
        if complexity_case:
            cls._assess(case, complexity="complex")
        return case

    @classmethod
    def _assess(cls, case, **values):
        cls.env["complaint.assessment"].create(
            {
                "case_id": case.id,
                "severity_id": cls.env.ref(
                    "complaint_management.complaint_severity_minor"
                ).id,
                **values,
            }
        )

    def test_r_d14_a_difficult_case_is_visited_by_who_received_it(self):
        """The receiving department visits, and reports to the general office."""
        store = self._create_department("Store", "store", self.chemist, self.clerk)
        office = self._create_department("Office", "general_office", self.potter)
        self._create_rule()
        self._create_rule(
            "Difficult",
            {"target": "receiving", "kind": "visit", "step": 10},
            {
                "target": "kind",
                "department_kind": "general_office",
                "kind": "report",
                "step": 20,
            },
            adds=True,
            domain="[('complexity', '=', 'complex')]",
        )
        case = self._register(self.clerk, complexity_case=True).with_user(self.officer)
        case.action_accept()
        self.assertAsked(case, "Plant 1", "Store", "Office")
        self.assertEqual(
            case.duty_ids.filtered(lambda one: one.department_id == store).kind, "visit"
        )
        report = case.duty_ids.filtered(lambda one: one.department_id == office)
        self.assertDutyState(report, "waiting")

    def test_r_d16_steps_of_a_rule_open_in_their_order(self):
        """Technology analyses, production rectifies, quality reviews."""
        technology = self._create_department("Technology", "technology", self.chemist)
        self._create_rule(
            "In order",
            {"department_id": technology.id, "kind": "technology", "step": 10},
            {"department_id": self.plant.id, "kind": "unit", "step": 20},
            {"department_id": self.laboratory.id, "kind": "quality", "step": 30},
            target="kind",
            department_kind="quality",
        )
        case = self._accept()
        lead, *steps = case.duty_ids.sorted("id")
        self.assertEqual([one.state for one in steps], ["open", "waiting", "waiting"])
        for duty in (lead, steps[0]):
            self._answer(duty)
            duty.action_accept_answer()
        self.assertEqual([one.state for one in steps], ["done", "open", "waiting"])

    def test_the_nearest_of_a_kind_is_that_of_the_branch(self):
        """R-D01: by customer, branch and region."""
        hamburg = self._create_department("Hamburg", "sales_branch", self.chemist)
        self._create_department("Berlin", "sales_branch", self.potter)
        self._create_rule(target="kind", department_kind="sales_branch")
        self.assertAsked(self._accept(branch_id=hamburg.id), "Hamburg")

    def test_feedback_that_goes_the_full_way_is_routed_too(self):
        policy = self.env["complaint.policy"].create(
            {
                "name": "Full way",
                "company_id": self.company.id,
                "valid_from": "2020-01-01",
                "feedback_way": "investigate",
            }
        )
        self._create_rule()
        case = self._register(kind="quality_feedback")
        self.assertEqual(case.policy_id, policy)
        case.action_investigate()
        self.assertAsked(case, "Plant 1")

    def test_many_cases_at_once(self):
        self._create_rule("Claims", domain="[('claimed_amount', '>', 1000)]")
        cases = self._register(claimed_amount=10) | self._register(claimed_amount=2000)
        cases.action_accept()
        self.assertEqual(cases.mapped("duty_count"), [0, 1])
