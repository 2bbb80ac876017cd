from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_list

METHODS = [
    ("site_visit", "Site visit"),
    ("documents", "Documents"),
    ("interview", "Interview"),
    ("technical_test", "Technical test"),
    ("appraisal", "Appraisal"),
    ("sampling", "Sampling"),
    ("laboratory", "Laboratory"),
]


class ComplaintFinding(models.Model):
    """What somebody found out about a case: how, when, on which evidence (R-V01).

    It is noted on the case, or by who handles a duty of it. Like evidence it is locked
    with the decision; what is noted later is marked.
    """

    _name = "complaint.finding"
    _inherit = [
        "complaint.approval.row.mixin",
        "complaint.guarded.mixin",
        "complaint.row.mixin",
    ]
    _description = "Finding"
    _order = "found_on desc, id desc"
    _approval_open_to_more = True

    case_id = fields.Many2one(
        "complaint.case", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="case_id.company_id", store=True, precompute=True, index=True
    )
    duty_id = fields.Many2one(
        "complaint.duty",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('case_id', '=', case_id)]",
        help="What the department was asked, where it came of that.",
    )
    method = fields.Selection(
        METHODS, "How", required=True, default="documents", trailed=True
    )
    found_on = fields.Date(
        "When", required=True, default=fields.Date.context_today, trailed=True
    )
    user_id = fields.Many2one(
        "res.users",
        "Who of us",
        required=True,
        default=lambda self: self.env.user,
        index=True,
        ondelete="restrict",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        trailed=True,
    )
    outsider = fields.Char(
        "Who else", help="A laboratory, an expert, the supplier's people.", trailed=True
    )
    finding = fields.Text("What was found", required=True, trailed=True)
    evidence_ids = fields.Many2many(
        "complaint.evidence",
        domain="[('case_id', '=', case_id)]",
        help="What it rests on.",
    )
    locked = fields.Boolean(
        readonly=True,
        copy=False,
        guarded=True,
        help="The case was decided on it: nobody changes or removes it.",
    )
    added_after_decision = fields.Boolean(readonly=True, copy=False, guarded=True)

    _case_idx = models.Index("(case_id, found_on DESC, id DESC)")
    _list_idx = models.Index("(found_on DESC, id DESC)")

    @api.depends("method", "found_on")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = dict(self._fields["method"]._description_selection(self.env))
        for finding in self:
            day = finding.found_on and fields.Date.to_string(finding.found_on)
            parts = filter(None, [labels.get(finding.method), day])
            finding.display_name = " · ".join(parts)

    @api.constrains("found_on")
    def _check_found_on(self):
        if any(one.found_on > fields.Date.context_today(self) for one in self):
            raise ValidationError(
                self.env._("Note a finding when it is found, not before.")
            )

    @api.constrains("case_id", "duty_id", "evidence_ids")
    def _check_same_case(self):
        for finding in self.sudo():
            if (finding.duty_id.case_id | finding.evidence_ids.case_id) - (
                finding.case_id
            ):
                raise ValidationError(
                    self.env._("Duty and evidence of a finding are of its complaint.")
                )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def _create_guarded(self, vals_list):
        findings = super()._create_guarded(
            [{**self._get_duty_case(vals), **vals} for vals in vals_list]
        )
        late = findings.sudo().filtered(lambda one: one.case_id._is_evidence_locked())
        if late:
            late._write_guarded({"locked": True, "added_after_decision": True})
        return findings

    @api.model
    def _get_duty_case(self, vals):
        """What is noted on a duty belongs to its case."""
        duty = self.env["complaint.duty"].browse(vals.get("duty_id"))
        return {"case_id": duty.sudo().case_id.id} if duty else {}

    def write(self, vals):
        self._check_unlocked()
        if any(one.case_id.id != vals.get("case_id", one.case_id.id) for one in self):
            raise UserError(self.env._("A finding stays with its complaint."))
        return super().write(vals)

    # no ondelete method: a context key of the uninstaller's switches those off
    def unlink(self):
        self._check_unlocked()
        return super().unlink()

    def _check_unlocked(self):
        """Raise when the case was decided on one of them (R-V04, R-A05)."""
        if locked := self.sudo().filtered("locked"):
            raise UserError(
                self.env._(
                    "%(names)s cannot be changed or removed: the complaint was decided "
                    "on it, or it was noted after that. Note another finding.",
                    names=format_list(self.env, locked.mapped("display_name")),
                )
            )
