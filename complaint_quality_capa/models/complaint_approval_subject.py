from odoo import api, models


class ComplaintApprovalSubject(models.AbstractModel):
    _inherit = "complaint.approval.subject"

    @api.model
    def _get_subjects(self):
        """R-Q06: the vice GM reviews the plan, and confirms the effect."""
        return [
            *super()._get_subjects(),
            ("plan", self.env._("Plan of measures")),
            ("plan_effect", self.env._("Effect of a plan")),
            ("plan_resources", self.env._("Special report: resources")),
            ("attribution", self.env._("Responsibility, in shares")),
            ("recall", self.env._("Recall")),
            ("recall_end", self.env._("End of a recall")),
            ("merit", self.env._("Reward or penalty")),
        ]

    @api.model
    def _get_models(self):
        return {
            **super()._get_models(),
            "plan": "capa.plan",
            "plan_effect": "capa.plan",
            "plan_resources": "capa.special.report",
            "attribution": "complaint.attribution",
            "recall": "capa.recall",
            "recall_end": "capa.recall",
            "merit": "complaint.merit",
        }
