from odoo.tests import tagged

from .policy_common import PolicyCommon


@tagged("post_install", "-at_install")
class TestPolicyJ(PolicyCommon):
    """Policy J: reply and result on the same day."""

    code = "J"

    def test_r_t04_reply_on_the_same_day(self):
        self._go_through(
            "reply",
            "2027-04-05 08:00",  # a holiday: the web is open
            "2027-04-06 00:00",
            self._register,
            lambda case: case.action_acknowledge(),
        )

    def test_r_t04_result_on_the_same_day(self):
        self._go_through(
            "result",
            "2027-04-10 22:30",
            "2027-04-11 00:00",
            self._register,
            self._settle,
        )
