from odoo import api, fields, models
from odoo.exceptions import UserError

SUBJECT = "merit"
MERIT_FIELDS = (
    "sense",
    "finding",
    "form",
    "employee_id",
    "department_id",
    "facts",
    "base_amount",
    "amount",
    "instalment_amount",
    "first_month",
    "correction_reason",
    "objection",
    "answer",
)


class ComplaintMeritDecision(models.AbstractModel):
    """A reward or penalty put up for decision, and corrected when it was wrong
    (R-R02, R-R05)."""

    _name = "complaint.merit.decision"
    _inherit = "complaint.merit.steps"
    _description = "Reward or penalty put up for decision"

    corrects_id = fields.Many2one(
        "complaint.merit",
        "In the place of",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        guarded=True,
    )
    correction_reason = fields.Text(
        "Why it is corrected", copy=False, help="What was wrong with the former."
    )

    @api.model
    def _approval_fields(self, subject):
        if subject == SUBJECT:
            return MERIT_FIELDS
        return super()._approval_fields(subject)

    def _approval_amount(self, subject):
        return self.amount

    def _approval_policy(self):
        return self.sudo().origin_case_id.policy_id

    def _approval_department(self, requester):
        return self.department_id or super()._approval_department(requester)

    def _approval_excluded(self, subject):
        """Whom it is about: the next one up decides."""
        return super()._approval_excluded(subject) | self._get_user()

    def _approval_reference(self):
        return self.number

    def _check_may_request(self, subject):
        result = super()._check_may_request(subject)
        if any(merit.state != "deciding" for merit in self):
            raise UserError(self.env._("Submit it: the step before puts it up."))
        return result

    def _approval_done(self, request):
        result = super()._approval_done(request)
        if self.state == "deciding":
            self._walk("decided")
            self._correct_former()
            self._plan_payment()
        return result

    def _approval_refused(self, request):
        result = super()._approval_refused(request)
        if self.state == "deciding":
            self._walk("refused")
        return result

    def _approval_returned(self, request):
        result = super()._approval_returned(request)
        if self.state == "deciding":
            heard = "objected" if self.objected_on else "heard"
            self._walk(heard if self.heard_on else "proposed")
        return result

    # ------------------------------------------------------------
    # CORRECTION
    # ------------------------------------------------------------

    def action_correct(self, reason=False):
        """Propose something else in the place of what was decided; an amount of zero
        takes it back. Decided like any other; until then the former stands (R-R05).

        :return: the action that opens the correction
        :raises UserError: it was not decided, or is being corrected already
        """
        self.ensure_one()
        self.check_access("write")
        if self.state != "decided":
            raise UserError(self.env._("Only what was decided is corrected."))
        own = [("corrects_id", "=", self.id)]
        if self.search_count([*own, ("state", "not in", ("refused", "withdrawn"))]):
            raise UserError(self.env._("A correction is on its way already."))
        vals = self._prepare_correction_vals(reason)
        correction = self.sudo()._create_guarded([vals]).sudo(False)
        return correction._get_form_action()

    def _prepare_correction_vals(self, reason):
        names = (
            "company_id",
            "sense",
            "finding",
            "form",
            "is_serious",
            "origin_case_id",
            "employee_id",
            "department_id",
            "facts",
            "base_amount",
            "amount",
            "instalment_amount",
        )
        vals = self._convert_to_write({name: self[name] for name in names})
        return {
            **vals,
            "corrects_id": self.id,
            "correction_reason": reason,
            "proposed_by_id": self.env.uid,
        }

    def _needs_amount(self):
        """What is corrected may be taken back."""
        return super()._needs_amount() and not self.corrects_id

    def _guard_reckoned(self):
        missing = super()._guard_reckoned()
        if self.corrects_id and not (self.correction_reason or "").strip():
            missing.append(self.env._("Say why the former is corrected."))
        return missing

    def _correct_former(self):
        former = self.corrects_id
        if former:
            former._walk("corrected")
            former._take_back_payment()

    def _get_form_action(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Reward or penalty"),
            "res_model": self._name,
            "view_mode": "form",
            "res_id": self.id,
        }
