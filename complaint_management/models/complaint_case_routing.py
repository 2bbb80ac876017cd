from odoo import api, fields, models
from odoo.exceptions import UserError


class ComplaintCaseRouting(models.AbstractModel):
    """Which departments a case belongs to, by rule or as a person says (R-D01,
    R-D12)."""

    _name = "complaint.case.routing"
    _inherit = "complaint.case.asking"
    _description = "Departments of a case"

    department_id = fields.Many2one(
        "hr.department",
        "Lead department",
        copy=False,
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        tracking=True,
        trailed=True,
        help="Brings the findings of all departments together.",
    )
    branch_id = fields.Many2one(
        "hr.department",
        "Branch or store",
        copy=False,
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        trailed=True,
        help="The branch or store that faces the customer.",
    )
    owner_department_id = fields.Many2one(
        "hr.department",
        "Owner department",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        guarded=True,
        trailed=True,
        help="Named by the policy: sees every case and chases what is late.",
    )

    # ------------------------------------------------------------
    # REGISTRATION
    # ------------------------------------------------------------

    @api.model
    def _fill_departments(self, prepared):
        """Put branch and owner department into values of new cases; both are
        remembered."""
        departments, channels = self.env["hr.department"], self.env["complaint.channel"]
        for vals in prepared:
            company_id, policy_id = vals["company_id"], vals.get("policy_id")
            owner_id = self.env["complaint.policy"]._get_owner_id(policy_id, company_id)
            vals.setdefault("owner_department_id", owner_id)
            if not vals.get("branch_id") and not vals.get("historical"):
                own = departments._get_branch_ids(vals.get("receiver_id"))
                branch_id = channels._get_branch_id(vals.get("channel_id"), company_id)
                vals["branch_id"] = branch_id or own.get(company_id)

    def _get_receiving_department(self):
        """The department of the first receiver; where he has none, the branch.

        :raises ValidationError: never: empty where there is neither
        """
        found = self.env["hr.department"]._get_of_user(
            self.receiver_id, self.company_id
        )
        return found or self.branch_id

    # ------------------------------------------------------------
    # ROUTING
    # ------------------------------------------------------------

    def _walk(self, target, reason=False, **asked):
        """What is taken up is routed: a complaint when it is accepted, feedback that
        goes the full way when it is looked into."""
        fresh = self.filtered(lambda case: case.state == "new")
        result = super()._walk(target, reason, **asked)
        if target in ("accepted", "investigating") and fresh:
            unasked = fresh.filtered(lambda case: not case._get_step_duties())
            unasked._route()
        return result

    def action_route(self):
        """Ask the departments that the rules name for these cases (R-D01).

        :raises UserError: no rule matches; says what to do
        :raises AccessError: only officers do
        """
        self._check_is_officer()
        self._check_is_worked_on()
        for case in self:
            if case._get_step_duties().filtered("is_open"):
                raise UserError(
                    self.env._(
                        "%(case)s is with its departments already. Ask a further one, "
                        "or cancel what is asked.",
                        case=case.display_name,
                    )
                )
        for case, sentences in self._route().items():
            if not case._get_step_duties().filtered("is_open"):
                raise UserError("\n".join(sentences))

    def _get_step_duties(self):
        """What is asked in its steps; what is asked beside them, at intake even, does
        not mean that the case was routed."""
        # whoever takes a step of the case need not read its duties
        duties = self.sudo().filtered("duty_count").duty_ids
        return duties.filtered(lambda one: not one._is_beside())

    def _route(self):
        """Make the duties that the rules ask for; where somebody could not be asked,
        who handles the case is told.

        :return: dict of case to sentences that say who could not be asked
        """
        rules = self.env["complaint.routing"]
        if not any(rules._get_ids(company.id) for company in self.company_id):
            return {}
        duties, faults = [], {}
        for case, matching in rules._match(self).items():
            planned, unasked = matching._plan(case)
            duties += planned
            if not planned and not unasked:
                unasked = [self._say_no_rule()]
            if unasked:
                faults[case] = unasked
        self._set_leads(duties)
        self._ask_departments(duties)
        for case, sentences in faults.items():
            case._tell_handler(lambda env: env._("Choose who looks into it"), sentences)
        return faults

    def _route_further(self):
        """Who is drawn in by how a case is judged now, is asked at once (R-D09,
        R-D15); nobody is asked twice."""
        routed = self.filtered(lambda case: case.is_open and case.duty_count)
        rules = self.env["complaint.routing"]._match(routed) if routed else {}
        for case, matching in rules.items():
            lines, faults = matching.filtered("adds").line_ids, []
            found = [line._prepare_duty_vals(case, faults) for line in lines]
            fresh = [vals for vals in found if vals and not case._is_asked(vals)]
            case._ask_departments(fresh)
            if faults:
                case._tell_handler(
                    lambda env: env._("Choose who looks into it"), faults
                )

    def _is_asked(self, vals):
        """Whether whom ``vals`` of a duty name owes something, or was asked that."""
        return any(
            (one.is_open or one.kind == vals["kind"])
            and one.department_id.id == vals.get("department_id", False)
            and one.team_id.id == vals.get("team_id", False)
            for one in self.duty_ids
        )

    def _say_no_rule(self):
        return self.env._(
            "No routing rule is for this case: choose the lead department, or add a "
            "rule."
        )

    def _set_leads(self, duties):
        leads = {
            vals["case_id"]: vals["department_id"]
            for vals in duties
            if vals["kind"] == "lead"
        }
        unled = self.filtered(lambda case: case.id in leads and not case.department_id)
        for department_id, cases in unled.grouped(lambda one: leads[one.id]).items():
            many = len(cases) > 1  # the trail keeps it; a message each would be slow
            cases.sudo().with_context(mail_notrack=many)._write_guarded(
                {"department_id": department_id}
            )

    @api.depends("duty_count")
    def _compute_hint(self):
        return super()._compute_hint()

    def _get_hint(self):
        hint = super()._get_hint()
        asks = self.state in ("accepted", "investigating") and not self.duty_count
        if asks and self.env["complaint.routing"]._get_ids(self.company_id.id):
            hint.append(self._say_no_rule())
        return hint

    # ------------------------------------------------------------
    # ANOTHER LEAD
    # ------------------------------------------------------------

    def write(self, vals):
        """A person changes the lead: what was asked of the one before is cancelled,
        the new one is asked (R-D01). Another category draws in whom it draws in
        (R-D15)."""
        if not {"department_id", "category_id"}.intersection(vals):
            return super().write(vals)
        leads = {case.id: case.department_id for case in self}
        about = {case.id: case.category_id for case in self}
        result = super().write(vals)
        for case in self.filtered(lambda one: one.department_id != leads[one.id]):
            case._move_lead()
        # whoever sorts it anew need not see whom the rules draw in
        sorted_anew = self.sudo().filtered(lambda one: one.category_id != about[one.id])
        sorted_anew._route_further()
        return result

    def _move_lead(self):
        department = self.department_id
        if department:
            department._check_has_head()
        if not self.is_open or self.state == "new":
            return
        leads = self._get_open_duties().filtered(lambda one: one.kind == "lead")
        others = leads.filtered(lambda one: one.department_id != department)
        if department and not leads - others:
            self._ask_departments([self._prepare_new_lead_vals(others[:1])])
        if others:
            others._walk(
                "cancelled",
                self.env._(
                    "The lead is %(department)s now.",
                    department=department.name or self.env._("nobody"),
                ),
            )

    def _prepare_new_lead_vals(self, earlier):
        """The new lead is asked what the earlier one was."""
        return {
            "case_id": self.id,
            "kind": "lead",
            "department_id": self.department_id.id,
            "question": earlier.question,
            "sequence": earlier.sequence or 10,
        }
