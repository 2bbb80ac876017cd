from odoo.tests import BaseCase

from ..tools.arrows import Arrow, ArrowTable
from ..tools.case_arrows import CASE_ARROWS, FINAL_STATES, OPEN_STATES


class TestArrowTools(BaseCase):
    def test_two_arrows_between_the_same_states_are_refused(self):
        with self.assertRaisesRegex(ValueError, "two arrows lead from a to b"):
            ArrowTable(Arrow("a", "b"), Arrow("a", "b", reason=True))

    def test_a_table_grows_without_changing_the_first(self):
        first = ArrowTable(Arrow("a", "b"))
        both = first + ArrowTable(Arrow("b", "c"))
        self.assertEqual(first.targets("b"), [])
        self.assertEqual(both.targets("b"), ["c"])

    def test_every_state_of_a_case_is_open_or_final(self):
        self.assertEqual(CASE_ARROWS.states, {*OPEN_STATES, *FINAL_STATES})
        self.assertFalse({*OPEN_STATES} & {*FINAL_STATES})

    def test_every_state_but_new_is_reached_and_every_open_one_left(self):
        reached = {arrow.target for arrow in CASE_ARROWS}
        self.assertEqual(CASE_ARROWS.states - reached, set())
        for state in OPEN_STATES:
            self.assertIn("cancelled", CASE_ARROWS.targets(state))

    def test_going_back_always_wants_a_reason(self):
        order = [*OPEN_STATES, *FINAL_STATES]
        for arrow in CASE_ARROWS:
            if order.index(arrow.target) < order.index(arrow.source):
                self.assertTrue(arrow.reason, arrow)

    def test_no_arrow_is_for_everybody(self):
        for arrow in CASE_ARROWS:
            by_engine = (arrow.source, arrow.target) == ("deciding", "approved")
            self.assertNotEqual(bool(arrow.groups), by_engine, arrow)
