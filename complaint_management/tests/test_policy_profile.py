from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from ..profiles import PROFILES
from .policy_common import PolicyCommon


@tagged("post_install", "-at_install")
class TestPolicyProfile(PolicyCommon):
    """R-P01: policies A to M are loaded into a company, which changes numbers."""

    def test_r_p01_every_profile_loads_whole(self):
        for code in PROFILES:
            policy, faults = self._load(code)
            self.assertEqual(policy.code, code)
            self.assertTrue(policy.limit_ids, code)
            self.assertFalse(faults, code)
            self.assertGreaterEqual(policy.retention_years, 3)  # R-S04
            self.assertTrue(policy.description)

    def test_r_p01_pause_switch_is_off_in_b_g_h_m(self):
        """R-I10."""
        for code in PROFILES:
            policy, _faults = self._load(code)
            self.assertEqual(policy.pause_for_customer, code not in "BGHM", code)

    def test_r_d12_owner_departments(self):
        owners = {code: self._load(code)[0].owner_kind for code in "ABCDGHIJM"}
        self.assertEqual(
            owners,
            {
                "A": "customer_service",
                "B": "market",
                "C": "customer_service",
                "D": "operations",
                "G": "complaint",
                "H": "customer_service",
                "I": "market",
                "J": "complaint",
                "M": "business",
            },
        )

    def test_r_t07_every_limit_of_a_case_has_its_ladder(self):
        """Who is in charge before, the manager at, GM or vice GM after."""
        for code in PROFILES:
            for limit in self._load(code)[0].limit_ids:
                moments = limit.rung_ids.mapped("moment")
                self.assertIn("before", moments, limit.name)
                self.assertIn("at", moments, limit.name)
                first = limit.rung_ids.filtered(lambda one: one.moment == "before")
                self.assertIn("handler", first.mapped("role"), limit.name)

    def test_r_p01_loading_twice_changes_nothing(self):
        policy, _faults = self._load("B")
        records = self.env["ir.model.data"].search(
            [("name", "=like", f"{self.company.id}\\_policy\\_b%")]
        )
        again, _faults = self._load("B")
        self.assertEqual(again, policy)
        self.assertEqual(
            records,
            self.env["ir.model.data"].search(
                [("name", "=like", f"{self.company.id}\\_policy\\_b%")]
            ),
        )
        # an upgrade removes what is not in its files and may be updated
        self.assertTrue(all(records.mapped("noupdate")))

    def test_r_p01_what_the_company_changed_survives(self):
        policy, _faults = self._load("B")
        outcome = self._get("limit_outcome_home", "B")
        outcome.write({"amount": 12, "name": "Ours"})
        self._get("limit_branch", "B").unlink()
        policy.owner_kind = "business"
        self._load("B")
        self.assertEqual((outcome.amount, outcome.name), (12, "Ours"))
        self.assertEqual(policy.owner_kind, "business")
        self.assertFalse(
            policy.limit_ids.filtered(lambda one: one.name == "Sales branch"),
            "what the company deleted stays deleted",
        )

    def test_r_p01_what_is_new_in_the_profile_is_added(self):
        policy, _faults = self._load("B")
        promise = self._get("limit_promise", "B")
        keys = [key for key in policy.profile_keys if "promise" not in key]
        promise.unlink()
        policy.profile_keys = keys  # as an earlier file left it
        self._load("B")
        self.assertTrue(self._get("limit_promise", "B").is_promise)
        self.assertEqual(len(self._get("limit_promise", "B").rung_ids), 4)

    def test_r_p01_texts_are_in_every_installed_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        policy, _faults = self._load("B")
        limit = self._get("limit_outcome_home", "B").with_context(lang="zh_CN")
        self.assertEqual(limit.name, "处理结果（国内）")
        self.assertEqual(limit.with_context(lang="en_US").name, "Outcome, at home")
        chinese = policy.with_context(lang="zh_CN")
        self.assertIn("首问", chinese.description)
        self.assertNotIn("首问", policy.with_context(lang="en_US").description)
        # who loads may read Chinese himself
        self.env["complaint.policy.profile"].with_context(lang="zh_CN")._load(
            "J", self.company
        )
        limit = self._get("limit_reply", "J")
        self.assertEqual(limit.with_context(lang="en_US").name, "Reply on the same day")

    def test_r_p01_a_language_that_is_added_later(self):
        """Texts that the company changed stay its own."""
        self._load("J")
        reply, result = self._get("limit_reply", "J"), self._get("limit_result", "J")
        result.name = "By tonight"
        self.env["res.lang"]._activate_lang("zh_TW")
        self.env["complaint.policy.language"]._add(["zh_TW"])
        self.assertEqual(reply.with_context(lang="zh_TW").name, "當日答覆")
        self.assertEqual(result.with_context(lang="zh_TW").name, "By tonight")

    def test_r_p06_the_next_version_has_all_of_it(self):
        policy, _faults = self._load("B")
        action = policy.with_user(self.supervisor).action_new_version()
        draft = self.env["complaint.policy"].browse(action["res_id"])
        self.assertEqual(len(draft.limit_ids), len(policy.limit_ids))
        self.assertEqual(len(draft.approval_route_ids.step_ids), 4)
        self.assertEqual(draft.review_ids.mapped("until_day"), [10])
        part = draft.limit_ids.filtered("parent_id")
        self.assertEqual(part.parent_id.policy_id, draft)

    # ------------------------------------------------------------
    # BAD INPUT
    # ------------------------------------------------------------

    def test_a_ladder_to_nobody_is_refused_and_nothing_stays(self):
        with (
            self.assertRaisesRegex(ValidationError, "General manager"),
            self.env.cr.savepoint(),
        ):
            self._load("A", self.other_company)
        self.assertFalse(
            self.env["complaint.policy"].search(
                [("company_id", "=", self.other_company.id)]
            )
        )

    def test_rules_without_their_departments_wait_and_say_so(self):
        """R-D16: the team and its steps come with the next load."""
        self.env["complaint.post"].create(
            {
                "kind": "gm",
                "user_id": self.stranger.id,
                "company_id": self.other_company.id,
            }
        )
        policy, faults = self._load("I", self.other_company)
        self.assertTrue(policy.limit_ids)
        self.assertIn("Quality", faults[0])
        self.assertEqual(len(faults), 2)
        self.assertFalse(policy.routing_ids)
        _policy, faults = self._load("I")
        self.assertFalse(faults)

    def test_unknown_profile(self):
        with self.assertRaises(UserError):
            self._load("Z")
