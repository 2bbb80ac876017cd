from odoo import api, fields, models
from odoo.addons.complaint_management.models.complaint_post import POSTS
from odoo.addons.complaint_management.models.hr_department import COMPLAINT_KINDS
from odoo.exceptions import ValidationError

_FIELDS = {"post": "post", "kind": "department_kind", "user": "user_id"}


class ComplaintSummaryReader(models.Model):
    """Who gets a kind of summary: a post at the top, the heads of departments, a person
    (R-F02)."""

    _name = "complaint.summary.reader"
    _description = "Who Gets a Summary"
    _order = "kind_id, sequence, id"
    _rec_name = "asked"

    kind_id = fields.Many2one(
        "complaint.summary.kind", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    asked = fields.Selection(
        [
            ("post", "A post at the top"),
            ("kind", "The heads of departments of a kind"),
            ("user", "A person"),
        ],
        "Who",
        required=True,
        default="post",
    )
    post = fields.Selection(POSTS)
    department_kind = fields.Selection(COMPLAINT_KINDS, "Kind of department")
    user_id = fields.Many2one(
        "res.users",
        "Person",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('share', '=', False)]",
    )

    @api.constrains("asked", *_FIELDS.values())
    def _check_named(self):
        for reader in self:
            name = _FIELDS[reader.asked]
            if not reader[name]:
                raise ValidationError(
                    self.env._(
                        "Say which: “%(field)s” is empty.",
                        field=self._fields[name]._description_string(self.env),
                    )
                )

    def _get_users(self, company):
        """The users whom this row means in ``company``."""
        if self.asked == "post":
            return self.env["complaint.post"]._get_holder(self.post, company)
        if self.asked == "user":
            return self.env["complaint.role"]._filter_at_work(self.user_id, company)
        # who makes a summary may know who heads the departments
        departments = self.env["hr.department"].sudo()
        departments = departments.search(
            [
                ("complaint_kind", "=", self.department_kind),
                ("company_id", "=", company.id),
            ]
        )
        users = self.env["res.users"]
        return users.union(*(one._get_head_user()[0] for one in departments))
