from odoo import api, fields, models

from .complaint_role import ROLES, UP

MODES = [
    ("any", "One of them"),
    ("all", "All of them"),
    ("quorum", "So many of them"),
]
_NEAR_BRANCH = ("sales_branch", "store")


class ComplaintApprovalAsked(models.AbstractModel):
    """Whom a step of a route asks, and what he may do. A turn keeps a copy of it, so
    that a later change of the route changes no decision under way (R-A03)."""

    _name = "complaint.approval.asked"
    _description = "Whom a step asks"

    name = fields.Char("Step", required=True)
    sequence = fields.Integer(
        "Level",
        required=True,
        default=10,
        help="Steps of the same level are asked side by side.",
    )
    asked = fields.Selection(
        [
            ("role", "Who has a role"),
            ("department", "Head of a department"),
            ("group", "Members of a group"),
            ("user", "One person"),
        ],
        "Who is asked",
        required=True,
        default="role",
    )
    role = fields.Selection(ROLES)
    department_kind = fields.Selection(
        "_get_department_kinds",
        "Department",
        help="The department of that kind that is nearest to the case.",
    )
    group_id = fields.Many2one("res.groups", ondelete="restrict")
    named_user_id = fields.Many2one("res.users", "Person", ondelete="restrict")
    mode = fields.Selection(
        MODES,
        "How many sign",
        required=True,
        default="any",
        help="Of a group: one of its members, each of them, or so many.",
    )
    quorum = fields.Integer("So many", default=1)
    together = fields.Selection(
        MODES,
        "Of the same level",
        required=True,
        default="all",
        help="How many of the steps of the same level are needed.",
    )
    together_quorum = fields.Integer("So many steps", default=1)
    days = fields.Float("Time to decide", help="Zero: no limit of its own.")
    unit = fields.Selection(
        [
            ("hour", "Hours"),
            ("day", "Calendar days"),
            ("working_day", "Working days"),
        ],
        required=True,
        default="working_day",
    )
    may_change = fields.Boolean("May change the instruction", default=True)
    may_return = fields.Boolean("May return it", default=True)
    may_refuse = fields.Boolean("May refuse", default=True)
    may_delegate = fields.Boolean("May be represented", default=True)
    may_add = fields.Boolean("May ask others to sign too")
    comment_required = fields.Boolean("Wants words")
    exclude_requester = fields.Boolean("Never on own proposal", default=True)

    @api.model
    def _get_asked_fields(self):
        """What a turn copies from its step."""
        own = self.env["complaint.approval.asked"]._fields
        return [name for name in own if name not in ("id", "display_name")]

    # ------------------------------------------------------------
    # WHO IS IT
    # ------------------------------------------------------------

    def _get_asked_label(self):
        """Whom the step asks, in words."""
        if self.asked == "group":
            return self.group_id.sudo().name or ""
        if self.asked == "user":
            return self.named_user_id.sudo().name or ""
        name = "role" if self.asked == "role" else "department_kind"
        label = self._get_role_label(self[name])
        if self.asked == "department":
            return self.env._("Head of: %(department)s", department=label)
        return label

    @api.model
    def _get_department_kinds(self):
        """The kinds of departments, in the reader's language."""
        kinds = self.env["hr.department"]._fields["complaint_kind"]
        return kinds._description_selection(self.env)

    @api.model
    def _get_role_label(self, key):
        kinds = self._fields["department_kind"]._description_selection(self.env)
        return {**dict(self.env["complaint.role"]._get_labels()), **dict(kinds)}.get(
            key, key or ""
        )

    def _tell_asked(self, place):
        """Level, step and who would be asked at ``place``, in words."""
        who = self._get_asked_label()
        if self.asked != "group":
            user, passed = self._find_person(place, self.env["res.users"])
            nobody = self.env._("nobody: this is an error")
            who = f"{who}: {user.sudo().name or nobody}"
            names = ", ".join(filter(None, (one["name"] for one in passed)))
            if names:
                who += self.env._(" (instead of %(names)s)", names=names)
        return f"{self.sequence}. {self.name or ''} – {who}"

    def _find_person(self, place, excluded):
        """The user whom this step asks at ``place`` now, else the next one up.

        :param place: ``tools.approval.Place``: company, case, departments, memory
        :param excluded: ``res.users`` who may not decide this
        :return: ``(user, passed)``; ``passed`` names who should have been asked:
            a list of ``{"role": …, "name": …}``
        """
        key = (
            self.asked,
            self.role,
            self.department_kind,
            self.named_user_id,
            excluded,
        )
        if key not in place.memory:
            place.memory[key] = self._climb(place, excluded)
        return place.memory[key]

    def _climb(self, place, excluded):
        roles, passed = self.env["complaint.role"], []
        for role, meant, user in self._get_rungs(place):
            user = roles._filter_at_work(user, place.company) - excluded
            meant_user = meant.user_id if meant._name == "hr.employee" else meant
            if meant_user != user or not user:
                passed.append({"role": role, "name": meant.name or ""})
            if user:
                return user, passed
        return self.env["res.users"], passed

    def _get_rungs(self, place):
        """``(role, who is meant, who is there)``, from whom the step asks upwards."""
        role, department = self.role, place.department
        if self.asked == "group":
            role = "executive"  # whom its members answer to
        if self.asked == "user":
            yield "user", self.named_user_id, self.named_user_id
            department = self._get_department_of(self.named_user_id, place.company)
            role = "head"
        elif self.asked == "department":
            department = self._get_department(place)
            yield self.department_kind, *self._get_head(department)
            role = "executive"
        while role:
            yield role, *self._get_rung(role, place, department)
            role = UP.get(role)

    def _get_rung(self, role, place, department):
        if role == "head":
            return self._get_head(department)
        if role == "executive":
            lineage = department._get_lineage() if department else department
            meant = lineage.executive_id[:1]
            user = department._get_executive_user()[0] if department else None
            return meant, user or self.env["res.users"]
        if role in ("handler", "receiver"):
            user = place.case[{"handler": "user_id"}.get(role, "receiver_id")]
            return user, user
        posts = self.env["complaint.post"].sudo()
        user = posts._get_holder(role, place.company)
        meant = posts.search(
            [("kind", "=", role), ("company_id", "parent_of", place.company.id)],
            order="company_id desc",
            limit=1,
        )
        return meant.with_context(active_test=False).user_id, user

    def _get_head(self, department):
        nobody = self.env["res.users"]
        if not department:
            return nobody, nobody
        return department.sudo().manager_id, department._get_head_user()[0]

    def _get_department(self, place):
        branch = self.department_kind in _NEAR_BRANCH
        near = place.branch or place.department if branch else place.department
        if branch and not near:
            return near  # no branch: never any branch
        return self.env["hr.department"]._get_of_kind(
            self.department_kind, place.company, near
        )

    def _get_department_of(self, user, company):
        employees = (
            self.env["hr.employee"]
            .sudo()
            .with_context(active_test=False)
            .search([("user_id", "=", user.id), ("company_id", "=", company.id)])
        )
        return employees.department_id[:1]

    # ------------------------------------------------------------
    # MEMBERS OF A GROUP
    # ------------------------------------------------------------

    def _get_members(self, place, excluded):
        """Who of the group could sign now: at work in the company, not excluded."""
        key = (self.group_id, excluded)
        if key not in place.memory:
            members = (
                self.env["res.users"]
                .sudo()
                .search(
                    [
                        ("all_group_ids", "in", self.group_id.ids),
                        ("share", "=", False),
                        ("company_ids", "in", place.company.ids),
                        ("id", "not in", excluded.ids),
                    ]
                )
            )
            place.memory[key] = members
        return place.memory[key]
