from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import ComplaintCommon

# role: what it may do with a case that somebody else registered
CASE_RIGHTS = {
    "clerk": "",
    "officer": "read write create",
    "admin": "read write create",
    "executive": "read",
    "supervisor": "read",
    "stranger": "",
}


@tagged("post_install", "-at_install")
class TestAccess(ComplaintCommon):
    """R-P02, R-P03: each role sees and does only its part."""

    def test_r_p02_role_by_verb(self):
        case = self._register()
        for role, rights in CASE_RIGHTS.items():
            for verb in ("read", "write", "unlink"):
                self.assertEqual(
                    case.with_user(self[role]).has_access(verb),
                    verb in rights,
                    (role, verb),
                )

    def __getitem__(self, role):
        return getattr(self, role)

    def test_r_i24_any_employee_registers_and_follows_what_he_received(self):
        case = self._register(self.clerk)
        self.assertTrue(case.number)
        self.assertEqual(case.receiver_id, self.clerk)
        case.title = "Kettle leaks at the base"
        case.message_post(body="The customer will bring it tomorrow.")

    def test_a_clerk_corrects_nothing_once_it_is_taken_up(self):
        case = self._register(self.clerk)
        case.with_user(self.officer).action_accept()
        self.assertTrue(case.has_access("read"))
        with self.assertRaises(AccessError):
            case.title = "Kettle exploded"

    def test_a_second_company_sees_nothing(self):
        case = self._register()
        strangers = self.env["complaint.case"].with_user(self.stranger)
        self.assertFalse(strangers.search([("id", "=", case.id)]))
        self.assertFalse(strangers.search([("number", "=", case.number)]) & case)

    def test_portal_and_public_have_no_right_on_any_model_of_ours(self):
        portal = new_test_user(self.env, "portal_zhang", groups="base.group_portal")
        names = [name for name in self.env if name.startswith("complaint.")]
        self.assertGreater(len(names), 5)
        for name in names:
            if self.env[name]._abstract:
                continue
            for user in (portal, self.env.ref("base.public_user")):
                for verb in ("read", "write", "create", "unlink"):
                    allowed = self.env[name].with_user(user).has_access(verb)
                    self.assertFalse(allowed, (name, user.login, verb))

    def test_only_administrators_change_settings(self):
        records = [
            self.hotline,
            self.quality,
            self.env.ref("complaint_management.complaint_policy_standard"),
        ]
        for record in records:
            for role in ("clerk", "officer", "executive", "supervisor"):
                self.assertTrue(record.with_user(self[role]).has_access("read"))
                self.assertFalse(record.with_user(self[role]).has_access("write"), role)
            self.assertTrue(record.with_user(self.admin).has_access("write"))

    def test_a_removed_officer_loses_his_rights_at_the_next_click(self):
        case = self._register()
        self.assertTrue(case.with_user(self.officer).has_access("read"))
        group = self.env.ref("complaint_management.group_complaint_officer")
        self.officer.group_ids -= group
        other = self._register(self.admin)
        self.assertFalse(other.with_user(self.officer).has_access("read"))
