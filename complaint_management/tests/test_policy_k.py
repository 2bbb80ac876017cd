from odoo.tests import tagged

from .policy_common import PolicyCommon


@tagged("post_install", "-at_install")
class TestPolicyK(PolicyCommon):
    """Policy K: analysis with an estimate; feedback with the next step and its date. It
    names no figures: these are suggestions."""

    code = "K"

    def test_r_k05_the_next_step_and_its_date(self):
        self._go_through(
            "reply",
            "2027-04-09 10:00",
            "2027-04-10 17:00",  # the Saturday that is worked
            self._register,
            lambda case: case.action_acknowledge(),
        )

    def test_r_i07_the_analysis(self):
        self._go_through(
            "findings",
            "2027-03-01 10:00",
            "2027-03-08 17:00",
            lambda: self._ask(self._accept()),
            self._reply,
        )

    def test_r_k05_the_result(self):
        """R-T01: over Qingming and a Saturday that is worked."""
        self._go_through(
            "result",
            "2027-03-29 10:00",
            "2027-04-19 17:00",
            self._register,
            self._settle,
        )

    def test_the_reader_is_told_that_the_figures_are_ours(self):
        self.assertTrue(all(self.policy.limit_ids.mapped("note")))
