from odoo import api, models
from odoo.exceptions import AccessError

from ..tools.health import Check

READERS = ("admin", "supervisor")


class ComplaintHealth(models.AbstractModel):
    """What is missing or fails in a company, in words with what to do (issue 7). No
    table: it is looked up when it is asked for, with few queries whatever the size."""

    _name = "complaint.health"
    _inherit = ["complaint.health.people", "complaint.health.running"]
    _description = "Health of Complaints"

    @api.readonly
    @api.model
    def get_health(self):
        """What is missing or fails in the company that is looked at.

        :return: dict of ``company`` (its name) and ``checks``: a list with ``key``,
            ``label``, ``fails`` and ``findings``, each with ``text``, ``remedy`` and
            ``action`` (opens what is meant; ``False`` where the reader may not)
        :raises AccessError: neither administrator nor supervisor of complaints
        """
        self._check_may_look()
        company = self.env.company
        return {
            "company": company.name,
            "checks": [
                {
                    "key": check.key,
                    "label": check.label,
                    "fails": check.fails,
                    "findings": [
                        {
                            "text": finding.text,
                            "remedy": finding.remedy,
                            "action": self._prepare_action(check, finding),
                        }
                        for finding in self._find(check, company)
                    ],
                }
                for check in self._get_checks()
            ],
        }

    @api.model
    def _check_may_look(self):
        user = self.env.user
        names = [f"complaint_management.group_complaint_{name}" for name in READERS]
        if not (self.env.su or any(user.has_group(name) for name in names)):
            raise AccessError(
                self.env._(
                    "The administrator and the supervisor of complaints look at this "
                    "page."
                )
            )

    # ------------------------------------------------------------
    # WHAT IS LOOKED AT
    # ------------------------------------------------------------

    @api.model
    def _get_checks(self):
        """Seam: what is looked at, in order; extend to add more."""
        return [
            Check(
                "jobs", self.env._("Jobs in the background"), "_find_jobs", fails=True
            ),
            Check("replies", self.env._("Replies"), "_find_replies", fails=True),
            Check("clocks", self.env._("Time limits"), "_find_clocks", fails=True),
            Check(
                "keys", self.env._("Access of other systems"), "_find_keys", fails=True
            ),
            Check("late", self.env._("Late approvals"), "_find_late"),
            Check("policy", self.env._("Policy"), "_find_policy"),
            Check("hours", self.env._("Working hours"), "_find_hours"),
            Check("holidays", self.env._("Holidays"), "_find_holidays"),
            Check("departments", self.env._("Departments"), "_find_departments"),
            Check("posts", self.env._("Posts at the top"), "_find_posts"),
            Check("routes", self.env._("Approval routes"), "_find_routes"),
            Check("asked", self.env._("Who is asked"), "_find_asked"),
            Check("charge", self.env._("Channels"), "_find_charge"),
            Check("alias", self.env._("Incoming e-mail"), "_find_alias"),
            Check("mail", self.env._("Outgoing e-mail"), "_find_mail"),
            Check("phone", self.env._("Telephone"), "_find_phone"),
            Check("links", self.env._("Pages for customers"), "_find_links"),
        ]

    @api.model
    def _find(self, check, company):
        """The findings of one check in ``company``."""
        # that something is missing is said to who may not look into all of it
        health = self.sudo().with_company(company)
        return getattr(health, check.method)(company)

    @api.model
    def _find_failing(self, company):
        """Findings that say that something fails in ``company``."""
        return [
            finding
            for check in self._get_checks()
            if check.fails
            for finding in self._find(check, company)
        ]

    @api.model
    def _prepare_action(self, check, finding):
        if not finding.model or not self.env[finding.model].has_access("read"):
            return False
        action = {
            "type": "ir.actions.act_window",
            "name": check.label,
            "res_model": finding.model,
            "views": [[False, "list"], [False, "form"]],
            "domain": [],
            "context": {"active_test": False},
        }
        if finding.ids and len(finding.ids) == 1:
            return {**action, "res_id": finding.ids[0], "views": [[False, "form"]]}
        if finding.ids is not None:
            action["domain"] = [("id", "in", list(finding.ids))]
        return action
