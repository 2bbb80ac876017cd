from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .hr_department import COMPLAINT_KINDS


class ComplaintRoutingTarget(models.AbstractModel):
    """Whom a rule asks: one department, the nearest of a kind, the department that
    received the case, or a team (R-D01, R-D06, R-D14)."""

    _name = "complaint.routing.target"
    _description = "Whom a rule asks"

    target = fields.Selection(
        [
            ("department", "A department"),
            ("kind", "The nearest department of a kind"),
            ("receiving", "The department that received it"),
            ("team", "A team"),
        ],
        "Asks",
        default="department",
        required=True,
    )
    department_id = fields.Many2one(
        "hr.department", index="btree_not_null", ondelete="restrict"
    )
    department_kind = fields.Selection(
        COMPLAINT_KINDS,
        "Kind of department",
    )
    team_id = fields.Many2one(
        "complaint.team", "Complaint team", index="btree_not_null", ondelete="restrict"
    )

    @api.model
    def _get_target_fields(self):
        """The field that says more about each target."""
        return {
            "department": "department_id",
            "kind": "department_kind",
            "team": "team_id",
        }

    def _get_rule_company(self):
        """The company of the rule, empty when it is for all."""
        return self.company_id

    def _check_target(self):
        """Each names whom it asks, and somebody answers there (issue 4, bad input).

        :raises ValidationError: with what to mend
        """
        for one in self:
            field = self._get_target_fields().get(one.target)
            if field and not one[field]:
                raise ValidationError(
                    self.env._(
                        "Say which: “%(field)s” is empty.",
                        field=self._fields[field]._description_string(self.env),
                    )
                )
            company = one._get_rule_company()
            if one.target == "department":
                one.department_id._check_has_head()
            if one.target == "kind" and company:
                one._find_of_kind(company)._check_has_head()

    def _find_of_kind(self, company, near=None):
        """The nearest department of the kind.

        :raises ValidationError: the company has none
        """
        department = self.env["hr.department"]._get_of_kind(
            self.department_kind, company, near
        )
        if not department:
            kinds = dict(
                self._fields["department_kind"]._description_selection(self.env)
            )
            raise ValidationError(
                self.env._(
                    "%(company)s has no department that is “%(kind)s” in complaints: "
                    "choose its part in complaints on the department.",
                    company=company.name,
                    kind=kinds[self.department_kind],
                )
            )
        return department

    def _get_asked(self, case):
        """Whom it asks in that case, as values of a duty.

        :raises ValidationError: there is nobody to ask; says what to mend
        """
        if self.target == "team":
            return {"team_id": self.team_id.id}
        if self.target == "kind":
            department = self._find_of_kind(case.company_id, case.branch_id)
        elif self.target == "receiving":
            department = case._get_receiving_department()
        else:
            department = self.department_id
        if not case._find_head_of(department):
            department._check_has_head()
        return {"department_id": department.id}
