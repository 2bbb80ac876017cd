from odoo.addons.complaint_management.tests.intake_common import IntakeCommon
from odoo.tests import new_test_user, tagged

from .alert_common import AlertCommon
from .role_table import RIGHTS, ROLES, SHARED


@tagged("post_install", "-at_install")
class TestRoles(AlertCommon, IntakeCommon):
    """R-P02, R-P03: each role reads only the figures that are its own."""

    def _get_records(self):
        """One record of each model of the table: {name: record}."""
        case = self._register()
        return {
            "complaint.alert": self._raise(),
            "complaint.case.report": self.env["complaint.case.report"].browse(case.id),
            "complaint.figure": self.env.ref(
                "complaint_reports.complaint_figure_complaints"
            ),
        }

    def test_r_p02_every_model_is_in_the_table(self):
        models = {
            name
            for name, model in self.env.registry.items()
            if not model._abstract
            and not model._transient
            and model._original_module == "complaint_reports"
        }
        self.assertEqual(set(RIGHTS), models)

    def test_r_p02_role_by_verb(self):
        records = self._get_records()
        for name, rights in RIGHTS.items():
            for role, expected in zip(ROLES, rights, strict=True):
                with self.subTest(model=name, role=role):
                    found = self._get_rights(records[name], getattr(self, role))
                    self.assertEqual(found, expected)

    def test_r_p03_portal_and_public_have_no_right(self):
        portal = new_test_user(self.env, "portal_zhang", groups="base.group_portal")
        public = self.env.ref("base.public_user")
        for name in RIGHTS:
            for user in (portal, public):
                with self.subTest(model=name, user=user.login):
                    self.assertEqual(self._get_rights(self.env[name], user), "")

    def test_r_p03_second_company_finds_nothing(self):
        for name, record in self._get_records().items():
            if name in SHARED:
                continue
            model = self.env[name].with_user(self.stranger)
            if model.has_access("read"):
                self.assertFalse(model.search([("id", "in", record.ids)]))
