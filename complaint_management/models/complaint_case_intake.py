from odoo import fields, models
from odoo.exceptions import AccessError, UserError

# How what is settled at first contact was told, by the channel's kind.
SPOT_KINDS = {"hotline": "phone_in", "visit": "visit_in", "store": "visit_in"}


class ComplaintCaseIntake(models.AbstractModel):
    """What happens to a case when it comes in: assessed, tested for acceptance, handed
    over by who received it, or settled on the spot (R-I07 to R-I09, R-I12, R-I13)."""

    _name = "complaint.case.intake"
    _inherit = "complaint.case.timeline"
    _description = "Intake of a case"

    assessment_id = fields.Many2one(
        "complaint.assessment", copy=False, readonly=True, guarded=True
    )
    severity_id = fields.Many2one(
        "complaint.severity",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
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
        trailed=True,
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
        ondelete="restrict",
        guarded=True,
        trailed=True,
    )
    spot_currency_id = fields.Many2one(
        "res.currency", readonly=True, copy=False, guarded=True
    )
    spot_amount = fields.Monetary(
        "Given on the spot",
        currency_field="spot_currency_id",
        readonly=True,
        copy=False,
        guarded=True,
        trailed=True,
    )

    # ------------------------------------------------------------
    # ACCEPTANCE
    # ------------------------------------------------------------

    def _get_tests(self):
        """The acceptance tests that the policy of this case asks."""
        ids = self.env["complaint.policy"]._get_test_ids(self.policy_id.id)
        # the questions of a policy are no secret to who may read the case
        return self.env["complaint.acceptance.test"].sudo().browse(ids)

    def _get_open_tests(self):
        """The policy's acceptance tests that nobody has answered for this case."""
        tests = self._get_tests()
        return tests - self.answer_ids.test_id if self.tested else tests

    def _get_latest_answers(self):
        """The answer that counts for each test: the latest."""
        latest = {}
        for answer in self.answer_ids.filtered("test_id").sorted("id"):
            latest[answer.test_id] = answer
        return latest

    def _guard_authority_shown(self):
        """R-I03: who complains for another person shows that person's authority."""
        if not self.represents or "authority" in self.evidence_ids.mapped("kind"):
            return []
        return [
            self.env._(
                "Add the written authority of %(person)s to the evidence.",
                person=self.represents,
            )
        ]

    def _guard_acceptance_tests(self):
        """R-I08, R-I23: every test answered, none of them in the way."""
        missing = [
            self.env._("Answer: %(question)s", question=test.name)
            for test in self._get_open_tests()
        ]
        latest = self._get_latest_answers() if self.tested else {}
        for test in self._get_tests():  # what it no longer asks is in nobody's way
            answer = latest.get(test)
            if answer and answer.answer == "no" and test.on_no == "refuse":
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

    def _is_mine_to_answer(self):
        """Whether this user received it, or may act for who did."""
        self.check_access("read")
        officer = "complaint_management.group_complaint_officer"
        return self.env.user == self.receiver_id or self.env.user.has_group(officer)

    def _check_may_hand_over(self):
        if not self._is_mine_to_answer():
            raise AccessError(
                self.env._(
                    "Only %(receiver)s, who answers to the customer, or an officer can "
                    "hand this case over.",
                    receiver=self.receiver_id.name or self.env._("nobody"),
                )
            )

    def action_accept_handover(self):
        """Take over what one is asked to take over (R-I12)."""
        self._get_handover().action_accept()

    def action_decline_handover(self):
        """Decline what one is asked to take over; the first receiver stays."""
        self._get_handover().action_decline()

    def action_withdraw_handover(self):
        """Take back what one asked another person to take over."""
        self._get_handover().action_withdraw()

    def _get_handover(self):
        for case in self:
            if not case.handover_id:
                raise UserError(
                    self.env._(
                        "No hand-over of %(case)s waits for an answer: somebody "
                        "answered it, or took it back.",
                        case=case.display_name,
                    )
                )
        return self.handover_id

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
        self._check_spot_way()
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
                "spot_currency_id": self.company_id.currency_id.id,
                "spot_amount": amount,
                "outcome": outcome,
            }
        )
        result = self._walk("confirming")
        self._note_told_on_spot(outcome)
        return result

    def _note_told_on_spot(self, outcome):
        """R-K05: the answer was given at first contact; who gave it is noted."""
        self.sudo()._write_guarded({"answered_on": fields.Datetime.now()})
        purpose = "complaint_management.complaint_call_purpose_spot"
        self.env["complaint.call"].sudo()._create_guarded(
            [
                {
                    "case_id": self.id,
                    "kind": SPOT_KINDS.get(self.sudo().channel_id.kind, "other"),
                    "purpose_id": self.env["ir.model.data"]._xmlid_to_res_id(purpose),
                    "words": outcome,
                }
            ]
        )

    def _check_spot_way(self):
        """A new complaint is settled by who received it, or by an officer for him."""
        if not self._is_mine_to_answer():
            raise AccessError(
                self.env._(
                    "Only %(receiver)s, who received it, or an officer can settle this "
                    "case on the spot.",
                    receiver=self.receiver_id.name or self.env._("nobody"),
                )
            )
        if self.kind != "complaint":
            raise UserError(
                self.env._("Feedback is answered; only complaints are settled.")
            )
        if self.state != "new":
            raise UserError(
                self.env._(
                    "%(case)s is “%(state)s”: on the spot is settled what is new.",
                    case=self.display_name,
                    state=self._get_state_label(self.state),
                )
            )

    def _check_spot_authority(self, remedy_type, amount):
        currency = self.company_id.currency_id
        if currency.compare_amounts(amount, 0) < 0:
            raise UserError(self.env._("What is given cannot be negative."))
        authority = self.policy_id.sudo().authority_ids
        limit = authority._get_limit(self.env.user, remedy_type)
        if limit is None or currency.compare_amounts(amount, limit) > 0:
            raise UserError(
                self.env._(
                    "%(remedy)s of %(amount)s is beyond what you may settle yourself "
                    "(%(limit)s). Register the case and leave the decision to others.",
                    remedy=remedy_type.name,
                    amount=currency.format(amount),
                    limit=self.env._("nothing")
                    if limit is None
                    else currency.format(limit),
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
            "view_mode": "list,kanban,form",
            "mobile_view_mode": "kanban",
            "domain": [("case_id", "in", self.ids)],
            # made on the case itself, where it is known whose it is
            "context": {"create": False},
        }

    def action_open_assessments(self):
        """Every judgement of this case, the latest first (R-I22)."""
        return self._get_own_list("complaint.assessment", self.env._("Assessments"))

    def action_open_answers(self):
        """How the acceptance tests were answered, by whom (R-I08)."""
        return self._get_own_list(
            "complaint.acceptance.answer", self.env._("Acceptance test")
        )
