from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import ComplaintCommon

GUARDED = {
    "state": "closed",
    "number": "202601-0001",
    "registered_on": "2020-01-01 00:00:00",
    "accepted_on": "2020-01-01 00:00:00",
    "closed_on": "2020-01-01 00:00:00",
    "historical": True,
    "receiver_id": 1,
    "policy_id": 1,
    "import_reference": "x",
    "source_message_id": "<x@y>",
}


@tagged("post_install", "-at_install")
class TestGuarded(ComplaintCommon):
    """What only the steps may write, nobody writes, whatever his rights or context."""

    def test_no_guarded_field_comes_through_write_or_create(self):
        case = self._register()
        for user in (self.officer, self.admin, self.env.ref("base.user_admin")):
            user.company_ids |= self.company
            for name, value in GUARDED.items():
                with self.assertRaisesRegex(
                    UserError, "cannot be set by hand", msg=name
                ):
                    case.with_user(user).write({name: value})
                with self.assertRaisesRegex(
                    UserError, "cannot be set by hand", msg=name
                ):
                    self._register(user, **{name: value})

    def test_no_context_opens_a_guarded_field(self):
        keys = {
            "tracking_disable": True,
            "mail_notrack": True,
            "install_mode": True,
            "import_file": True,
            "module": "complaint_management",
        }
        case = self._register().with_context(**keys).sudo()
        with self.assertRaises(UserError):
            case.write({"state": "closed"})

    def test_no_default_sets_a_guarded_field(self):
        """Neither from the context nor from the defaults that a user stores."""
        self.env["ir.default"].set("complaint.case", "state", "approved")
        context = {f"default_{name}": value for name, value in GUARDED.items()}
        cases = self.env["complaint.case"].with_user(self.officer)
        case = cases.with_context(**context).create({"title": "Kettle leaks"})
        self.assertCaseState(case, "new")
        self.assertEqual(case.receiver_id, self.officer)
        self.assertFalse(case.accepted_on or case.closed_on or case.historical)
        self.assertNotEqual(case.number, "202601-0001")

    def test_a_copy_starts_anew(self):
        copy = self._bring_to("closed").copy()
        self.assertCaseState(copy, "new")
        self.assertFalse(copy.closed_on or copy.outcome)

    def test_r_p04_each_change_is_kept_with_who_when_from_and_to(self):
        case = self._register()
        case.user_id = self.admin
        [trail] = self._get_trail(case, "user_id")
        self.assertEqual(trail.user_id, self.officer)
        self.assertTrue(trail.changed_on)
        self.assertEqual((trail.old_text, trail.new_text), ("", self.admin.name))

    def test_r_p04_switching_mail_tracking_off_switches_nothing_off(self):
        case = self._register().with_context(tracking_disable=True, mail_notrack=True)
        case.category_id = False
        self.assertEqual(len(self._get_trail(case, "category_id")), 1)

    def test_r_p04_writing_the_same_leaves_no_trace(self):
        case = self._register()
        case.write({"user_id": case.user_id.id, "category_id": case.category_id.id})
        self.assertFalse(self._get_trail(case))

    def test_r_p04_the_history_cannot_be_changed_or_deleted(self):
        case = self._register()
        case.user_id = self.admin
        trail = self._get_trail(case)
        for user in (self.officer, self.admin):
            with self.assertRaises(AccessError):
                trail.with_user(user).check_access("write")
        for attempt in (lambda: trail.write({"reason": "x"}), trail.unlink):
            with self.assertRaisesRegex(UserError, "cannot be"):
                attempt()

    def test_r_p04_nobody_adds_to_the_history_by_hand(self):
        values = {"res_model": "complaint.case", "res_id": 1, "field_name": "state"}
        with self.assertRaises(AccessError):
            self.env["complaint.trail"].with_user(self.admin).create(values)

    def test_r_p04_the_history_speaks_the_readers_language(self):
        case = self._register()
        case.action_accept()
        self.env["res.lang"]._activate_lang("zh_CN")
        self.env["ir.module.module"]._load_module_terms(
            ["complaint_management"], ["zh_CN"]
        )
        [trail] = self._get_trail(case, "state").with_context(lang="zh_CN")
        self.assertEqual((trail.old_text, trail.new_text), ("新建", "已受理"))

    def test_a_registered_complaint_is_never_deleted(self):
        case = self._register()
        for user in (self.officer, self.admin):
            with self.assertRaises(AccessError):
                case.with_user(user).unlink()
        with self.assertRaisesRegex(UserError, "cannot be deleted"):
            case.sudo().unlink()

    def test_a_case_stays_with_its_company(self):
        case = self._register()
        with self.assertRaisesRegex(UserError, "stays with its company"):
            case.sudo().company_id = self.other_company

    def test_r_i24_the_gap_between_receipt_and_registration_is_shown(self):
        case = self._register(received_on="2026-01-01 00:00:00")
        gap = case.registered_on - case.received_on
        self.assertAlmostEqual(case.registration_gap, gap.total_seconds() / 3600)

    def test_nothing_is_received_after_it_was_registered(self):
        with self.assertRaisesRegex(ValidationError, "Correct the time of receipt"):
            self._register(received_on="2099-01-01 00:00:00")

    def _get_trail(self, case, name=None):
        domain = [("res_model", "=", case._name), ("res_id", "=", case.id)]
        if name:
            domain.append(("field_name", "=", name))
        return self.env["complaint.trail"].search(domain)
