from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_list


class ComplaintTeam(models.Model):
    """People of several departments who are asked together: the standing team of
    heads, or a team formed for one case (R-D06)."""

    _name = "complaint.team"
    _inherit = ["complaint.setting.mixin"]
    _description = "Complaint Team"
    _order = "case_id desc, name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    leader_id = fields.Many2one(
        "res.users",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        help="Names who handles what the team is asked, and answers for it.",
    )
    member_ids = fields.Many2many(
        "res.users",
        string="Members",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    case_id = fields.Many2one(
        "complaint.case",
        "Formed for",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        help="Empty: a standing team.",
    )

    @api.constrains("leader_id", "member_ids", "company_id")
    def _check_members(self):
        for team in self:
            people = (team.leader_id | team.member_ids).sudo()
            strangers = people.filtered(
                lambda user, company=team.company_id: (
                    user.share or company.id not in user.company_ids.ids
                )
            )
            if strangers:
                raise ValidationError(
                    self.env._(
                        "%(people)s cannot be of the team: only who works for "
                        "%(company)s can.",
                        people=format_list(self.env, strangers.mapped("name")),
                        company=team.company_id.name,
                    )
                )

    def _get_people(self):
        """The leader and the members who are still there; call it with sudo."""
        return (self.leader_id | self.member_ids).filtered("active")
