from odoo import fields
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .intake_common import IntakeCommon


@tagged("post_install", "-at_install")
class TestSettings(IntakeCommon):
    """What administrators set up, and what they cannot spoil."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.refund = cls.env.ref("complaint_management.complaint_remedy_type_refund")

    def test_r_i06_category_is_no_part_of_itself(self):
        categories = self.env["complaint.category"].with_user(self.admin)
        glaze = categories.create({"name": "Glaze", "parent_id": self.quality.id})
        chips = categories.create({"name": "Chips", "parent_id": glaze.id})
        for whole in (glaze, chips):
            with self.assertRaises(UserError) as caught, self.cr.savepoint():
                glaze.parent_id = whole
            self.assertIn("part of itself", str(caught.exception))

    def test_r_i06_part_is_of_the_nature_of_the_whole(self):
        rude = self.env.ref("complaint_management.complaint_category_service_attitude")
        categories = self.env["complaint.category"].with_user(self.admin)
        for whole in (self.quality, rude):
            part = categories.create({"name": "Part", "parent_id": whole.id})
            self.assertEqual(part.nature, whole.nature)
        self.assertNotEqual(self.quality.nature, rude.nature)

    def test_r_i06_category_is_called_as_it_is_now(self):
        """Its name is remembered until it, or a whole that it belongs to, changes."""
        categories = self.env["complaint.category"].with_user(self.admin)
        whole = categories.create({"name": "Glaze"})
        part = categories.create({"name": "Chips", "parent_id": whole.id})
        self.assertEqual(part.display_name, "Glaze / Chips")
        whole.name = "Coating"
        self.env.invalidate_all()
        self.assertEqual(part.display_name, "Coating / Chips")
        self.env["res.lang"]._activate_lang("zh_CN")
        chinese = part.with_context(lang="zh_CN")
        self.assertEqual(chinese.display_name, "Coating / Chips")
        whole.update_field_translations("name", {"zh_CN": "釉面"})
        self.env.invalidate_all()
        self.assertEqual(chinese.display_name, "釉面 / Chips")
        self.assertEqual(part.display_name, "Coating / Chips")
        part.parent_id = False
        self.env.invalidate_all()
        self.assertEqual(part.display_name, "Chips")

    def test_r_p01_policy_of_another_company_is_not_used(self):
        theirs = self._create_policy(company_id=self.other_company.id)
        shared = self.env.ref("complaint_management.complaint_policy_standard")
        self.assertEqual(self._register().policy_id, shared)
        case = self._register(self.stranger)
        self.assertEqual(case.policy_id, theirs)

    def test_r_p01_nearest_policy_that_has_begun_is_used(self):
        """The company's own before a parent's, of several the latest begun; an
        archived one no longer, the change at once."""
        branch = self.env["res.company"].create(
            {"name": "Branch", "parent_id": self.company.id}
        )
        policies = self.env["complaint.policy"]
        today = fields.Date.today()
        above = self._create_policy()
        self.assertEqual(policies._get_for(branch, today), above)
        own = self._create_policy(company_id=branch.id)
        self._create_policy(company_id=branch.id, valid_from="2999-01-01")
        self.assertEqual(policies._get_for(branch, today), own)
        later = self._create_policy(company_id=branch.id, valid_from="2021-01-01")
        self.assertEqual(policies._get_for(branch, today), later)
        later.action_archive()
        self.assertEqual(policies._get_for(branch, today), own)

    def test_r_i07_severity_in_use_is_archived_not_deleted(self):
        severities = self.env["complaint.severity"].with_user(self.admin)
        grave, unused = severities.create([{"name": "Grave"}, {"name": "Unused"}])
        case = self._register()
        self.env["complaint.assessment"].create(
            {"case_id": case.id, "severity_id": grave.id}
        )
        with self.assertRaisesRegex(UserError, "assessed as “Grave”.*Archive it"):
            grave.unlink()
        grave.active = False
        self.assertEqual(case.severity_id, grave)
        unused.unlink()
        self.assertFalse(unused.exists())

    def test_r_i13_remedy_that_was_asked_for_or_given_is_archived_not_deleted(self):
        remedies = self.env["complaint.remedy.type"].with_user(self.admin)
        asked, given, unused = remedies.create(
            [{"name": name, "kind": "refund"} for name in ("Asked", "Given", "Unused")]
        )
        case = self._register(demand_type_ids=[Command.set(asked.ids)])
        self._create_policy(
            authority_ids=[self._prepare_authority("base.group_user", given)]
        )
        settled = self._register()
        settled.action_settle_on_spot(given.id, 0, "Given back.")
        for remedy in (asked, given):
            with self.assertRaisesRegex(UserError, f"“{remedy.name}” was asked for"):
                remedy.unlink()
        self.assertEqual(case.demand_type_ids, asked)
        self.assertEqual(settled.spot_remedy_type_id, given)
        unused.unlink()

    def test_r_i13_authority_is_not_negative(self):
        with (
            self.assertRaisesRegex(IntegrityError, "amount_check"),
            mute_logger("odoo.sql_db"),
            self.cr.savepoint(),
        ):
            self._create_policy(
                authority_ids=[
                    self._prepare_authority("base.group_user", self.refund, -1)
                ]
            )

    def test_r_i14_policy_looks_back_at_least_a_month(self):
        with (
            self.assertRaisesRegex(IntegrityError, "repeat_months"),
            mute_logger("odoo.sql_db"),
            self.cr.savepoint(),
        ):
            self._create_policy(repeat_months=0)
