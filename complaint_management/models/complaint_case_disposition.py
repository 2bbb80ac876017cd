from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.remedy_arrows import SAID_KINDS

RESPONSIBLE_KINDS = [
    ("company", "The company"),
    ("customer", "The customer"),
    ("supplier", "A supplier"),
    ("carrier", "The carrier"),
    ("nobody", "Nobody"),
]
TALKS_RESULTS = [
    ("agreed", "He agrees"),
    ("refused", "He does not agree"),
    ("unreachable", "He could not be reached"),
]


class ComplaintCaseDisposition(models.AbstractModel):
    """The handling form: cause, responsibility, what the customer said to it, the
    remedies, and the words that he is told; put up for decision, decided through the
    approval engine, carried out (R-A01, R-A02, R-A09)."""

    _name = "complaint.case.disposition"
    _inherit = "complaint.case.intake"
    _description = "Disposition of a complaint"

    cause = fields.Text(
        copy=False, trailed=True, help="Why it happened, as far as it is known."
    )
    responsible_kind = fields.Selection(
        RESPONSIBLE_KINDS, "Responsible", copy=False, trailed=True
    )
    responsible_department_id = fields.Many2one(
        "hr.department",
        "Department responsible",
        copy=False,
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        trailed=True,
    )
    responsible_since = fields.Date(
        "Fault since", copy=False, help="Since when it is like that."
    )
    talks_result = fields.Selection(
        TALKS_RESULTS,
        "The customer, asked first",
        copy=False,
        trailed=True,
        help="The remedy is talked over with the customer before it is put up.",
    )
    talks_note = fields.Text("What he said to it", copy=False)
    talks_first = fields.Boolean(compute="_compute_talks_first")
    remedy_ids = fields.One2many("complaint.remedy", "case_id", "Remedies")
    improvement = fields.Text(
        "What we change",
        copy=False,
        trailed=True,
        help="The improvement that follows; the customer is told it with the outcome.",
    )
    follow_up_note = fields.Text(
        "Still to come",
        copy=False,
        trailed=True,
        help="What the customer gets later, and in which manner.",
    )
    follow_up_on = fields.Date("Comes by", copy=False, trailed=True)
    # stored: what was given is counted, over all cases
    disposition_amount = fields.Monetary(
        "Cost of the remedies",
        compute="_compute_disposition_amount",
        store=True,
        precompute=True,
        copy=False,
        guarded=True,
        trailed=True,
    )

    def _compute_talks_first(self):
        """The policy of a case never changes."""
        for case in self:
            case.talks_first = case.policy_id.talks_first

    @api.depends("remedy_ids.cost", "remedy_ids.state")
    def _compute_disposition_amount(self):
        for case in self:
            wanted = case.remedy_ids.filtered(lambda one: one.state != "cancelled")
            case.disposition_amount = sum(wanted.mapped("cost"))

    # ------------------------------------------------------------
    # GUARDS
    # ------------------------------------------------------------

    def _guard_disposition_written(self):
        """R-A02: the handling form says what is to be decided."""
        missing = []
        if not (self.outcome or "").strip():
            missing.append(self.env._("Write down what the customer is to be told."))
        if bool((self.follow_up_note or "").strip()) != bool(self.follow_up_on):
            missing.append(
                self.env._("Say of what is still to come what it is, and by when.")
            )
        if self.kind != "complaint":
            return missing
        if not self.responsible_kind:
            missing.append(self.env._("Say whose fault it is."))
        return missing + self._get_share_faults()

    def _get_share_faults(self):
        """What is missing of what this complainant gets, whoever the words are for."""
        missing = []
        if not self.partner_id and any(
            remedy._needs_document() for remedy in self.remedy_ids
        ):
            missing.append(
                self.env._(
                    "Choose the complainant's contact: credit notes and transfers are "
                    "made for it."
                )
            )
        if not self.remedy_ids:
            missing.append(
                self.env._("Propose a remedy; where nothing is given, “None”.")
            )
        if self.talks_first and not self.talks_result:
            missing.append(
                self.env._(
                    "Talk the remedy over with the customer and keep his answer."
                )
            )
        return missing + self.remedy_ids._get_faults()

    def _guard_remedies_carried_out(self):
        """R-S01: nobody asks whether all is well before all is done."""
        return [
            self.env._("Not carried out yet: %(remedy)s.", remedy=remedy.display_name)
            for remedy in self.sudo().remedy_ids._get_to_do()
        ]

    def _guard_nothing_half_done(self):
        """R-A05: what has begun is ended or called off before it is decided anew."""
        started = self.sudo().remedy_ids.filtered(lambda one: one.state == "started")
        return [
            self.env._(
                "“%(remedy)s” has a document that is not finished: finish it, or "
                "cancel it.",
                remedy=remedy.display_name,
            )
            for remedy in started
        ]

    # ------------------------------------------------------------
    # REMEDIES
    # ------------------------------------------------------------

    def _approve_remedies(self):
        proposed = self.remedy_ids.filtered(lambda one: one.state == "proposed")
        proposed._walk("approved")
        nothing = proposed.filtered(lambda one: one.kind == "none")
        nothing._walk("done")
        self._note_carried_out()

    def _cancel_remedies(self, reason):
        remedies = self.sudo().remedy_ids
        remedies.filtered(lambda one: one.state == "approved")._walk(
            "cancelled", reason
        )

    def _propose_again(self, reason):
        """What was approved and is not carried out is decided anew."""
        open_again = self.sudo().remedy_ids.filtered(
            lambda one: (
                one.state in ("approved", "cancelled")
                or (one.state == "done" and one.kind == "none")
            )
        )
        open_again._walk("proposed", reason or self._get_state_label(self.state))

    def _note_carried_out(self):
        """Stamp the moment at which the last remedy was carried out."""
        for case in self.sudo():
            open_still = case.remedy_ids._get_to_do()
            if case.state in ("approved", "confirming") and not case.settled_on:
                if not open_still:
                    case._write_guarded({"settled_on": fields.Datetime.now()})
            elif open_still and case.settled_on:
                case._write_guarded({"settled_on": False})  # a document was taken back

    def _note_replied(self, reply):
        """What is carried out by saying it is done when the words have left."""
        result = super()._note_replied(reply)
        said = self.sudo().remedy_ids.filtered(
            lambda one: one.state == "approved" and one.kind in SAID_KINDS
        )
        kinds = {"apology": ("apology_written",), "explanation": ("explanation",)}
        told = kinds.get(reply.kind, SAID_KINDS if reply.kind == "decision" else ())
        if done := said.filtered(lambda one: one.kind in told):
            done._walk("done")
            self._note_carried_out()
        return result

    def _check_disposition_open(self):
        """Remedies are proposed while there is something to decide."""
        if not self.is_open or self.state in ("approved", "confirming"):
            raise UserError(
                self.env._(
                    "%(case)s is “%(state)s”: no remedy is proposed any more. Have "
                    "the decision withdrawn, or the case reopened.",
                    case=self.number,
                    state=self._get_state_label(self.state),
                )
            )

    def action_open_handling_form(self):
        """The handling form of this case (R-A02)."""
        self.ensure_one()
        form = self.env.ref("complaint_management.complaint_case_view_form_disposition")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Handling form"),
            "res_model": "complaint.case",
            "res_id": self.id,
            "views": [(form.id, "form")],
        }
