from odoo import api, fields, models

from .complaint_post import POSTS

ROLES = [
    ("handler", "Person in charge"),
    ("receiver", "First receiver"),
    ("head", "Head of the department"),
    ("executive", "Vice GM in charge"),
    *[post for post in POSTS if post[0] != "gm"],
    ("gm", "General manager"),
]
# Who is asked instead, when the person of a role has left: the next one up.
UP = {
    "handler": "head",
    "receiver": "head",
    "head": "executive",
    "executive": "gm",
    "executive_vice_gm": "gm",
    "marketing_vice_gm": "gm",
    "production_vice_gm": "gm",
}


class ComplaintRole(models.AbstractModel):
    """Roles as the policies name them, resolved to people (R-T07, R-A03)."""

    _name = "complaint.role"
    _description = "Roles in complaints"

    role = fields.Selection(ROLES)

    @api.model
    def _find(self, role, case, department=None, handler=None):
        """The user who has ``role`` in ``case`` now; empty where nobody has.

        :param str role: of ``ROLES``
        :param department: ``hr.department`` meant; of the case where none is given
        :param handler: who is in charge there; of the case where none is given
        """
        if department is None:
            department = case.sudo().department_id
        if role == "handler":
            user = case.user_id if handler is None else handler
            return self._filter_at_work(user, case.company_id)
        if role == "receiver":
            return self._filter_at_work(case.receiver_id, case.company_id)
        if role in ("head", "executive"):
            if not department:
                return self.env["res.users"]
            if role == "head":
                return department._get_head_user()[0]
            return department._get_executive_user()[0]
        return self.env["complaint.post"]._get_holder(role, case.company_id)

    @api.model
    def _find_up(self, role, case, department=None, handler=None):
        """The user who has ``role``, or the next one up who is there.

        :return: ``(user, passed)``: ``passed`` are the labels of the roles on the way
            that nobody had; the user is empty where there is nobody to the top
        """
        labels = dict(self._get_labels())
        passed = []
        while role:
            if user := self._find(role, case, department, handler):
                return user, passed
            passed.append(labels[role])
            role = UP.get(role)
        return self.env["res.users"], passed

    @api.model
    def _get_labels(self):
        """Roles with their names in the reader's language."""
        return self._fields["role"]._description_selection(self.env)

    @api.model
    def _filter_at_work(self, user, company):
        """``user`` when he can be asked: active, no portal user, of the company."""
        user = user.sudo()
        if user.active and not user.share and company in user.company_ids:
            return user.sudo(False)
        return self.env["res.users"]
