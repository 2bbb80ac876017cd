from odoo import fields, models


class ComplaintEscalation(models.Model):
    """A rung of a ladder that was climbed: when, for which limit, who was told (R-T07).

    Written by the job alone. One for each rung and due date, so that a job that was
    broken off tells nobody twice.
    """

    _name = "complaint.escalation"
    _inherit = ["complaint.row.mixin"]
    _description = "Escalation"
    _order = "told_on desc, id desc"
    _rec_name = "clock_id"

    clock_id = fields.Many2one(
        "complaint.clock", required=True, readonly=True, index=True, ondelete="cascade"
    )
    case_id = fields.Many2one(
        "complaint.case", required=True, readonly=True, index=True, ondelete="cascade"
    )
    duty_id = fields.Many2one(
        "complaint.duty", readonly=True, index="btree_not_null", ondelete="cascade"
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    limit_id = fields.Many2one(related="clock_id.limit_id")
    rung_id = fields.Many2one(
        "complaint.policy.rung",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    role = fields.Selection(
        selection=lambda self: self.env["complaint.role"]._get_labels(),
        string="Told as",
        readonly=True,
    )
    user_id = fields.Many2one("res.users", "Told", readonly=True)
    passed = fields.Char(
        "Passed over",
        readonly=True,
        help="Roles on the way up that nobody has who could be told.",
    )
    told_on = fields.Datetime("Told at", required=True, readonly=True)
    due_on = fields.Datetime("Limit was due", required=True, readonly=True)
    activity_id = fields.Many2one("mail.activity", readonly=True, ondelete="set null")

    _rung_uniq = models.UniqueIndex(
        "(clock_id, rung_id, due_on) WHERE rung_id IS NOT NULL",
        "This rung was climbed already.",
    )
    _user_idx = models.Index("(user_id, case_id)")
    # an activity that is done is deleted: its reference is looked up by it
    _activity_idx = models.Index("(activity_id) WHERE activity_id IS NOT NULL")
