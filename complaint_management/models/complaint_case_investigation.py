from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.timeline import Moment


class ComplaintCaseInvestigation(models.AbstractModel):
    """What was found out about a complaint, what happened by that, and who of the
    quality department stands for it (R-V01 to R-V03, R-V05)."""

    _name = "complaint.case.investigation"
    _inherit = "complaint.case.hold"
    _description = "Investigation of a complaint"

    finding_ids = fields.One2many("complaint.finding", "case_id", "Findings")
    finding_count = fields.Integer(
        "Findings noted",
        compute="_compute_finding_count",
        store=True,
        precompute=True,
        copy=False,
        guarded=True,
    )
    sample_ids = fields.One2many("complaint.sample", "case_id", "Samples")
    sample_count = fields.Integer(
        "Samples kept",
        compute="_compute_sample_count",
        store=True,
        precompute=True,
        copy=False,
        guarded=True,
    )
    confirmed_facts = fields.Text(
        "Confirmed facts",
        copy=False,
        trailed=True,
        help="As the investigation confirmed it; not what the customer says.",
    )
    quality_specialist_id = fields.Many2one(
        "res.users",
        "Quality specialist",
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        trailed=True,
        help="Who of the quality department investigates it.",
    )

    @api.depends("finding_ids")
    def _compute_finding_count(self):
        for case in self:
            case.finding_count = len(case.finding_ids)

    @api.depends("sample_ids")
    def _compute_sample_count(self):
        for case in self:
            case.sample_count = len(case.sample_ids)

    @api.constrains("quality_specialist_id")
    def _check_quality_specialist(self):
        for case in self.filtered("quality_specialist_id"):
            if not case._is_of_quality(case.quality_specialist_id):
                raise ValidationError(
                    self.env._(
                        "%(person)s is not of the quality department: name one of its "
                        "people.",
                        person=case.sudo().quality_specialist_id.name,
                    )
                )

    def _is_of_quality(self, user):
        """Whether ``user`` works in a quality department of the company, or in one
        below it; where there is none, whoever is named counts."""
        # who works where is no secret to who names him
        departments = self.env["hr.department"].sudo()
        quality = departments.search(
            [
                ("complaint_kind", "=", "quality"),
                ("company_id", "=", self.company_id.id),
            ]
        )
        below = departments.search([("id", "child_of", quality.ids)])
        return not quality or user.id in below.complaint_user_ids.ids

    # ------------------------------------------------------------
    # GUARDS AND LOCK
    # ------------------------------------------------------------

    def _guard_quality_specialist(self):
        """R-V05: a named quality specialist investigates where the policy says so."""
        if (
            self.quality_specialist_id
            or self.category_id.nature != "quality"
            or not self.policy_id.sudo().needs_quality_specialist
        ):
            return []
        return [
            self.env._(
                "Name the quality specialist who investigates it (handling form)."
            )
        ]

    def _guard_disposition_written(self):
        """R-V02: what was found out is summed up before it is decided on."""
        missing = super()._guard_disposition_written()
        if self.finding_count and not (self.confirmed_facts or "").strip():
            missing.append(
                self.env._("Findings were noted: say what happened, as confirmed.")
            )
        return missing

    def _lock_evidence(self):
        """The decision stands on the findings too (R-V04)."""
        result = super()._lock_evidence()
        findings = self.sudo().filtered("finding_count").finding_ids
        if unlocked := findings.filtered(lambda one: not one.locked):
            unlocked._write_guarded({"locked": True})
        return result

    # ------------------------------------------------------------
    # TIMELINE
    # ------------------------------------------------------------

    def _get_moments(self):
        """What was found, and where samples went; nothing is asked where none are."""
        return [
            *super()._get_moments(),
            *(self._tell_findings() if self.finding_count else ()),
            *(self._tell_samples() if self.sample_count else ()),
        ]

    def _tell_findings(self):
        findings = self.env["complaint.finding"].search_fetch(
            [("case_id", "=", self.id)],
            ["create_date", "method", "finding", "user_id"],
        )
        methods = self._get_labels(findings, "method")
        return [
            Moment(
                one.create_date,
                "finding",
                self.env._("Found: %(method)s", method=methods[one.method]),
                text=one.finding,
                who=one.user_id,
            )
            for one in findings
        ]

    def _tell_samples(self):
        """Taken, and each time it went from one hand to the next."""
        samples = self.env["complaint.sample"].search_fetch(
            [("case_id", "=", self.id)], ["create_date", "name", "taken_by_id"]
        )
        moves = self.env["complaint.sample.move"].search_fetch(
            [("case_id", "=", self.id)],
            ["moved_on", "kind", "sample_id", "place", "user_id"],
        )
        kinds, taken = self._get_labels(moves, "kind"), self.env._("Sample taken")
        return [
            *(
                Moment(one.create_date, "sample", taken, one, who=one.taken_by_id)
                for one in samples
            ),
            *(
                Moment(
                    one.moved_on,
                    "sample",
                    self.env._("Sample: %(what)s", what=kinds[one.kind]),
                    one.sample_id,
                    one.place,
                    one.user_id,
                )
                for one in moves
            ),
        ]

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_open_findings(self):
        """What was found out, and the form to add to it (R-V01)."""
        return self._get_shelf("complaint.finding", self.env._("Findings"))

    def action_open_samples(self):
        """The samples of this case, where they are (R-V03)."""
        return self._get_shelf("complaint.sample", self.env._("Samples"))

    def _get_shelf(self, model, name):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "list,kanban,form",
            "mobile_view_mode": "kanban",
            "domain": [("case_id", "=", self.id)],
            "context": {"default_case_id": self.id, "on_case": True},
        }
