from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .intake_common import OURS, IntakeCommon


@tagged("post_install", "-at_install")
class TestAccess(IntakeCommon):
    """R-P02, R-P03: who changes his place, and what a role does with its rights. The
    table of the rights is in test_roles."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.remedy = cls.env.ref("complaint_management.complaint_remedy_type_refund")
        cls.policy = cls._create_policy(
            OURS,
            authority_ids=[cls._prepare_authority("base.group_user", cls.remedy)],
        )

    def test_r_p02_removed_officer_loses_his_rights_at_the_next_click(self):
        case = self._register(self.admin)
        self.assertEqual(self._get_rights(case, self.officer), "rwc")
        group = self.env.ref("complaint_management.group_complaint_officer")
        self.officer.group_ids -= group
        self.assertEqual(self._get_rights(case, self.officer), "")

    def test_r_p02_transferred_user_loses_his_rights_at_the_next_click(self):
        """To another company, even what he received himself and nobody had him hand
        over first."""
        users = type(self.env["res.users"])
        self.patch(users, "_check_owes_nothing", lambda users, companies=None: None)
        cases = {user: self._register(user) for user in (self.clerk, self.officer)}
        for user, case in cases.items():
            self.assertIn("r", self._get_rights(case, user))
            user.write(
                {
                    "company_ids": [Command.set(self.other_company.ids)],
                    "company_id": self.other_company.id,
                }
            )
            self.assertEqual(self._get_rights(case, user), "")
            self.assertFalse(case.with_user(user).search([("id", "=", case.id)]))

    def test_r_p02_who_no_longer_handles_it_no_longer_reads_it(self):
        case = self._register(self.officer, user_id=self.clerk.id)
        self.assertTrue(case.with_user(self.clerk).has_access("read"))
        case.user_id = self.officer
        self.assertFalse(case.with_user(self.clerk).has_access("read"))

    # ------------------------------------------------------------
    # WHAT A ROLE DOES
    # ------------------------------------------------------------

    def test_r_i24_any_employee_registers_and_follows_what_he_received(self):
        case = self._register(self.clerk)
        self.assertTrue(case.number)
        self.assertEqual(case.receiver_id, self.clerk)
        case.title = "Kettle leaks at the base"
        case.message_post(body="The customer will bring it tomorrow.")

    def test_r_p02_supervisor_changes_nothing(self):
        """He reads every case in every state; no step of it is his."""
        steps = {
            "action_accept": (),
            "action_refuse": ("No.", "The shop."),
            "action_investigate": ("Look again.",),
            "action_submit": ("Decide again.",),
            "action_approve": (),
            "action_confirm": (),
            "action_close": (),
            "action_cancel": ("Gave up.",),
            "action_take_up_again": ("Came back.",),
            "action_settle_on_spot": (self.remedy.id, 0, "Sorry."),
            "action_test_acceptance": (),
            "action_accept_handover": (),
        }
        self.policy.acceptance_test_ids.unlink()
        refused = self._register()
        refused.action_refuse("Not ours.", "The shop.")
        cases = [self._bring_to(state) for state in ("new", "deciding", "closed")]
        for case in (*cases, refused):
            state = case.state
            for step, arguments in steps.items():
                with self.subTest(state=state, step=step):
                    with self.assertRaises(UserError):
                        getattr(case.with_user(self.supervisor), step)(*arguments)
            self.assertCaseState(case, state)

    def test_r_p02_settings_of_a_policy_are_its_companys_own(self):
        """The administrator of another company grants himself nothing here; one of a
        branch reads what the company above has laid down and leaves it as it is."""
        branch = self.env["res.company"].create(
            {"name": "Branch", "parent_id": self.company.id}
        )
        above = self._create_user("branch admin", "complaint_admin", branch)
        other = self._create_user("other admin", "complaint_admin", self.other_company)
        for record in (
            self.policy,
            self.policy.acceptance_test_ids,
            self.policy.authority_ids,
        ):
            self.assertEqual(self._get_rights(record, above), "r", record)
            self.assertEqual(self._get_rights(record, other), "", record)
        with self.assertRaises(AccessError):
            self.env["complaint.acceptance.test"].with_user(other).create(
                {"name": "Is it Monday?", "policy_id": self.policy.id}
            )

    def test_r_p03_nobody_moves_a_setting_into_a_company_that_is_not_his(self):
        """His rights are asked of where it comes to, too: a route of approval decides
        there as soon as it is there."""
        route = self.env["complaint.approval.route"].create(
            {
                "name": "Mine",
                "company_id": self.company.id,
                "step_ids": [
                    Command.create({"name": "One", "asked": "role", "role": "gm"})
                ],
            }
        )
        template = self._create_template(company_id=self.company.id)
        for record in (route, template):
            with self.assertRaises(AccessError):
                record.with_user(self.admin).company_id = self.other_company
        self.admin.company_ids |= self.other_company
        template.with_user(self.admin).company_id = self.other_company
