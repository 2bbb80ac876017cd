from odoo.tests import tagged

from .common import ComplaintCommon


@tagged("post_install", "-at_install")
class TestSettingMixin(ComplaintCommon):
    """R-P01: a setting that was changed counts from the next case on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy = cls.env["complaint.policy"].create({"name": "Ours"})

    def test_changed_policy_counts_at_once(self):
        policies = self.env["complaint.policy"]
        self.assertEqual(policies._get_repeat_months(self.policy.id), 12)
        self.policy.repeat_months = 3
        self.assertEqual(policies._get_repeat_months(self.policy.id), 3)

    def test_new_and_deleted_questions_count_at_once(self):
        def asked():
            return self.env["complaint.policy"]._get_test_ids(self.policy.id)

        self.assertFalse(asked())
        question = self.env["complaint.acceptance.test"].create(
            {"name": "Is it ours?", "policy_id": self.policy.id}
        )
        self.assertEqual(asked(), question._ids)
        question.active = False
        self.assertFalse(asked())
        question.active = True
        self.assertTrue(asked())
        question.with_context(_force_unlink=True).unlink()  # as the uninstaller does
        self.assertFalse(asked())

    def test_channel_tells_its_new_person(self):
        """R-I01"""
        channel = self.env["complaint.channel"].create({"name": "Fair"})
        in_charge = self.env["complaint.channel"]._get_in_charge
        self.assertFalse(in_charge(channel.id, self.company.id))
        channel.user_id = self.officer
        self.assertEqual(in_charge(channel.id, self.company.id), self.officer)
