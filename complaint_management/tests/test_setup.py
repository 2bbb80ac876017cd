from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .clock_common import ClockCommon

MENU = "complaint_management.complaint_setup_menu"


@tagged("post_install", "-at_install")
class TestSetup(ClockCommon):
    """Issue 7: from nothing to the first complaint, step by step."""

    def _get_steps(self, user=None):
        setup = self.env["complaint.setup"].with_user(user or self.admin)
        return {step["key"]: step for step in setup.get_setup()["steps"]}

    def _is_shown(self, user=None):
        menus = self.env["ir.ui.menu"].with_user(user or self.admin)
        return self.env.ref(MENU).id in menus.load_menus(False)

    def test_r_p02_administrator_alone(self):
        for user in (self.clerk, self.officer, self.executive, self.supervisor):
            with self.assertRaises(AccessError):
                self._get_steps(user)
            with self.assertRaises(AccessError):
                self.env["complaint.setup"].with_user(user).hide_setup()
            self.assertFalse(self._is_shown(user))
        self.assertTrue(self._is_shown())

    def test_steps_are_done_when_the_data_says_so(self):
        steps = self._get_steps()
        self.assertFalse(steps["policy"]["done"])
        self.assertFalse(steps["case"]["done"])
        self.assertTrue(steps["people"]["done"])
        self.assertIn("no policy of its own", steps["policy"]["findings"][0])
        self._create_policy(
            self._limit("Answer", 1, "working_day", "received_on", "judged_on")
        )
        self._register()
        steps = self._get_steps()
        self.assertTrue(steps["policy"]["done"])
        self.assertTrue(steps["case"]["done"])

    def test_nothing_is_done_in_an_empty_company(self):
        self.stranger.group_ids = self.env.ref(
            "complaint_management.group_complaint_admin"
        )
        steps = self._get_steps(self.stranger)
        for key in ("departments", "policy", "case", "channels", "posts", "people"):
            self.assertFalse(steps[key]["done"], key)

    def test_roles_are_given_once_another_than_the_administrator_handles(self):
        self.stranger.group_ids = self.env.ref(
            "complaint_management.group_complaint_admin"
        )
        people = self._get_steps(self.stranger)["people"]
        self.assertIn("Besides the administrator nobody", people["findings"][0])
        self.stranger.copy(
            {
                "login": "handles_there",
                "group_ids": [
                    Command.set(
                        self.env.ref("complaint_management.group_complaint_officer").ids
                    )
                ],
            }
        )
        self.assertTrue(self._get_steps(self.stranger)["people"]["done"])

    def test_each_button_opens_a_screen(self):
        for step in self._get_steps().values():
            action = self.env.ref(step["action"])
            self.assertIn(action._name, ("ir.actions.act_window", "ir.actions.client"))

    def test_hidden_when_done_and_in_that_company_alone(self):
        setup = self.env["complaint.setup"]
        self.patch(type(setup), "_get_steps", lambda self: [])
        setup.with_user(self.admin).get_setup()
        self.assertFalse(self._is_shown())
        self.stranger.group_ids |= self.env.ref(
            "complaint_management.group_complaint_admin"
        )
        self.assertTrue(self._is_shown(self.stranger))

    def test_hidden_when_the_administrator_says_so(self):
        self._get_steps()
        self.assertTrue(self._is_shown())
        self.env["complaint.setup"].with_user(self.admin).hide_setup()
        self.assertFalse(self._is_shown())
