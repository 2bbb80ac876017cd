from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

RESULTS = [
    ("defective", "The defect is there"),
    ("sound", "Nothing wrong with it"),
    ("damaged", "Damaged in another way"),
    ("unclear", "Cannot be told"),
]
STATES = [
    ("kept", "Kept"),
    ("laboratory", "At a laboratory"),
    ("returned", "Back with the customer"),
    ("destroyed", "Destroyed"),
]
GONE = ("returned", "destroyed")
# Where it is and who has it changes by a move alone …
CUSTODY = {"case_id", "place", "holder_id", "department_id"}
# … what it is stays as it was when it first changed hands …
IDENTITY = {"name", "quantity", "lot_name", "seal", "taken_on", "taken_by_id"}
# … and what the inspection found is said once.
INSPECTION = {"inspection_result", "inspection_note", "inspected_on", "inspector_id"}


class ComplaintSample(models.Model):
    """A thing that is kept to be looked at: what, how much, from which lot, where it is
    now and who had it until then, what the inspection found (R-V03)."""

    _name = "complaint.sample"
    _inherit = ["complaint.guarded.mixin", "complaint.row.mixin"]
    _description = "Sample"
    _order = "taken_on desc, id desc"
    _check_company_auto = True

    case_id = fields.Many2one(
        "complaint.case", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="case_id.company_id", store=True, precompute=True, index=True
    )
    name = fields.Char("What", required=True, trailed=True)
    quantity = fields.Float(
        digits="Product Unit", default=1, required=True, trailed=True
    )
    lot_name = fields.Char(
        "Lot",
        compute="_compute_lot_name",
        store=True,
        precompute=True,
        readonly=False,
        trailed=True,
    )
    seal = fields.Char(
        "Seal or number", help="What is written on it, or on its seal.", trailed=True
    )
    taken_on = fields.Date(
        "Taken on", required=True, default=fields.Date.context_today, trailed=True
    )
    taken_by_id = fields.Many2one(
        "res.users",
        "Taken by",
        required=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        trailed=True,
    )
    place = fields.Char("Where it is now", required=True)
    holder_id = fields.Many2one(
        "res.users",
        "Who has it",
        default=lambda self: self.env.user,
        index="btree_not_null",
        ondelete="restrict",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    department_id = fields.Many2one(
        "hr.department",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    state = fields.Selection(
        STATES,
        "Status",
        required=True,
        readonly=True,
        default="kept",
        copy=False,
        guarded=True,
        trailed=True,
    )
    sent_with_form = fields.Boolean(
        "Sent with the form",
        readonly=True,
        copy=False,
        guarded=True,
        help="It went on together with the record form.",
    )
    move_ids = fields.One2many("complaint.sample.move", "sample_id", "Hand-overs")
    keep_until = fields.Date(
        "Kept until", trailed=True, help="It is not destroyed before."
    )
    inspection_result = fields.Selection(RESULTS, "Inspection", trailed=True)
    inspection_note = fields.Text("What the inspection found", trailed=True)
    inspected_on = fields.Date("Inspected on", trailed=True)
    inspector_id = fields.Many2one(
        "res.users",
        ondelete="restrict",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        trailed=True,
    )
    can_take_over = fields.Boolean(compute="_compute_can_take_over")

    _list_idx = models.Index("(taken_on DESC, id DESC)")
    _kept_idx = models.Index(
        "(taken_on DESC, id DESC) WHERE state IN ('kept', 'laboratory')"
    )
    _quantity_check = models.Constraint(
        "CHECK (quantity > 0)", "A sample is something: enter a quantity above zero."
    )

    @api.depends("case_id")
    def _compute_lot_name(self):
        """The lot complained about, where there is only one."""
        for sample in self:
            lots = {line.lot_name for line in sample.case_id.sudo().line_ids}
            only = lots.pop() if len(lots) == 1 else False
            sample.lot_name = sample.lot_name or only

    @api.depends("holder_id", "state")
    @api.depends_context("uid")
    def _compute_can_take_over(self):
        for sample in self:
            there = sample.state not in GONE
            sample.can_take_over = there and sample.holder_id != self.env.user

    # ------------------------------------------------------------
    # CHECKS
    # ------------------------------------------------------------

    @api.constrains("taken_on", "inspected_on", "keep_until")
    def _check_days(self):
        today = fields.Date.context_today(self)
        for sample in self:
            if max(sample.taken_on, sample.inspected_on or sample.taken_on) > today:
                raise ValidationError(
                    self.env._("A sample is taken and inspected before that is noted.")
                )
            days = filter(None, (sample.inspected_on, sample.keep_until))
            if any(day < sample.taken_on for day in days):
                raise ValidationError(
                    self.env._(
                        "“%(sample)s” was taken on %(day)s: it can be inspected from "
                        "then on, and is kept at least until then.",
                        sample=sample.name,
                        day=fields.Date.to_string(sample.taken_on),
                    )
                )

    def _check_not_gone(self):
        """Raise when it is no longer there."""
        for sample in self.sudo():
            if sample.state in GONE:
                labels = dict(self._fields["state"]._description_selection(self.env))
                raise UserError(
                    self.env._(
                        "“%(sample)s” is no longer here (%(state)s): nothing more can "
                        "be done with it.",
                        sample=sample.name,
                        state=labels[sample.state],
                    )
                )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def _create_guarded(self, vals_list):
        return super()._create_guarded(
            [self._complete_inspection(vals) for vals in vals_list]
        )

    @api.model
    def _complete_inspection(self, vals):
        """Who notes a result has inspected it today, where nothing else is said."""
        if not vals.get("inspection_result"):
            return vals
        today = fields.Date.context_today(self)
        return {"inspected_on": today, "inspector_id": self.env.uid, **vals}

    def write(self, vals):
        self._check_may_change(vals)
        return super().write(self._complete_inspection(vals))

    def _check_may_change(self, vals):
        if CUSTODY.intersection(vals):
            raise UserError(
                self.env._(
                    "Where a sample is, and who has it, changes by a hand-over: "
                    "“Hand over”."
                )
            )
        if IDENTITY.intersection(vals) and any(one.sudo().move_ids for one in self):
            raise UserError(
                self.env._(
                    "The sample has changed hands: what it is stays as it was written "
                    "when it was taken."
                )
            )
        if INSPECTION.intersection(vals):
            self._check_not_inspected()

    def _check_not_inspected(self):
        self._check_not_gone()
        if done := self.filtered("inspection_result"):
            raise UserError(
                self.env._(
                    "“%(sample)s” was inspected already; that stays. Note what a "
                    "second inspection found as a finding.",
                    sample=done[0].name,
                )
            )

    # no ondelete method: a context key of the uninstaller's switches those off
    def unlink(self):
        self._refuse_deletion()
        return super().unlink()

    def _refuse_deletion(self):
        raise UserError(
            self.env._("A sample stays on file. Hand it back, or have it destroyed.")
        )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_hand_over(self):
        """The form that notes where it goes."""
        return self._get_move_form({})

    def action_take_over(self):
        """The form that notes that this user has it from now on."""
        return self._get_move_form({"default_to_user_id": self.env.uid})

    def _get_move_form(self, context):
        self.ensure_one()
        self._check_not_gone()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Hand over"),
            "res_model": "complaint.sample.move",
            "view_mode": "form",
            "target": "new",
            "context": {"default_sample_id": self.id, **context},
        }
