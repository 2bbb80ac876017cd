from odoo import api, fields, models
from odoo.exceptions import UserError

AREAS = [
    ("production", "Production"),
    ("service", "Business and service"),
    ("supplier", "Supplier"),
    ("carrier", "Carrier"),
    ("customer", "Customer"),
    ("nobody", "Nobody"),
]
LEVELS = [
    ("team", "Team"),
    ("plant", "Plant"),
    ("person", "Person"),
    ("store", "Store"),
    ("branch", "Sales branch"),
    ("department", "Department"),
    ("outside", "Outside the company"),
    ("nobody", "Nobody"),
]
# whose fault it is on the handling form → where a share of it may lie
KINDS = {
    "production": "company",
    "service": "company",
    "supplier": "supplier",
    "carrier": "carrier",
    "customer": "customer",
    "nobody": "nobody",
}
_DEPARTMENTS = {"team": "team", "plant": "plant", "store": "store"}


class ComplaintAttributionShare(models.Model):
    """One share: in production of the team, else of the plant; in business and service
    of the person, else of the store or branch; or of somebody outside (R-R01)."""

    _name = "complaint.attribution.share"
    _description = "Share of Responsibility"
    _order = "percent desc, id"
    _rec_name = "area"
    _check_company_auto = True

    attribution_id = fields.Many2one(
        "complaint.attribution", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="attribution_id.company_id", store=True, precompute=True, index=True
    )
    area = fields.Selection(AREAS, "Where", required=True, default="production")
    department_id = fields.Many2one(
        "hr.department",
        "Team, plant, store, branch",
        compute="_compute_department_id",
        store=True,
        precompute=True,
        readonly=False,
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Of a person the one he worked in then.",
    )
    employee_id = fields.Many2one(
        "hr.employee",
        "Person",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Supplier, carrier",
        index="btree_not_null",
        ondelete="restrict",
    )
    percent = fields.Float("Share in %", digits=(5, 2), required=True, default=100)
    level = fields.Selection(LEVELS, compute="_compute_level", store=True)
    note = fields.Char(
        "Why", help="Why this share; why nobody nearer, where there is somebody nearer."
    )

    _percent_check = models.Constraint(
        "CHECK (percent > 0 AND percent <= 100)",
        "A share is more than 0 and at most 100 per cent.",
    )

    @api.depends("employee_id")
    def _compute_department_id(self):
        for share in self:
            # who names a person need not read his file
            own = share.employee_id.sudo().department_id.sudo(False)
            share.department_id = own or share.department_id

    @api.depends("area", "department_id.complaint_kind", "employee_id")
    def _compute_level(self):
        for share in self:
            share.level = share._find_level()

    def _find_level(self):
        if self.area == "nobody":
            return "nobody"
        if self.area in ("supplier", "carrier", "customer"):
            return "outside"
        if self.area == "service" and self.employee_id:
            return "person"
        kind = self.department_id.complaint_kind
        return {"sales_branch": "branch", **_DEPARTMENTS}.get(kind, "department")

    # ------------------------------------------------------------
    # CRUD: rows of drafts only
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        rows.attribution_id._check_draft()
        return rows

    def write(self, vals):
        self.attribution_id._check_draft()
        result = super().write(vals)
        if "attribution_id" in vals:
            self.attribution_id._check_draft()  # nothing is smuggled in either
        return result

    def unlink(self):
        self.attribution_id._check_draft()
        return super().unlink()

    @api.onchange("area")
    def _onchange_area(self):
        """What does not belong there is taken out."""
        if self.area not in ("production", "service"):
            self.department_id = False
        if self.area != "service":
            self.employee_id = False
        if self.area not in ("supplier", "carrier"):
            self.partner_id = False

    def _prepare_copy(self, ids_only=False):
        """Values of a row that says the same.

        :param bool ids_only: without the words, to compare
        """
        self.ensure_one()
        vals = {
            "area": self.area,
            "department_id": self.department_id.id,
            "employee_id": self.employee_id.id,
            "partner_id": self.partner_id.id,
            "percent": self.percent,
        }
        return vals if ids_only else {**vals, "note": self.note}

    # ------------------------------------------------------------
    # WHAT IS MISSING
    # ------------------------------------------------------------

    def _get_faults(self):
        """What keeps each share from being decided, as sentences (R-R01)."""
        return [fault for share in self if (fault := share._get_fault())]

    def _get_fault(self):
        if self.area in ("supplier", "carrier") and not self.partner_id:
            return self.env._("Name the supplier or the carrier of a share.")
        if self.area == "production":
            return self._get_production_fault()
        if self.area == "service":
            return self._get_service_fault()
        return ""

    def _get_production_fault(self):
        """The team; the plant where no team is known."""
        if self.level not in ("team", "plant"):
            return self.env._("In production a share is a team's, else the plant's.")
        if self.level == "plant" and not self.note and self._has_teams():
            return self.env._(
                "%(plant)s has teams: name the team, or say why none can be named.",
                plant=self.department_id.name,
            )
        return ""

    def _get_service_fault(self):
        """The person; the store or branch where no person is known."""
        if not (self.employee_id or self.department_id):
            return self.env._(
                "In business and service a share is a person's, else the store's or "
                "branch's."
            )
        if not self.employee_id and not self.note:
            return self.env._(
                "%(department)s: name the person, or say why nobody can be named.",
                department=self.department_id.name,
            )
        return ""

    def _has_teams(self):
        # who divides may know that there are teams
        departments = self.env["hr.department"].sudo()
        return bool(
            departments.search_count(
                [
                    ("id", "child_of", self.department_id.ids),
                    ("complaint_kind", "=", "team"),
                ],
                limit=1,
            )
        )

    # ------------------------------------------------------------
    # WHOM IT CONCERNS
    # ------------------------------------------------------------

    def _get_concerned(self):
        """The users whom these shares concern: the persons, and who answers for their
        department and for those above it."""
        people = self.env["res.users"]
        for share in self.sudo():
            people |= share.employee_id.user_id
            department = share.department_id
            if department:
                for one in department._get_lineage():
                    people |= one._get_head_user()[0]
        return people.filtered("active")

    def action_open_attribution(self):
        """The attribution that this share belongs to."""
        self.ensure_one()
        if not self.attribution_id.has_access("read"):
            raise UserError(self.env._("You may not read this attribution."))
        return self.attribution_id._get_form_action()
