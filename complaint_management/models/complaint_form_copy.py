from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.copy_arrows import COPY_ARROWS
from .complaint_role import ROLES
from .hr_department import COMPLAINT_KINDS

STATES = [
    ("due", "To be printed"),
    ("printed", "To be filed"),
    ("filed", "Filed"),
    ("void", "Approval taken back"),
]
_STAMPS = {"printed": "printed_by_id", "filed": "filed_by_id"}


class ComplaintFormCopy(models.Model):
    """A signed copy of the handling form: who keeps it, when it was printed and filed,
    where it lies, its scan (R-A07).

    Drawn up when the disposition is approved, as the policy says. Who keeps it has no
    right on the complaint by that: the copy is known by the number alone.
    """

    _name = "complaint.form.copy"
    _inherit = [
        "complaint.workflow.mixin",
        "complaint.row.mixin",
        "mail.activity.mixin",
    ]
    _description = "Signed Copy of the Handling Form"
    _order = "id desc"
    _rec_name = "reference"
    _arrows = COPY_ARROWS

    request_id = fields.Many2one(
        "complaint.approval.request",
        "Approval",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        guarded=True,
    )
    case_id = fields.Many2one(
        "complaint.case",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        guarded=True,
    )
    company_id = fields.Many2one(
        related="case_id.company_id",
        store=True,
        precompute=True,
        index=True,
        guarded=True,
    )
    reference = fields.Char("Complaint", readonly=True, guarded=True)
    state = fields.Selection(
        STATES,
        "Status",
        required=True,
        readonly=True,
        default="due",
        copy=False,
        guarded=True,
        trailed=True,
    )
    number = fields.Integer("Copy", readonly=True, guarded=True)
    total = fields.Integer("Of", readonly=True, guarded=True)
    department_kind = fields.Selection(COMPLAINT_KINDS, readonly=True, guarded=True)
    role = fields.Selection(ROLES, readonly=True, guarded=True)
    department_id = fields.Many2one(
        "hr.department",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        guarded=True,
    )
    user_id = fields.Many2one(
        "res.users",
        "Sees to it",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        guarded=True,
    )
    holder = fields.Char("Kept by", compute="_compute_holder")
    fingerprint = fields.Char(
        "Fingerprint of the last signature", readonly=True, guarded=True
    )
    printed_on = fields.Datetime("Printed on", readonly=True, guarded=True)
    printed_by_id = fields.Many2one(
        "res.users", "Printed by", readonly=True, ondelete="restrict", guarded=True
    )
    filed_on = fields.Datetime("Filed on", readonly=True, guarded=True)
    filed_by_id = fields.Many2one(
        "res.users", "Filed by", readonly=True, ondelete="restrict", guarded=True
    )
    place = fields.Char("Where it is kept", help="Cabinet, binder, page.", trailed=True)
    evidence_id = fields.Many2one(
        "complaint.evidence",
        "Scan on the complaint",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        guarded=True,
    )
    scan = fields.Binary(
        compute="_compute_scan",
        inverse="_inverse_scan",
        help="Of the signed paper; kept with the evidence of the complaint.",
    )
    scan_name = fields.Char(compute="_compute_scan", inverse="_inverse_scan_name")

    _open_idx = models.Index("(id DESC) WHERE state IN ('due', 'printed')")

    @api.depends("reference", "number", "total")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for copy in self:
            copy.display_name = self.env._(
                "%(complaint)s, copy %(number)s of %(total)s",
                complaint=copy.reference,
                number=copy.number,
                total=copy.total,
            )

    @api.depends("department_id", "user_id", "department_kind", "role")
    @api.depends_context("lang")
    def _compute_holder(self):
        """The department by its name; where there is none, whom the policy means."""
        for copy in self:
            field = copy._fields["department_kind" if copy.department_kind else "role"]
            labels = dict(field._description_selection(self.env))
            label = labels.get(copy[field.name], "")
            # who keeps it is no secret to who may read the copy
            name = (copy.department_id.sudo() or copy.user_id.sudo()).name
            copy.holder = name or label

    @api.depends("evidence_id")
    def _compute_scan(self):
        for copy in self:
            # who keeps the copy may see its scan; of the case he may read nothing
            evidence = copy.evidence_id.sudo()
            copy.scan = evidence.file
            copy.scan_name = evidence.file_name

    def _inverse_scan(self):
        for copy in self.filtered("scan"):
            copy._check_open()
            evidence = self.env["complaint.evidence"].sudo()  # the right was checked
            scan = evidence.create(
                {
                    "case_id": copy.sudo().case_id.id,
                    "name": copy.display_name,
                    "file": copy.scan,
                    "file_name": copy.scan_name or f"{copy.display_name}.pdf",
                    "source": "staff",
                }
            )
            copy.sudo()._write_guarded({"evidence_id": scan.id})

    def _inverse_scan_name(self):
        """The name comes with the scan."""

    # ------------------------------------------------------------
    # DRAWN UP
    # ------------------------------------------------------------

    @api.model
    def _draw_up(self, case, request):
        """The copies that the policy of ``case`` asks for of the handling form that
        ``request`` approved; who keeps them is asked to file them. As superuser."""
        vals_list = [
            vals
            for wanted in case.policy_id.sudo().copy_ids
            for vals in wanted._prepare_copies(case)
        ]
        for number, vals in enumerate(vals_list, start=1):
            vals.update(
                request_id=request.id,
                case_id=case.id,
                reference=case.number,
                number=number,
                total=len(vals_list),
                fingerprint=request.last_hash,
            )
        copies = self.sudo()._create_guarded(vals_list)
        for copy in copies.filtered("user_id"):
            copy._ask_to_file()

    def _ask_to_file(self):
        env = self.with_context(lang=self.user_id.lang or self.env.lang).env
        self.with_context(mail_activity_quick_update=True).activity_schedule(
            "mail.mail_activity_data_todo",
            user_id=self.user_id.id,
            summary=env._("Print and file the signed copy of the handling form"),
        )

    @api.model
    def _take_back(self, request):
        """What ``request`` approved is decided anew: copies that are not filed yet are
        void; what is filed stays where it is."""
        copies = self.sudo().search(
            [("request_id", "=", request.id), ("state", "in", ("due", "printed"))]
        )
        copies.activity_ids.unlink()
        copies._walk("void")

    # ------------------------------------------------------------
    # CRUD: by hand nothing but place and scan
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        raise UserError(self.env._("Copies are drawn up when the form is approved."))

    def write(self, vals):
        if vals:
            self._check_open()
        return super().write(vals)

    # no ondelete method: a context key of the uninstaller's switches those off
    def unlink(self):
        self._refuse_deletion()
        return super().unlink()

    def _refuse_deletion(self):
        raise UserError(self.env._("A signed copy stays on file."))

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Nobody follows a copy: who keeps it has it on his list. Activities call this
        for whom they are given to.

        :return: ``True``, as Odoo's own
        """
        return True

    def _check_open(self):
        for copy in self:
            if copy.state in ("filed", "void"):
                raise UserError(
                    self.env._(
                        "%(copy)s is settled: %(state)s. It stays as it is.",
                        copy=copy.display_name,
                        state=copy._get_state_label(copy.state),
                    )
                )

    def _write_guarded(self, vals, reason=False):
        """Who printed and who filed it is noted with the step."""
        if stamp := _STAMPS.get(vals.get("state")):
            vals = {**vals, stamp: self.env.uid}
        return super()._write_guarded(vals, reason)

    # ------------------------------------------------------------
    # STEPS
    # ------------------------------------------------------------

    def _is_holder(self):
        """Of the department that keeps it, or the person."""
        user = self.env.user
        return (
            user == self.user_id or user in self.department_id.sudo().complaint_user_ids
        )

    def _get_party_names(self, arrow):
        names = super()._get_party_names(arrow)
        if "holder" in arrow.parties:
            names.append(self[:1].holder or self.env._("who keeps the copy"))
        return names

    def _guard_filed(self):
        if self.place or self.evidence_id:
            return []
        return [self.env._("Say where it is kept, or add the scan.")]

    def _get_form_report(self):
        """Seam: the report that prints the signed handling form; empty: none is there,
        and the approval with its signatures is shown to be printed."""
        return self.env["ir.actions.report"]

    def action_print(self):
        """Print it (R-A07), again where it is printed already.

        :return: the printed form, or the approval with its signatures
        :raises AccessError: neither who keeps it nor an officer
        """
        self.ensure_one()
        self.check_access("read")
        if self.state == "due":
            self._walk("printed")
        elif self.state == "void":
            self._check_open()
        if report := self._get_form_report():
            return report.report_action(self)
        return {
            "type": "ir.actions.act_window",
            "res_model": "complaint.approval.request",
            "res_id": self.request_id.id,
            "views": [(False, "form")],
        }

    def action_file(self):
        """It is filed where it says.

        :raises UserError: neither place nor scan
        :raises AccessError: neither who keeps it nor an officer
        """
        self._walk("filed")
        self.sudo().activity_ids.unlink()
