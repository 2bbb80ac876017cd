from odoo import api, fields, models
from odoo.addons.complaint_management.models.complaint_post import POSTS
from odoo.addons.complaint_management.models.hr_department import COMPLAINT_KINDS
from odoo.exceptions import ValidationError

_FIELDS = {
    "kind": "department_kind",
    "department": "department_id",
    "post": "post",
    "user": "user_id",
}


class CapaMeetingGuest(models.Model):
    """Whom a kind of meeting invites: the heads of departments, a post at the top, a
    person; and who may call it (R-Q09, R-R07)."""

    _name = "capa.meeting.guest"
    _description = "Invited to a Kind of Meeting"
    _order = "kind_id, sequence, id"
    _rec_name = "asked"

    kind_id = fields.Many2one(
        "capa.meeting.kind", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="kind_id.company_id", store=True, index="btree_not_null"
    )
    sequence = fields.Integer(default=10)
    asked = fields.Selection(
        [
            ("kind", "All departments of a kind"),
            ("department", "A department"),
            ("post", "A post at the top"),
            ("user", "A person"),
        ],
        "Who",
        required=True,
        default="kind",
    )
    department_kind = fields.Selection(COMPLAINT_KINDS, "Kind of department")
    department_id = fields.Many2one(
        "hr.department", index="btree_not_null", ondelete="restrict"
    )
    post = fields.Selection(POSTS)
    user_id = fields.Many2one(
        "res.users",
        "Person",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('share', '=', False)]",
    )
    everybody = fields.Boolean("All its people", help="Else its head.")
    may_call = fields.Boolean(
        "Calls it", help="Where somebody is ticked, nobody else calls such a meeting."
    )

    @api.constrains("asked", *_FIELDS.values())
    def _check_named(self):
        for guest in self:
            name = _FIELDS[guest.asked]
            if not guest[name]:
                raise ValidationError(
                    self.env._(
                        "Say which: “%(field)s” is empty.",
                        field=self._fields[name]._description_string(self.env),
                    )
                )

    def _get_users(self, company):
        """The users whom this row means in ``company``."""
        users = self.env["res.users"]
        if self.asked == "post":
            return self.env["complaint.post"]._get_holder(self.post, company)
        if self.asked == "user":
            return self.env["complaint.role"]._filter_at_work(self.user_id, company)
        departments = self.department_id
        if self.asked == "kind":
            # whoever calls a meeting may know who heads the departments
            departments = departments.sudo().search(
                [
                    ("complaint_kind", "=", self.department_kind),
                    ("company_id", "=", company.id),
                ]
            )
        if self.everybody:
            return departments.sudo().complaint_user_ids.sudo(False)
        return users.union(*(one._get_head_user()[0] for one in departments))
