from odoo.addons.complaint_management.tests.intake_common import IntakeCommon
from odoo.fields import Domain
from odoo.tests import new_test_user, tagged

from .recall_common import RecallCommon
from .role_table import OPEN_RECALL_RIGHTS, PREPARED_RECALL_RIGHTS, ROLES


@tagged("post_install", "-at_install")
class TestRecallRoles(RecallCommon, IntakeCommon):
    """R-P02, R-Q07: quality recalls, executives prepare and decide, others read."""

    def _get_records(self, recall):
        records = {
            "capa.recall": recall,
            "capa.recall.lot": recall.lot_ids[0],
            "capa.recall.line": recall.line_ids[0],
            "capa.recall.report": self._inform(recall),
        }
        # without the companies of whom the common ground acts as
        return {
            name: record.with_env(record.env(context={}))
            for name, record in records.items()
        }

    def _walk_table(self, table, records):
        for name, rights in table.items():
            for role, expected in zip(ROLES, rights, strict=True):
                with self.subTest(model=name, role=role):
                    found = self._get_rights(records[name], getattr(self, role))
                    self.assertEqual(found, expected)

    def test_r_p02_role_by_verb_of_a_recall_that_runs(self):
        recall = self._recall(owner_id=self.owner.id)
        recall.sudo()._write_guarded({"told_ids": self.doer.ids})
        self._walk_table(OPEN_RECALL_RIGHTS, self._get_records(recall))

    def test_r_p02_role_by_verb_of_a_recall_that_is_prepared(self):
        recall = self._prepare_recall(owner_id=self.owner.id)
        recall.action_trace()
        recall.sudo()._write_guarded({"told_ids": self.doer.ids})
        self._walk_table(PREPARED_RECALL_RIGHTS, self._get_records(recall))

    def test_r_p03_portal_public_and_second_company_have_no_right(self):
        records = self._get_records(self._recall())
        portal = new_test_user(self.env, "portal_zhang", groups="base.group_portal")
        public = self.env.ref("base.public_user")
        for name, record in records.items():
            for user in (portal, public):
                with self.subTest(model=name, user=user.login):
                    self.assertEqual(self._get_rights(self.env[name], user), "")
            theirs = Domain("id", "in", record.ids)
            model = record.browse().with_user(self.stranger)
            self.assertFalse(model.search(theirs))

    def test_r_p02_who_leads_it_leads_it(self):
        """Also who is not of the quality department."""
        recall = self._recall(owner_id=self.owner.id).with_user(self.owner)
        recall.action_trace()
        recall.line_ids.action_all_returned()
        self._inform(recall, user=self.owner)
        recall.action_close()
        self.assertEqual(recall.state, "closed")

    def test_r_p02_who_reads_changes_nothing(self):
        recall = self._recall()
        for user in (self.officer, self.executive, self.supervisor, self.gm):
            own = recall.with_user(user)
            for step in (own.action_trace, own.action_notify, own.action_close):
                with self.subTest(user=user.login), self._refused(Exception, "."):
                    step()
            with self._refused(Exception, "."):
                own.line_ids[0].lost_qty = 1
            with self._refused(Exception, "."):
                self._inform(recall, user=user)
