from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class ComplaintCaseIntake(models.AbstractModel):
    """What happens to a case when it comes in: assessed, tested for acceptance, handed
    over by who received it, or settled on the spot (R-I07 to R-I09, R-I12, R-I13)."""

    _name = "complaint.case.intake"
    _inherit = "complaint.case.steps"
    _description = "Intake of a case"

    assessment_id = fields.Many2one(
        "complaint.assessment", copy=False, readonly=True, guarded=True
    )
    severity_id = fields.Many2one(
        "complaint.severity",
        readonly=True,
        copy=False,
        index="btree_not_null",
        guarded=True,
        trailed=True,
    )
    urgency = fields.Selection(
        [("1", "Low"), ("2", "Medium"), ("3", "High")],
        readonly=True,
        copy=False,
        guarded=True,
        trailed=True,
    )
    complexity = fields.Selection(
        [("general", "General"), ("complex", "Complex")],
        readonly=True,
        copy=False,
        guarded=True,
        trailed=True,
    )
    answer_ids = fields.One2many(
        "complaint.acceptance.answer", "case_id", "Acceptance test", readonly=True
    )
    tested = fields.Boolean(
        "Acceptance tested", readonly=True, copy=False, guarded=True
    )
    redress = fields.Text(
        "Other way to redress",
        readonly=True,
        copy=False,
        guarded=True,
        help="What else the complainant can do, when his complaint is not accepted.",
    )
    handover_ids = fields.One2many("complaint.handover", "case_id", "Hand-overs")
    handover_id = fields.Many2one(
        "complaint.handover",
        "Hand-over that waits",
        readonly=True,
        copy=False,
        guarded=True,
    )
    handover_to_id = fields.Many2one(related="handover_id.to_user_id")
    handover_reason = fields.Text(related="handover_id.reason")
    handover_asked_of_me = fields.Boolean(related="handover_id.is_asked_of_me")
    handover_asked_by_me = fields.Boolean(related="handover_id.is_asked_by_me")
    currency_id = fields.Many2one(
        "res.currency",
        required=True,
        default=lambda self: self.env.company.currency_id,
    )
    spot_remedy_type_id = fields.Many2one(
        "complaint.remedy.type",
        "Settled on the spot by",
        readonly=True,
        copy=False,
        guarded=True,
        trailed=True,
    )
    spot_amount = fields.Monetary(
        "Given on the spot", readonly=True, copy=False, guarded=True, trailed=True
    )

    # ------------------------------------------------------------
    # ACCEPTANCE
    # ------------------------------------------------------------

    def _get_open_tests(self):
        """The policy's acceptance tests that nobody has answered for this case."""
        ids = self.env["complaint.policy"]._get_test_ids(self.policy_id.id)
        # the questions of a policy are no secret to who may read the case
        tests = self.env["complaint.acceptance.test"].sudo().browse(ids)
        return tests - self.answer_ids.test_id if self.tested else tests

    def _get_latest_answers(self):
        """The answer that counts for each test: the latest."""
        latest = {}
        for answer in self.answer_ids.sorted("id"):
            latest[answer.test_id] = answer
        return latest

    def _guard_acceptance_tests(self):
        """R-I08, R-I23: every test answered, none of them in the way."""
        missing = [
            self.env._("Answer: %(question)s", question=test.name)
            for test in self._get_open_tests()
        ]
        latest = self._get_latest_answers() if self.tested else {}
        for test, answer in latest.items():
            if answer.answer == "no" and test.sudo().on_no == "refuse":
                missing.append(
                    self.env._(
                        "“%(question)s” was answered with no: it cannot be accepted.",
                        question=answer.question,
                    )
                )
        return missing

    def action_accept(self):
        """Accept; first asks the acceptance tests of the policy that are still open."""
        if len(self) == 1 and self.kind == "complaint" and self.state == "new":
            if self._get_open_tests():
                return self.action_test_acceptance()
        return super().action_accept()

    def action_test_acceptance(self):
        """Open the policy's acceptance tests, to answer them (again)."""
        self.ensure_one()
        return self.env["complaint.acceptance"]._get_action(self)

    # ------------------------------------------------------------
    # FIRST RECEIVER
    # ------------------------------------------------------------

    def _check_may_hand_over(self):
        self.check_access("read")
        officer = self.env.user.has_group("complaint_management.group_complaint_officer")
        if self.env.user != self.receiver_id and not officer:
            raise AccessError(
                self.env._(
                    "Only %(receiver)s, who answers to the customer, or an officer can "
                    "hand this case over.",
                    receiver=self.receiver_id.name or self.env._("nobody"),
                )
            )

    def action_accept_handover(self):
        """Take over what one is asked to take over (R-I12)."""
        self.handover_id.action_accept()

    def action_decline_handover(self):
        """Decline what one is asked to take over; the first receiver stays."""
        self.handover_id.action_decline()

    def action_withdraw_handover(self):
        """Take back what one asked another person to take over."""
        self.handover_id.action_withdraw()

    # ------------------------------------------------------------
    # ON THE SPOT
    # ------------------------------------------------------------

    def action_settle_on_spot(self, remedy_type_id=False, amount=0.0, outcome=False):
        """Settle at first contact what the receiver may settle himself (R-I13).

        Without a remedy a form asks for it.

        :param int remedy_type_id: of ``complaint.remedy.type``
        :param float amount: what it costs, in the currency of the company
        :param str outcome: what the customer was told
        :raises UserError: beyond the authority that the policy gives to this user
        """
        self.ensure_one()
        if not remedy_type_id:
            return self.env["complaint.spot.settlement"]._get_action(self)
        remedy_type = self.env["complaint.remedy.type"].browse(remedy_type_id)
        self._check_spot_authority(remedy_type, amount)
        outcome = (outcome or self.outcome or "").strip()
        if not outcome:
            raise UserError(self.env._("Write down what the customer was told."))
        # a clerk may not write what he may settle: the authority was checked above
        self.sudo()._write_guarded(
            {
                "spot_remedy_type_id": remedy_type.id,
                "spot_amount": amount,
                "outcome": outcome,
            }
        )
        return self._walk("confirming")

    def _check_spot_authority(self, remedy_type, amount):
        authority = self.policy_id.sudo().authority_ids
        limit = authority._get_limit(self.env.user, remedy_type)
        if limit is None or self.company_id.currency_id.compare_amounts(amount, limit) > 0:
            raise UserError(
                self.env._(
                    "%(remedy)s of %(amount)s is beyond what you may settle yourself "
                    "(%(limit)s). Register the case and leave the decision to others.",
                    remedy=remedy_type.name,
                    amount=amount,
                    limit=self.env._("nothing") if limit is None else limit,
                )
            )

    def _guard_short_way(self):
        """Feedback goes the short way as the policy says, a complaint when it was
        settled on the spot."""
        if self.kind != "complaint":
            officer = "complaint_management.group_complaint_officer"
            if not self.env.su and not self.env.user.has_group(officer):
                return [self.env._("An officer answers feedback.")]
            return self._guard_feedback("answer")
        if self.spot_remedy_type_id:
            return []
        return [self.env._("A complaint is first accepted or refused.")]

    # ------------------------------------------------------------
    # LOOKING AT IT
    # ------------------------------------------------------------

    def _get_own_list(self, model, name):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "list,form",
            "domain": [("case_id", "in", self.ids)],
        }

    def action_open_assessments(self):
        """Every judgement of this case, the latest first (R-I22)."""
        return self._get_own_list("complaint.assessment", self.env._("Assessments"))

    def action_open_answers(self):
        """How the acceptance tests were answered, by whom (R-I08)."""
        return self._get_own_list(
            "complaint.acceptance.answer", self.env._("Acceptance test")
        )
