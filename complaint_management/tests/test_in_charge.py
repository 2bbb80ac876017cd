from odoo.tests import tagged

from .common import ComplaintCommon


@tagged("post_install", "-at_install")
class TestInCharge(ComplaintCommon):
    """R-I01: the person in charge of a channel is told of what arrives there, also
    when an employee registers it by hand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls._create_user("store manager", "base.group_user")
        cls.store = cls.env["complaint.channel"].create(
            {"name": "Store", "kind": "store", "user_id": cls.manager.id}
        )

    def _register_loud(self, user=None, **values):
        """As in real life: the test base switches mail off."""
        cases = self.env["complaint.case"].with_user(user or self.clerk)
        quiet = ("mail_", "tracking_")
        off = [key for key in cases.env.context if key.startswith(quiet)]
        return cases.with_context(**dict.fromkeys(off, False)).create(
            {"title": "Lid cracked", "channel_id": self.store.id, **values}
        )

    def _get_told(self, case, person=None):
        """Messages about ``case`` that were sent to a person (the manager)."""
        return (
            self.env["mail.message"]
            .sudo()
            .search(
                [
                    ("model", "=", case._name),
                    ("res_id", "=", case.id),
                    ("partner_ids", "in", (person or self.manager).partner_id.ids),
                ]
            )
        )

    def test_r_i01_person_in_charge_is_told_and_handles_it(self):
        """He need not be an officer to read it."""
        case = self._register_loud()
        self.assertEqual(case.user_id, self.manager)
        self.assertEqual(case.receiver_id, self.clerk)
        self.assertEqual(len(self._get_told(case)), 1)
        self.assertTrue(case.with_user(self.manager).has_access("read"))

    def test_r_i01_he_is_told_in_his_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.env["ir.module.module"]._load_module_terms(
            ["complaint_management"], ["zh_CN"]
        )
        self.manager.lang = "zh_CN"
        self.assertIn("投诉", self._get_told(self._register_loud()).body)

    def test_r_i01_form_that_names_nobody_leaves_it_to_him(self):
        self.assertEqual(self._register_loud(user_id=False).user_id, self.manager)

    def test_r_i01_channel_of_a_context_default_counts_too(self):
        cases = self.env["complaint.case"].with_user(self.clerk)
        cases = cases.with_context(default_channel_id=self.store.id)
        self.assertEqual(cases.create({"title": "x"}).user_id, self.manager)
        cases = cases.with_context(default_user_id=self.officer.id)
        self.assertEqual(cases.create({"title": "x"}).user_id, self.officer)

    def test_r_i01_whom_the_clerk_names_handles_it(self):
        case = self._register_loud(user_id=self.officer.id)
        self.assertEqual(case.user_id, self.officer)
        self.assertFalse(self._get_told(case))

    def test_r_i01_who_registers_himself_is_not_told(self):
        case = self._register_loud(self.manager)
        self.assertEqual(case.user_id, self.manager)
        self.assertFalse(self._get_told(case))

    def test_r_i01_new_person_in_charge_is_told_from_then_on(self):
        self._register_loud()
        self.store.with_user(self.admin).user_id = self.officer
        case = self._register_loud()
        self.assertEqual(case.user_id, self.officer)
        self.assertTrue(self._get_told(case, self.officer))

    def test_r_i01_nobody_is_told_who_has_left_or_is_of_another_company(self):
        self.manager.active = False
        self.assertFalse(self._register_loud().user_id)
        self.store.user_id = self.stranger
        self.assertFalse(self._register_loud().user_id)
        self.assertFalse(self._register_loud(channel_id=False).user_id)

    def test_r_i01_nobody_is_told_of_an_earlier_register(self):
        vals = {"title": "Old", "channel_id": self.store.id, "historical": True}
        case = self.env["complaint.case"].with_user(self.admin)._create_guarded([vals])
        self.assertFalse(case.user_id)
        self.assertFalse(self._get_told(case))
