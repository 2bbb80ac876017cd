from odoo.addons.complaint_management.tests.intake_common import IntakeCommon
from odoo.tests import new_test_user, tagged

from .learning_common import LearningCommon
from .role_table import LEARNING_RIGHTS, LEARNING_ROLES


@tagged("post_install", "-at_install")
class TestLearningRoles(LearningCommon, IntakeCommon):
    """R-P02, R-P03: everybody reads what is for him and confirms only his own."""

    def _get_records(self):
        circular = self._publish()
        mine = circular.learning_ids.filtered(lambda row: row.user_id == self.doer)
        session = self._session()
        due = self.env["capa.training.due"].search(
            [("employee_id", "=", self.worker.id)], limit=1
        )
        return {
            "capa.circular": circular,
            "capa.learning": mine,
            "capa.training.programme": session.programme_id,
            "capa.training": session,
            "capa.training.due": due,
        }

    def test_r_p02_role_by_verb_of_what_is_learnt(self):
        records = self._get_records()
        self.assertEqual(set(records), set(LEARNING_RIGHTS))
        for name, rights in LEARNING_RIGHTS.items():
            for role, expected in zip(LEARNING_ROLES, rights, strict=True):
                with self.subTest(model=name, role=role):
                    found = self._get_rights(records[name], getattr(self, role))
                    self.assertEqual(found, expected)

    def test_r_p03_portal_and_public_have_no_right(self):
        portal = new_test_user(self.env, "portal_zhang", groups="base.group_portal")
        for user in (portal, self.env.ref("base.public_user")):
            for name in LEARNING_RIGHTS:
                with self.subTest(model=name, user=user.login):
                    self.assertEqual(self._get_rights(self.env[name], user), "")

    def test_r_p02_who_no_longer_heads_them_reads_no_longer(self):
        row = self._get_records()["capa.learning"]
        self.assertTrue(row.with_user(self.owner).has_access("read"))
        self.plant.manager_id = self.worker
        self.assertFalse(row.with_user(self.owner).has_access("read"))
