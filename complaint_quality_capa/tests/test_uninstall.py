from odoo.addons.complaint_management import hooks as lower
from odoo.tests import tagged

from .. import hooks
from .common import CapaCommon


@tagged("post_install", "-at_install")
class TestUninstall(CapaCommon):
    """What the ORM leaves behind; `./dev upgrade` uninstalls for good."""

    def test_trail_and_approvals_go_with_their_records(self):
        self._bring_plan_to("acting")
        requests = self.env["complaint.approval.request"]
        self.assertTrue(requests.search([("res_model", "=", "capa.plan")]))
        others = requests.search([("res_model", "not like", "capa.")])
        traces = self.env["complaint.trail"]
        self.assertTrue(traces.search([("res_model", "=", "capa.plan")]))
        self.env.flush_all()
        hooks.uninstall_hook(self.env)
        self.assertFalse(requests.search([("res_model", "=", "capa.plan")]))
        self.assertFalse(traces.search([("res_model", "=", "capa.plan")]))
        self.assertEqual(others.exists(), others)

    def test_sequences_and_indexes_on_columns_of_odoo_are_dropped(self):
        self._create_plan()
        self.env.flush_all()
        hooks.uninstall_hook(self.env)
        lower.uninstall_hook(self.env)
        left = """SELECT indexname FROM pg_indexes WHERE indexname = ANY(%s)
                  UNION SELECT sequencename FROM pg_sequences
                         WHERE sequencename ~ '^(complaint|capa)_number'"""
        self.env.cr.execute(left, [list(lower.INDEXES)])
        self.assertFalse(self.env.cr.fetchall())
