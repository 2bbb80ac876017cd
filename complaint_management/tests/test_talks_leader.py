from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .policy_common import PolicyCommon


@tagged("post_install", "-at_install")
class TestTalksLeader(PolicyCommon):
    """R-A10: the vice GM in charge leads the talks with the customer."""

    code = "B"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.vice = cls._create_user("vice", "complaint_executive")
        cls.other_vice = cls._create_user("other vice", "complaint_executive")
        cls.branch.executive_id = cls._employ(cls.vice)
        cls.plant.executive_id = cls._employ(cls.other_vice)
        cls.case = cls._register(department_id=cls.branch.id)
        cls.case.action_accept()
        cls.case.action_investigate()

    def _submit(self):
        if not self.case.remedy_ids:
            self._propose(self.case)
        self.case.action_submit()

    def _get_asked(self):
        kind = self.env.ref("complaint_management.mail_activity_type_talks")
        activities = self.case.activity_ids
        return activities.filtered(lambda one: one.activity_type_id == kind).user_id

    def test_r_a10_the_vice_gm_in_charge_is_named_and_asked(self):
        self.assertEqual(self.case.talks_leader_id, self.vice)
        self.assertEqual(self._get_asked(), self.vice)
        self.case.department_id = self.plant
        self.assertEqual(self.case.talks_leader_id, self.other_vice)
        self.assertEqual(self._get_asked(), self.other_vice)

    def test_r_a10_the_form_is_not_put_up_before_he_has_talked(self):
        with self.assertRaisesRegex(UserError, "Vice leads the talks"):
            self._submit()
        self._talk(self.case, self.officer)  # the officer alone
        with self.assertRaisesRegex(UserError, "Vice leads the talks"):
            self._submit()
        self._talk(self.case)
        self.assertTrue(self.case.talked_on)
        self.assertFalse(self._get_asked())
        self._submit()
        self.assertCaseState(self.case, "deciding")

    def test_r_a10_a_talk_in_which_he_took_part_counts(self):
        self._talk(self.case, self.officer, with_user_ids=self.vice.ids)
        self._submit()
        self.assertCaseState(self.case, "deciding")

    def test_r_a10_a_call_for_another_purpose_does_not_count(self):
        facts = self.env.ref("complaint_management.complaint_call_purpose_facts")
        self._talk(self.case, self.officer, purpose_id=facts.id)
        self.assertFalse(self.case.talked_on)

    def test_r_a10_he_notes_talks_of_his_cases_only(self):
        with self.assertRaises(AccessError):
            self._talk(self.case, self.other_vice)
        action = self.case.with_user(self.vice).action_note_talk()
        purpose = self.env["complaint.call.purpose"].browse(
            action["context"]["default_purpose_id"]
        )
        self.assertTrue(purpose.is_talks)
        with self.assertRaisesRegex(UserError, "set by hand"):
            self.case.talked_on = "2027-03-01"

    def test_r_a10_a_head_who_leads_reads_the_case_for_it(self):
        """The role is data of the policy; who has it need not be an executive."""
        self.policy.talks_leader_role = "head"
        self.case.department_id = self.plant
        self.assertEqual(self.case.talks_leader_id, self.head)
        self.assertTrue(self.case.with_user(self.head).has_access("read"))
        self._talk(self.case)
        self.assertTrue(self.case.talked_on)

    def test_r_a10_when_he_leaves_the_next_one_up_leads(self):
        self.vice.active = False
        self.assertEqual(self.case.talks_leader_id, self.gm)
        self.assertEqual(self._get_asked(), self.gm)

    def test_r_a10_what_did_not_satisfy_is_talked_over_anew(self):
        self._talk(self.case)
        self._submit()
        self._approve(self.case)
        self._tell(self.case)
        self.case.action_confirm()
        self.case.action_submit("It leaks again.", secured="Kept at the branch.")
        self.assertFalse(self.case.talked_on)
        self.assertEqual(self._get_asked(), self.vice)

    def test_r_a10_policies_that_name_nobody_ask_nothing(self):
        self.policy.talks_leader_role = False
        self._submit()
        self.assertCaseState(self.case, "deciding")
