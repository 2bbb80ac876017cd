from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import html2plaintext

from ..profiles import PROFILES
from .policy_common import PolicyCommon


@tagged("post_install", "-at_install")
class TestPolicyWords(PolicyCommon):
    """R-P01: a policy is a page that a manager can read; R-I20: customers are told the
    procedure with its time limits."""

    code = "B"

    def _read(self, policy=None, lang="en_US"):
        policy = policy or self.policy
        return html2plaintext(policy.with_context(lang=lang).words)

    def test_r_p01_a_limit_is_a_sentence(self):
        words = self._read()
        for part in (
            "Outcome, abroad: within 18 days from “Accepted” until “Customer "
            "answered”; only: Market: Abroad; held by: Person in charge (Market "
            "department)",
            "Person in charge 2 days before",
            "General manager 3 days after",
            "within “Market department”",
            "a promise to the customer",
        ):
            self.assertIn(part, " ".join(words.split()))

    def test_r_p01_who_decides_and_what_is_settled_at_once(self):
        words = " ".join(self._read().split())
        self.assertIn("Sales branch (5 days; only: Branch or store is known)", words)
        self.assertIn(", or from $ 10,000.00 on", words)
        self.assertIn("Who receives it: ", words)
        self.assertIn("The limits run on while we wait", words)
        self.assertIn("Every half year; counted from June; until day 10", words)

    def test_r_p01_in_the_readers_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        policy, _faults = self._load("M")
        self.assertIn("48 小时", self._read(policy, "zh_CN"))

    def test_r_p01_every_profile_can_be_read_before_it_is_loaded(self):
        preview = self.env["complaint.policy.preview"]
        face = self.env["complaint.policy.face"]
        self.env["complaint.policy"].flush_model()
        count = self.env["complaint.policy.limit"].search_count([])
        for code in PROFILES:
            policy = preview._imagine(code, self.company)
            texts = face._get_sections(policy)
            loaded, _faults = self._load(code)
            self.assertEqual(len(policy.limit_ids), len(loaded.limit_ids), code)
            same = ("Standing complaint team", "the standing team")
            self.assertEqual(
                str(texts).replace(*reversed(same)),
                str(face._get_sections(loaded)).replace(*reversed(same)),
                code,
            )
        self.assertGreater(self.env["complaint.policy.limit"].search_count([]), count)

    # ------------------------------------------------------------
    # CUSTOMERS
    # ------------------------------------------------------------

    def test_r_i20_customers_are_told_limits_and_procedure_and_nothing_else(self):
        told = self.policy._get_published()
        self.assertIn(
            "Outcome, at home: within 15 days from “Accepted”", told["limits"]
        )
        self.assertEqual(len(told["limits"]), 3)
        self.assertIn(self.hotline.name, told["channels"])
        self.assertNotIn("General manager", str(told))
        self.policy.limit_ids.is_published = False
        self.assertFalse(self.policy._get_published()["limits"])

    def test_r_i20_both_pages_can_be_printed(self):
        for name in ("words", "published"):
            report = f"complaint_management.complaint_policy_action_{name}"
            html, _kind = self.env["ir.actions.report"]._render_qweb_html(
                report, self.policy.ids
            )
            self.assertIn("15 days", html.decode())

    # ------------------------------------------------------------
    # AN EXAMPLE
    # ------------------------------------------------------------

    def test_r_p01_an_example_case_before_saving(self):
        with Form(self.policy) as form:
            form.example_on = "2027-03-01 02:00:00"  # 10:00 in Shanghai
            form.example_region = "abroad"
            self.assertIn("Outcome, abroad", form.example_words)
            self.assertNotIn("Outcome, at home", form.example_words)
            self.assertIn("3/20/27", form.example_words)
            with form.limit_ids.edit(1) as limit:
                limit.amount = 20
            self.assertIn("3/22/27", form.example_words)
            with form.limit_ids.edit(1) as limit:
                limit.amount = 18

    # ------------------------------------------------------------
    # LOADING
    # ------------------------------------------------------------

    def _open_form(self, code="G", user=None, company=None):
        forms = self.env["complaint.policy.loading"].with_user(user or self.admin)
        form = Form(forms)
        form.code = code
        return form

    def test_r_p01_the_administrator_reads_and_loads(self):
        form = self._open_form()
        self.assertIn("Finished: within 7 working days", form.words)
        self.assertFalse(form.needs_gm)
        action = form.save().action_load()
        policy = self.env["complaint.policy"].browse(action["res_id"])
        self.assertEqual((policy.code, policy.company_id), ("G", self.company))
        self.assertTrue(self._open_form().is_loaded)

    def test_r_p01_a_company_without_a_general_manager_is_asked_for_him(self):
        self.env["complaint.post"].search([]).unlink()
        form = self._open_form()
        self.assertTrue(form.needs_gm)
        form.gm_id = self.gm
        form.save().action_load()
        holder = self.env["complaint.post"]._get_holder("gm", self.company)
        self.assertEqual(holder, self.gm)

    def test_r_d16_what_could_not_be_made_is_named(self):
        self.env["hr.department"].search(
            [("complaint_kind", "=", "technology")]
        ).complaint_kind = False
        action = self._open_form("I").save().action_load()
        self.assertIn("Technology", action["params"]["message"])
        policy = self._get("", "I")
        self.assertIn("Technology", policy.message_ids[0].body)

    def test_r_p02_nobody_else_loads_and_only_for_own_companies(self):
        with self.assertRaises(AccessError):
            self._open_form(user=self.officer)
        form = self._open_form().save()
        form.sudo().company_id = self.other_company
        with self.assertRaises(UserError):
            form.action_load()
