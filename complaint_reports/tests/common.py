from odoo.addons.complaint_quality_capa.tests.common import CapaCommon


class ReportsCommon(CapaCommon):
    """A company that reads figures: its people, its plans, who manages a branch."""
