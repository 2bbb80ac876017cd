from odoo import api, fields, models, tools
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import SQL, format_list

HR_OFFICER = "hr.group_hr_user"
COMPLAINT_KINDS = [
    ("sales_branch", "Sales branch"),
    ("store", "Store"),
    ("customer_service", "Customer service"),
    ("complaint", "Complaint department"),
    ("operations", "Operations"),
    ("market", "Market department"),
    ("business", "Business department"),
    ("plant", "Plant, processing unit"),
    ("team", "Team"),
    ("technology", "Technology"),
    ("quality", "Quality"),
    ("equipment", "Equipment"),
    ("legal", "Legal"),
    ("hr", "Human resources"),
    ("statistics", "Statistics"),
    ("general_office", "General office"),
    ("gm_office", "General manager's office"),
]

# what a complaint administrator sets without any right in HR
COMPLAINT_FIELDS = {
    "complaint_kind",
    "complaint_region",
    "complaint_calendar_id",
    "executive_id",
    "deputy_id",
}
# who answers for a department
ANSWERS = {"manager_id", "deputy_id", "executive_id", "parent_id", "active"}


class HrDepartment(models.Model):
    """A department that complaints pass through: what it is, who answers for it."""

    _name = "hr.department"
    _inherit = ["hr.department", "complaint.asked.mixin"]

    complaint_kind = fields.Selection(
        COMPLAINT_KINDS,
        "Part in complaints",
        index="btree_not_null",
    )
    complaint_region = fields.Selection(
        [("home", "At home"), ("abroad", "Abroad")],
        "Market",
        compute="_compute_complaint_region",
        recursive=True,
        store=True,
        readonly=False,
        help="Limits differ at home and abroad. Taken from the department above.",
    )
    executive_id = fields.Many2one(
        "hr.employee",
        "Executive in charge",
        index="btree_not_null",
        help="The vice GM in charge of it; of the department above where empty.",
    )
    deputy_id = fields.Many2one(
        "hr.employee",
        "Deputy head",
        index="btree_not_null",
        help="Acts while the manager is away or the post is empty.",
    )
    complaint_calendar_id = fields.Many2one(
        "resource.calendar",
        "Working calendar",
        help="Of the company where empty.",
    )
    complaint_user_ids = fields.Many2many(
        "res.users",
        "complaint_department_user_rel",
        "department_id",
        "user_id",
        "People with a login",
        compute="_compute_complaint_user_ids",
        compute_sudo=True,
        store=True,
        help="They see what is asked of the department: members, manager, deputy.",
    )

    @api.depends("parent_id.complaint_region")
    def _compute_complaint_region(self):
        for department in self:
            department.complaint_region = (
                department.complaint_region
                or department.parent_id.complaint_region
                or "home"
            )

    @api.depends(
        "member_ids.user_id",
        "member_ids.active",
        "manager_id.user_id",
        "manager_id.active",
        "deputy_id.user_id",
        "deputy_id.active",
    )
    def _compute_complaint_user_ids(self):
        """Stored, so that a rule runs from the record to the user: who is transferred
        loses the rights of his old department at his next click."""
        for department in self:
            people = (
                department.member_ids | department.manager_id | department.deputy_id
            )
            department.complaint_user_ids = people.filtered("active").user_id
        self.env.registry.clear_cache()  # in whose branch somebody works

    @api.constrains("complaint_calendar_id")
    def _check_complaint_calendar(self):
        for department in self.filtered("complaint_calendar_id"):
            self.env["complaint.worktime"]._get_work_calendar(
                department.company_id or self.env.company,
                department.complaint_calendar_id,
            )

    def _refresh_complaint_users(self):
        """Read the people of these departments anew."""
        self.invalidate_recordset(["member_ids"], flush=True)
        self.env.add_to_compute(self._fields["complaint_user_ids"], self)

    @api.model
    def _cron_refresh_complaint_users(self):
        """A contract version that begins today moves its employee without a write."""
        self.search([("active", "=", True)])._refresh_complaint_users()
        self.env.flush_all()

    @api.model_create_multi
    def create(self, vals_list):
        departments = super().create(vals_list)
        self.env.registry.clear_cache()  # who owns, which branch is meant
        return departments

    def write(self, vals):
        self._check_may_write(vals)
        parent = self.browse(vals.get("parent_id") or ())
        if parent and parent._get_lineage() & self.sudo():
            raise UserError(
                self.env._(
                    "%(parent)s is part of %(department)s and cannot stand above it.",
                    parent=parent.name,
                    department=self[:1].name,
                )
            )
        if vals.get("active") is False:
            self._check_owes_nothing()
        result = super().write(vals)
        if {"complaint_kind", "parent_id", "company_id", "active"}.intersection(vals):
            self.env.registry.clear_cache()
        if ANSWERS.intersection(vals):
            self.env["complaint.approval.turn"]._refresh_people(self.company_id)
            duties = self.env["complaint.duty"]
            duties._refresh_people([("department_id", "in", self.ids)])
        return result

    def _check_may_write(self, vals):
        """The administrator of complaints says what a department is in complaints; its
        name, head and place stay with HR.

        :raises AccessError: another field, without a right in HR
        """
        others = set(vals) - COMPLAINT_FIELDS
        if others and not self.env.su and not self.env.user.has_group(HR_OFFICER):
            raise AccessError(
                self.env._(
                    "Name, manager and place of a department are kept under Employees. "
                    "Ask an HR officer."
                )
            )

    # ------------------------------------------------------------
    # WHO ANSWERS FOR IT
    # ------------------------------------------------------------

    def _get_lineage(self):
        """This department and those above it, from the bottom up."""
        self.ensure_one()
        # whoever asks a department may know who answers for it
        ids = [int(part) for part in (self.parent_path or "").split("/")[:-1]]
        return self.sudo().browse(reversed(ids)) if ids else self.sudo()

    def _get_kinds(self):
        """What this department and those above it are in complaints."""
        return self._get_lineage().mapped("complaint_kind") if self else []

    def _get_head_user(self):
        """The user who answers for this department now: manager, deputy, or those of
        the next department above where neither has a login that works.

        :return: ``(user, department)``; both empty where nobody is left
        """
        return self._find_user(lambda one: [one.manager_id, one.deputy_id])

    def _get_executive_user(self):
        """The executive in charge, along the tree; ``(user, department)``."""
        return self._find_user(lambda one: [one.executive_id])

    def _check_owes_nothing(self):
        """A department that is asked in open complaints is not archived (issue 4, bad
        input)."""
        # whoever archives it need not read the duties
        owed = self.env["complaint.duty"].sudo()
        owed = owed.search([("department_id", "in", self.ids), ("is_open", "=", True)])
        if owed:
            raise UserError(
                self.env._(
                    "%(department)s is still asked in open complaints: %(numbers)s. "
                    "Have these answered, or ask another department, first.",
                    department=owed[0].department_id.name,
                    numbers=format_list(self.env, owed[:10].mapped("number")),
                )
            )

    def _check_has_head(self):
        """Somebody can be asked (issue 4, bad input).

        :raises ValidationError: nobody to the top has a login; says what to mend
        """
        for department in self:
            if not department._get_head_user()[0]:
                raise ValidationError(
                    self.env._(
                        "%(department)s and those above it have no manager with a "
                        "login: name one.",
                        department=department.sudo().name,
                    )
                )

    def _find_user(self, get_employees):
        for department in self._get_lineage():
            for employee in get_employees(department):
                user = employee.user_id
                if employee.active and user.active and not user.share:
                    return user.sudo(False), department.sudo(False)
        return self.env["res.users"], self.browse()

    @api.model
    def _get_of_kind(self, kind, company, near=None):
        """The department of that kind that is nearest.

        :param str kind: of ``complaint_kind``
        :param near: a department; the one of that kind at or above it comes first,
            then the one that shares most of its way to the top
        :return: a department of ``company``, empty where there is none
        """
        lineage = near._get_lineage() if near else self.browse()
        for department in lineage:
            if department.complaint_kind == kind:
                return department.sudo(False)
        # whoever asks a department may know who answers for it
        found = self.sudo().search_fetch(
            [("complaint_kind", "=", kind), ("company_id", "=", company.id)],
            ["parent_path"],
            order="id",
        )
        if lineage:
            found = found.sorted(lambda one: -len(one._get_lineage() & lineage))
        return found[:1].sudo(False)

    @api.model
    def _get_of_user(self, user, company):
        """The department of ``company`` that ``user`` works in, the innermost one."""
        # whoever looks into a case may know which department received it
        found = self.sudo().search(
            [
                ("complaint_user_ids", "in", user.ids),
                ("company_id", "=", company.id),
            ]
        )
        return found.sorted(lambda one: len(one.parent_path))[-1:].sudo(False)

    @api.model
    @tools.ormcache("user_id")
    def _get_branch_ids(self, user_id):
        """The branch or store that a user works in or beneath, the innermost one;
        every registration asks for it, and people are rarely transferred.

        :return: dict of company id to the id of the department
        """
        self.flush_model(
            ["complaint_user_ids", "complaint_kind", "parent_path", "active"]
        )
        rows = self.env.execute_query(
            SQL(
                """
                SELECT branch.company_id, branch.id
                  FROM complaint_department_user_rel AS people
                  JOIN hr_department AS own ON own.id = people.department_id
                  JOIN hr_department AS branch
                    ON branch.id = ANY(string_to_array(
                           trim(trailing '/' FROM own.parent_path), '/')::int[])
                 WHERE people.user_id = %s
                   AND branch.complaint_kind IN ('sales_branch', 'store')
                   AND own.active AND branch.active
              ORDER BY length(branch.parent_path), branch.id DESC
                """,
                user_id or None,
            )
        )
        return dict(rows)

    def _get_complaint_calendar(self):
        """The working calendar by which this department's limits are counted."""
        lineage = self._get_lineage()
        own = lineage.filtered("complaint_calendar_id")[:1].complaint_calendar_id
        return own or lineage[:1].company_id.resource_calendar_id
