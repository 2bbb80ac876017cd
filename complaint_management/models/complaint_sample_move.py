from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

KINDS = [
    ("handed", "Handed over"),
    ("laboratory", "Sent to a laboratory"),
    ("returned", "Given back to the customer"),
    ("destroyed", "Destroyed"),
]


class ComplaintSampleMove(models.Model):
    """A sample goes from one hand to the next: from whom, to whom, when, why (R-V03).

    Append-only: custody that can be rewritten proves nothing.
    """

    _name = "complaint.sample.move"
    _inherit = ["complaint.noted.mixin", "complaint.row.mixin"]
    _description = "Hand-over of a Sample"
    _order = "moved_on desc, id desc"
    _rec_name = "place"
    _check_company_auto = True

    sample_id = fields.Many2one(
        "complaint.sample", required=True, index=True, ondelete="restrict"
    )
    case_id = fields.Many2one(
        related="sample_id.case_id", store=True, precompute=True, index=True
    )
    company_id = fields.Many2one(
        related="sample_id.company_id", store=True, precompute=True, index=True
    )
    kind = fields.Selection(KINDS, "What happens", required=True, default="handed")
    moved_on = fields.Datetime(
        "When", required=True, default=lambda self: fields.Datetime.now()
    )
    from_place = fields.Char("From where", readonly=True, guarded=True)
    from_user_id = fields.Many2one(
        "res.users", "From whom", readonly=True, ondelete="restrict", guarded=True
    )
    to_user_id = fields.Many2one(
        "res.users",
        "To whom",
        ondelete="restrict",
        index="btree_not_null",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    department_id = fields.Many2one(
        "hr.department", check_company=True, ondelete="restrict"
    )
    place = fields.Char("Where to", required=True)
    reason = fields.Text("Why", required=True)
    with_form = fields.Boolean(
        "With the form", help="It goes together with the record form."
    )
    user_id = fields.Many2one(
        "res.users",
        "Noted by",
        required=True,
        readonly=True,
        default=lambda self: self.env.uid,
        index=True,
        ondelete="restrict",
        guarded=True,
    )

    @api.constrains("moved_on", "sample_id")
    def _check_moved_on(self):
        for move in self.sudo():
            last = move._get_before().moved_on or move.moved_on
            taken = move.sample_id.taken_on
            if move.moved_on > fields.Datetime.now():
                raise ValidationError(
                    self.env._("Note a hand-over when it has happened, not before.")
                )
            moved = fields.Datetime.context_timestamp(self, move.moved_on).date()
            if move.moved_on < last or moved < taken:
                raise ValidationError(
                    self.env._(
                        "The sample was taken, or handed over, later than that: a "
                        "hand-over follows the one before."
                    )
                )

    def _get_before(self):
        """The latest other hand-over of the sample."""
        others = [("sample_id", "=", self.sample_id.id), ("id", "!=", self.id)]
        return self.search(others, limit=1)

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def _create_guarded(self, vals_list):
        moves = self.browse()
        for vals in vals_list:  # each begins where the one before has ended
            sample = self.env["complaint.sample"].browse(vals.get("sample_id"))
            sample = sample.sudo()
            sample._check_not_gone()
            move = super()._create_guarded(
                [
                    {
                        **vals,
                        "from_place": sample.place,
                        "from_user_id": sample.holder_id.id,
                    }
                ]
            )
            # who may note it was checked by the rules, before it is carried out
            move.sudo()._carry_out()
            moves += move
        return moves

    def _carry_out(self):
        sample = self.sample_id
        today = fields.Date.context_today(self)
        if self.kind == "destroyed" and (sample.keep_until or today) > today:
            raise UserError(
                self.env._(
                    "“%(sample)s” is kept until %(day)s: it is not destroyed before.",
                    sample=sample.name,
                    day=fields.Date.to_string(sample.keep_until),
                )
            )
        ours = self.kind == "handed"
        sample._write_guarded(
            {
                "state": "kept" if ours else self.kind,
                "place": self.place,
                "holder_id": ours and self.to_user_id.id,
                "department_id": ours and self.department_id.id,
                "sent_with_form": sample.sent_with_form or self.with_form,
            }
        )

    def _refuse_change(self):
        raise UserError(
            self.env._(
                "A hand-over stays as it was noted. Note another one that corrects it."
            )
        )
