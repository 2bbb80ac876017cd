from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError


class ComplaintRouting(models.Model):
    """A rule that says which departments a case goes to (R-D01).

    The first rule that matches gives the lead and those who assist; rules that only add
    (“quality is drawn in when it is major”, R-D15) come on top, however many match.
    """

    _name = "complaint.routing"
    _inherit = [
        "complaint.approval.row.mixin",
        "complaint.setting.mixin",
        "complaint.domain.mixin",
        "complaint.routing.target",
    ]
    _approval_parent = "policy_id"
    _description = "Routing Rule"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: for every company."
    )
    policy_id = fields.Many2one(
        "complaint.policy",
        index="btree_not_null",
        ondelete="cascade",
        help="Empty: whatever the policy.",
    )
    adds = fields.Boolean(
        "Only adds departments",
        help="Comes on top of the first rule that matches, and gives no lead.",
    )
    step = fields.Integer(
        default=10, help="Step of the lead among those who are asked."
    )
    question = fields.Text("Question to the lead", translate=True)
    line_ids = fields.One2many(
        "complaint.routing.line", "routing_id", "Further departments", copy=True
    )

    @api.constrains("target", "department_id", "department_kind", "team_id", "adds")
    def _check_lead(self):
        for rule in self:
            if rule.adds and not rule.line_ids:
                raise ValidationError(
                    self.env._(
                        "%(rule)s adds nobody: name a department.", rule=rule.name
                    )
                )
            if not rule.adds:
                rule._check_target()

    @api.constrains("target", "department_id", "adds")
    def _check_lead_is_department(self):
        for rule in self:
            if not rule.adds and rule.target == "team":
                raise ValidationError(
                    self.env._("A department leads; a team is one of the further ones.")
                )

    # ------------------------------------------------------------
    # MATCHING
    # ------------------------------------------------------------

    @api.model
    @tools.ormcache("company_id")
    def _get_ids(self, company_id):
        """Rules of a company and those for all, in their order."""
        rules = self.sudo().search([("company_id", "in", [company_id, False])])
        return rules._ids

    @api.model
    def _get_rules(self, company):
        # who accepts a case need not be allowed to read the rules
        return self.sudo().browse(self._get_ids(company.id))

    @api.model
    def _match(self, cases):
        """The rules for each case.

        :return: dict of case to its rules: the first that leads, and all that add
        """
        found = {case: self.sudo().browse() for case in cases}
        for company, of_company in cases.grouped("company_id").items():
            unled = of_company
            for rule in self._get_rules(company):
                matching = rule._filter_cases(of_company if rule.adds else unled)
                for case in matching:
                    found[case] |= rule
                if not rule.adds:
                    unled -= matching
        return found

    def _filter_cases(self, cases):
        """A rule of a policy is for the cases that were opened under it."""
        if policy := self.policy_id:
            cases = cases.filtered(lambda case: case.policy_id == policy)
        return super()._filter_cases(cases)

    def _plan(self, case):
        """What these rules ask in ``case``.

        :return: ``(duties, faults)``: values of duties, the lead first, and sentences
            that say who could not be asked and what to mend
        """
        duties, faults = [], []
        leading = self.filtered(lambda rule: not rule.adds)
        lead = leading._prepare_lead_vals(case, faults)
        duties += [lead] if lead else []
        for line in leading.line_ids + (self - leading).line_ids:
            vals = line._prepare_duty_vals(case, faults)
            # who is asked by one rule is not asked once more by one that adds
            known = line.routing_id.adds and any(
                vals.get(name) and vals[name] == duty.get(name)
                for duty in duties
                for name in ("department_id", "team_id")
            )
            duties += [vals] if vals and not known else []
        return duties, faults

    def _prepare_lead_vals(self, case, faults):
        """The lead's duty: of the department that a person chose, else of the rule."""
        if case.department_id:
            asked = {"department_id": case.department_id.id}
        else:
            asked = self and self._ask_or_say(case, faults)
        if not asked:
            return {}
        return {
            "case_id": case.id,
            "kind": "lead",
            "sequence": self.step or 10,
            "question": self.question,
            **asked,
        }

    def _ask_or_say(self, case, faults):
        try:
            return self._get_asked(case)
        except ValidationError as error:
            faults.append(str(error))
        return {}
