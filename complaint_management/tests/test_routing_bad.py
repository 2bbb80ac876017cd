from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .routing_common import RoutingCommon


@tagged("post_install", "-at_install")
class TestRoutingBad(RoutingCommon):
    """Issue 4, bad input: a rule that cannot work is refused when it is saved, with
    what to mend."""

    def assertRefused(self, words, *lines, **values):
        with self.assertRaisesRegex(ValidationError, words):
            self._create_rule("Bad", *lines, **values)

    def test_a_domain_that_does_not_parse(self):
        for domain in ("[('kind', '=', ", "kind = 1", "[(1, 2)]", "[('kind', '~', 1)]"):
            self.assertRefused("cannot be read", domain=domain)

    def test_a_domain_that_runs_code(self):
        self.assertRefused("cannot be read", domain="[('id', '=', __import__('os'))]")

    def test_a_domain_on_a_field_that_is_not_there(self):
        self.assertRefused("no field “colour”", domain="[('colour', '=', 'red')]")
        self.assertRefused(
            "no field “colour”", domain="[('line_ids.colour', '=', 'red')]"
        )
        self.assertRefused(
            "no field “colour”",
            domain="[('line_ids', 'any', [('colour', '=', 'red')])]",
        )

    def test_a_domain_on_a_field_that_is_not_stored(self):
        self.assertRefused("Choose a field that is stored", domain="[('hint', '=', 1)]")

    def test_a_domain_on_products_and_severity_is_fine(self):
        rule = self._create_rule(
            "Good",
            domain="[('line_ids.product_id.name', 'ilike', 'kettle'), "
            "('severity_id', '!=', False), ('received_on', '>', '-30d')]",
        )
        self.assertTrue(rule)

    def test_a_department_without_head(self):
        stamping = self._create_department("Plant 2", "team")
        words = "Plant 2 and those above it have no manager with a login: name one"
        self.assertRefused(words, department_id=stamping.id)
        self.assertRefused(words, {"department_id": stamping.id})
        stamping.parent_id = self.plant  # the next head above answers
        self.assertTrue(self._create_rule(department_id=stamping.id))

    def test_a_kind_that_no_department_is_of(self):
        self.assertRefused(
            "no department that is “Legal”", target="kind", department_kind="legal"
        )

    def test_a_rule_that_asks_nobody(self):
        self.assertRefused("is empty", target="kind")
        self.assertRefused("is empty", {"target": "department"})
        self.assertRefused("adds nobody", adds=True)

    def test_a_department_whose_head_left_since_is_said_on_the_case(self):
        self._create_rule()
        self.plant_head.active = False
        case = self._accept()
        self.assertAsked(case)
        self.assertIn("Plant 1 and those above it", case.activity_ids.note)
