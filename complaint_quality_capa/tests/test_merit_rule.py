from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .merit_common import MeritCommon


@tagged("post_install", "-at_install")
class TestMeritRule(MeritCommon):
    """R-R03, R-R04: rules are data; bad ones are refused when they are written."""

    def test_bad_rules_are_refused(self):
        with self._refused(ValidationError, "names nobody"):
            self._rule(share_ids=[])
        with self._refused(ValidationError, "the most that is taken at all"):
            self._rule(cap_amount=100, instalment_amount=200)
        with self._refused(ValidationError, "comes to nothing"):
            self._rule(fixed_amount=0)
        with self._refused(ValidationError, "add up to 90 %"):
            self._rule(("handler", 80), ("head", 10))
        with self._refused(ValidationError, "not negative"):
            self._rule(base="loss", rate=10)._reckon(-1)

    def _find(self, rule):
        finder = self.env["complaint.merit.finder"]
        found = finder._draw(rule)
        self.assertFalse(finder._draw(rule))  # nothing is drawn twice
        return found

    def test_r_r04_a_limit_that_was_not_kept_is_proposed_once(self):
        rule = self._rule(
            ("handler", 80), ("head", 15), ("executive", 5), is_automatic=True
        )
        self._keep_late(self._register())
        found = self._find(rule)
        self.assertEqual(found.mapped("amount"), [160, 30, 10])
        self.assertEqual(found[0].employee_id, self.salesman)
        self.assertEqual(set(found.mapped("state")), {"proposed"})
        self.assertFalse(found.instalment_ids)

    def test_r_r04_a_fault_in_the_handling_is_its_departments(self):
        rule = self._rule(("head", 100), finding="poor_handling", fixed_amount=50)
        lost = {"name": "The sample was lost.", "department_id": self.plant.id}
        for kind in ("late", "lost"):
            ref = self.env.ref(f"complaint_quality_capa.capa_fault_kind_{kind}")
            self.env["capa.fault"].with_user(self.officer).create(
                {"case_id": self._register().id, "kind_id": ref.id, **lost}
            )
        found = self._find(rule)  # late is a finding of its own
        self.assertEqual(found.employee_id, self.plant.manager_id)
        self.assertIn("The sample was lost.", found.facts)

    def test_r_r04_a_promise_before_the_decision_is_beyond_authority(self):
        """Of who gave it; when he will hear and what was settled within authority are
        none, and nobody reads there who complained."""
        rule = self._rule(finding="beyond_authority")
        case = self._register()
        self._promise(case, "A new set, free of charge.")
        self._promise(case, "Ms. Zhang gets her money back.")
        self._promise(case, "You hear from us on Friday.", promises_news=True)
        self._promise(self._bring_to("approved"), "It is sent on Friday.")
        settled = self._register()
        self._promise(settled, "A new cup.")
        spot = self.env["complaint.remedy.type"].search([], limit=1)
        settled.sudo()._write_guarded({"spot_remedy_type_id": spot.id})
        found = self._find(rule)
        self.assertEqual(found.employee_id, self.salesman)
        self.assertEqual(found.origin_case_id, case)
        facts = "\n".join(found.mapped("facts"))
        self.assertIn("A new set, free of charge.", facts)
        self.assertNotIn("Zhang", facts)
        self.assertNotIn("Friday", facts)
        self.assertEqual(len(found), 2)

    def _promise(self, case, words, **more):
        self.env["complaint.call"].with_user(self.officer).create(
            {
                "case_id": case.id,
                "user_id": self.seller.id,
                "words": "He called.",
                "promise": words,
                **more,
            }
        )

    def test_r_r02_a_product_problem_is_drawn_from_its_attribution(self):
        rule = self._rule(
            ("answerable", 100),
            finding="product",
            base="loss",
            rate=20,
            fixed_amount=0,
            cap_amount=100,
        )
        case = self._bring_to("investigating")
        self._divide(
            case,
            ("service", 75, {"employee_id": self.salesman.id}),
            ("production", 25, {"department_id": self.team.id}),
        )._agree()
        case.sudo()._write_guarded({"disposition_amount": 1000})
        found = self._find(rule)
        self.assertEqual(found.mapped("amount"), [75, 25])
        self.assertEqual(found[1].department_id, self.team)

    def test_r_r03_ten_per_cent_of_a_benefit_that_was_rolled_out(self):
        rule = self._rule(
            ("proposer", 100),
            sense="reward",
            finding="suggestion",
            base="benefit",
            rate=10,
            fixed_amount=0,
        )
        suggestion = self.env["capa.suggestion"].create(
            {"name": "A jig", "text": "For the seam.", "company_id": self.company.id}
        )
        suggestion._write_guarded(
            {
                "proposer_id": self.seller.id,
                "state": "rolled_out",
                "rolled_out_on": fields.Datetime.now(),
                "benefit_amount": 12345.6,
            }
        )
        found = self._find(rule)
        self.assertEqual(found.employee_id, self.salesman)
        self.assertEqual(found.amount, 1234.56)
        self.assertEqual(found.base_amount, 12345.6)
