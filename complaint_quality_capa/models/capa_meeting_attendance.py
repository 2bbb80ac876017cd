from odoo import fields, models


class CapaMeetingAttendance(models.Model):
    """Who is invited to a meeting, and whether he was there (R-Q09)."""

    _name = "capa.meeting.attendance"
    _inherit = "capa.meeting.row.mixin"
    _description = "Attendance"
    _order = "meeting_id, id"
    _rec_name = "user_id"

    user_id = fields.Many2one(
        "res.users",
        "Person",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    state = fields.Selection(
        [
            ("invited", "Invited"),
            ("present", "Present"),
            ("excused", "Excused"),
            ("absent", "Absent"),
        ],
        "Was there",
        required=True,
        default="invited",
    )
    note = fields.Char(help="Who came instead.")

    _person_uniq = models.UniqueIndex(
        "(meeting_id, user_id)", "Each person is invited once."
    )
