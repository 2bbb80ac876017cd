from odoo import api, fields, models


class ComplaintApprovalSubject(models.AbstractModel):
    """What is decided through the approval engine. A module that has something decided
    adds its subject here and gives its model ``complaint.approval.mixin``."""

    _name = "complaint.approval.subject"
    _description = "Subjects of approval"

    subject = fields.Selection("_get_subjects", "What is decided")

    @api.model
    def _get_subjects(self):
        """Seam: ``(key, label)`` of each subject, labels in the reader's language."""
        disposition = self.env._("Disposition of a complaint")
        version = self.env._("New version of a policy")
        extension = self.env._("Extension of a limit")
        ending = self.env._("Closing unsatisfied")
        return [
            ("disposition", disposition),
            ("policy_version", version),
            ("extension", extension),
            ("close_unsatisfied", ending),
        ]

    @api.model
    def _get_models(self):
        """Seam: the model whose records a subject is about."""
        return {
            "disposition": "complaint.case",
            "policy_version": "complaint.policy",
            "extension": "complaint.extension",
            "close_unsatisfied": "complaint.case",
        }

    @api.model
    def _get_domain_model(self, subject):
        """Which model the conditions of routes and steps of ``subject`` read: the
        complaint wherever the subject belongs to one."""
        name = self._get_models().get(subject, "complaint.case")
        return "complaint.case" if "case_id" in self.env[name]._fields else name

    @api.model
    def _get_label(self, subject):
        """The name of a subject in the reader's language."""
        return dict(self._get_subjects()).get(subject, subject)
