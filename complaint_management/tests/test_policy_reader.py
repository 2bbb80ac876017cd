from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .approval_common import ApprovalCommon


@tagged("post_install", "-at_install")
class TestPolicyReader(ApprovalCommon):
    """R-P06: people are told of a new version; who has read it is kept."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy = cls.env["complaint.policy"].create(
            {
                "name": "Our procedure",
                "company_id": cls.company.id,
                "valid_from": "2020-01-01",
            }
        )
        cls._create_route(
            cls._step("General manager", "role", "gm", 10), subject="policy_version"
        )
        cls.outsider = cls._create_user("outsider", "base.group_user")

    def _approve_version(self, days=2, **values):
        policy = self.policy.with_user(self.supervisor)
        draft = self.env["complaint.policy"].browse(
            policy.action_new_version()["res_id"]
        )
        valid_from = fields.Date.today() + timedelta(days=days)
        mine = draft.with_user(self.supervisor)
        mine.write({"valid_from": valid_from, "repeat_months": 6, **values})
        mine.action_request_version()
        self._decide(self._request(draft), self.gm)
        return draft

    def _get_notices(self, policy, user):
        return self.env["mail.message"].search(
            [
                ("model", "=", "complaint.policy"),
                ("res_id", "=", policy.id),
                ("message_type", "=", "user_notification"),
                ("notified_partner_ids", "=", user.partner_id.id),
            ]
        )

    def _remind(self):
        with self.enter_registry_test_mode():
            self.env.ref(
                "complaint_management.ir_cron_complaint_policy_reader"
            ).method_direct_trigger()
        self.env.invalidate_all()

    def test_r_p06_everybody_concerned_is_told_what_changes(self):
        draft = self._approve_version()
        told = draft.reader_ids.user_id
        for user in (self.officer, self.executive, self.supervisor, self.admin):
            self.assertIn(user, told)
        self.assertIn(self.gm, told)
        for user in (self.outsider, self.stranger):
            self.assertNotIn(user, told)
        notice = self._get_notices(draft, self.officer)
        self.assertEqual(len(notice), 1)
        self.assertIn("12 → 6", notice.body)

    def test_r_p06_nobody_is_told_of_a_proposal(self):
        action = self.policy.with_user(self.supervisor).action_new_version()
        draft = self.env["complaint.policy"].browse(action["res_id"])
        self.assertFalse(draft.reader_ids)

    def test_r_p06_who_has_read_it_is_kept(self):
        draft = self._approve_version()
        mine = draft.with_user(self.officer)
        self.assertTrue(mine.is_to_read)
        mine.action_read_policy()
        mine.invalidate_recordset()
        self.assertFalse(mine.is_to_read)
        read = draft.reader_ids.filtered("read_on").user_id
        self.assertEqual(read, self.officer)
        with self.assertRaises(UserError):
            mine.action_read_policy()
        with self.assertRaises(UserError):
            draft.with_user(self.outsider).action_read_policy()

    def test_r_p06_nobody_says_for_another_that_he_has_read_it(self):
        draft = self._approve_version()
        other = draft.reader_ids.filtered(lambda one: one.user_id == self.executive)
        for user in (self.officer, self.admin, self.supervisor):
            with self.assertRaises(UserError):
                other.with_user(user).write({"read_on": fields.Datetime.now()})
        with self.assertRaises(UserError):
            other.sudo().write({"read_on": fields.Datetime.now()})

    def test_r_p06_who_has_not_read_it_is_told_again_before_it_begins(self):
        draft = self._approve_version()
        draft.with_user(self.officer).action_read_policy()
        for _run in range(2):
            self._remind()
        self.assertEqual(len(self._get_notices(draft, self.officer)), 1)
        self.assertEqual(len(self._get_notices(draft, self.executive)), 2)

    def test_r_p06_no_reminder_weeks_before(self):
        draft = self._approve_version(days=20)
        self._remind()
        self.assertEqual(len(self._get_notices(draft, self.executive)), 1)
