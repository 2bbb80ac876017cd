from odoo import api, fields, models

from .complaint_attribution import SHARE_FIELDS
from .complaint_attribution_share import KINDS

DISPOSITION = "disposition"


class ComplaintCaseAttribution(models.AbstractModel):
    """Shares of responsibility go with the handling form: written with it, signed with
    it, back with it (R-R01). In front of the model of cases, whose steps it extends."""

    _name = "complaint.case.attribution"
    _description = "Responsibility for a complaint"

    attribution_share_ids = fields.One2many(
        "complaint.attribution.share",
        string="Shares of responsibility",
        compute="_compute_attribution_share_ids",
    )

    def _compute_attribution_share_ids(self):
        found = self._find_attributions("draft", "asked", "agreed").grouped("case_id")
        for case in self:
            # the newest: one that is being written replaces the one that counts
            newest = found.get(case, self.env["complaint.attribution"])[:1]
            case.attribution_share_ids = newest.share_ids

    def _find_attributions(self, *states):
        # who may read the case may know who is answerable for it
        attributions = self.env["complaint.attribution"].sudo()
        return attributions.search(
            [("case_id", "in", self.ids), ("state", "in", states)]
        )

    @api.model
    def _approval_fields(self, subject):
        """The shares are signed with the handling form."""
        names = super()._approval_fields(subject)
        if subject == DISPOSITION:
            return (*names, ("attribution_share_ids", SHARE_FIELDS))
        return names

    def _guard_disposition_written(self):
        """Shares that were begun add up, and say what the handling form says."""
        missing = super()._guard_disposition_written()
        for draft in self._find_attributions("draft"):
            missing += draft._get_faults() or self._get_contradiction(draft)
        return missing

    def _get_contradiction(self, attribution):
        """The greatest share lies where the handling form says the fault is."""
        totals = {}
        for share in attribution.share_ids:
            kind = KINDS[share.area]
            totals[kind] = totals.get(kind, 0) + share.percent
        greatest = max(totals.values())
        if not self.responsible_kind or totals.get(self.responsible_kind) == greatest:
            return []
        labels = dict(self._fields["responsible_kind"]._description_selection(self.env))
        kind = next(kind for kind, total in totals.items() if total == greatest)
        return [
            self.env._(
                "The handling form says “%(form)s” is responsible, the shares say "
                "“%(shares)s”.",
                form=labels[self.responsible_kind],
                shares=labels[kind],
            )
        ]

    def _walk(self, target, reason=False, **asked):
        before = {case.id: case.state for case in self}
        result = super()._walk(target, reason, **asked)
        if target in ("deciding", "approved") or "deciding" in before.values():
            # what was signed with the lead names the shares of the lead alone (R-I15)
            own = self.filtered(lambda case: not case.lead_id)
            for attribution in own._find_attributions("draft", "asked"):
                attribution._follow_case(before[attribution.case_id.id], target)
        return result

    def action_open_attribution(self):
        """Who is answerable, in shares; where nothing is written, a draft begins."""
        self.ensure_one()
        self.check_access("read")
        found = self.env["complaint.attribution"].search(
            [("case_id", "=", self.id), ("state", "!=", "refused")]
        )
        if len(found) < 2:
            action = found._get_form_action()
            return {**action, "context": {"default_case_id": self.id}}
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Responsibility"),
            "res_model": "complaint.attribution",
            "view_mode": "list,form",
            "domain": [("case_id", "=", self.id)],
        }
