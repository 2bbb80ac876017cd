from odoo import api, models
from odoo.exceptions import AccessError

from ..tools.health import Check, Finding, Step

ADMIN = "complaint_management.group_complaint_admin"
OFFICER = "complaint_management.group_complaint_officer"
DONE = "complaint_management.setup_done"


class ComplaintSetup(models.AbstractModel):
    """The first steps of an administrator, from nothing to the first complaint
    (issue 7). A step is done when the checks of the health page find nothing."""

    _name = "complaint.setup"
    _description = "First Steps"

    @api.model
    def get_setup(self):
        """The steps of the company that is looked at.

        Once all are done, the menu of this page is hidden in that company.

        :return: dict of ``company`` (its name), ``done`` (how many) and ``steps``: a
            list with ``key``, ``label``, ``text``, ``done``, ``findings`` (what is
            missing) and ``action`` (opens the right screen)
        :raises AccessError: not an administrator of complaints
        """
        self._check_may_set_up()
        company = self.env.company
        steps = self._tell_steps(company)
        done = sum(step["done"] for step in steps)
        if done == len(steps):
            self._hide(company)
        return {"company": company.name, "done": done, "steps": steps}

    @api.model
    def hide_setup(self):
        """Hide the menu of this page, though steps are left.

        :raises AccessError: not an administrator of complaints
        """
        self._check_may_set_up()
        self._hide(self.env.company)

    @api.model
    def _check_may_set_up(self):
        if not (self.env.su or self.env.user.has_group(ADMIN)):
            raise AccessError(
                self.env._("The administrator of complaints sets them up.")
            )

    # ------------------------------------------------------------
    # STEPS
    # ------------------------------------------------------------

    @api.model
    def _get_steps(self):
        """Seam: the steps in order; extend to add more."""
        return [
            *self._get_company_steps(),
            *self._get_work_steps(),
            *self._get_last_steps(),
        ]

    @api.model
    def _get_company_steps(self):
        """Who and when: what the company is made of."""
        here = "complaint_management."
        return [
            Step(
                "hours",
                self.env._("Working hours and holidays"),
                self.env._("Limits in working days are counted by them."),
                ["hours", "holidays"],
                here + "complaint_workday_action",
            ),
            Step(
                "departments",
                self.env._("Departments"),
                self.env._(
                    "Say which part each has in complaints, and who is its head."
                ),
                ["departments_ready"],
                here + "hr_department_action_complaint",
            ),
            Step(
                "posts",
                self.env._("General manager and vice GMs"),
                self.env._("Late and serious complaints go up to them."),
                ["posts"],
                here + "complaint_post_action",
            ),
            Step(
                "people",
                self.env._("Roles"),
                self.env._("At least one person handles complaints as officer."),
                ["people"],
                "base.action_res_users",
            ),
        ]

    @api.model
    def _get_work_steps(self):
        """How complaints are handled, and the first of them."""
        here = "complaint_management."
        return [
            Step(
                "policy",
                self.env._("Policy"),
                self.env._("Read a ready-made policy, load it, change its numbers."),
                ["policy"],
                here + "complaint_policy_loading_action",
            ),
            Step(
                "routes",
                self.env._("Who decides"),
                self.env._("Try an example complaint on each approval route."),
                ["routes", "asked"],
                here + "complaint_approval_route_action",
            ),
            Step(
                "channels",
                self.env._("Channels"),
                self.env._(
                    "Who is in charge of each, and the address that customers write to."
                ),
                ["charge", "alias"],
                here + "complaint_channel_action",
            ),
        ]

    @api.model
    def _get_last_steps(self):
        """What leaves, and the first complaint."""
        here = "complaint_management."
        return [
            Step(
                "mail",
                self.env._("Outgoing e-mail"),
                self.env._("Replies leave through it."),
                ["mail"],
                "base.action_ir_mail_server_list",
            ),
            Step(
                "case",
                self.env._("The first complaint"),
                self.env._("Register one, to see how it goes."),
                ["case"],
                here + "complaint_case_action",
            ),
        ]

    @api.model
    def _get_checks(self):
        """Checks that only these steps ask for, besides those of the health page."""
        return [
            Check("departments_ready", "", "_find_departments_missing"),
            Check("people", "", "_find_people"),
            Check("case", "", "_find_case"),
        ]

    @api.model
    def _tell_steps(self, company):
        health = self.env["complaint.health"]
        checks = {check.key: check for check in health._get_checks()}
        own = {check.key: check for check in self._get_checks()}
        told = []
        for step in self._get_steps():
            findings = []
            for key in step.checks:
                if key in own:
                    setup = self.sudo().with_company(company)
                    findings += getattr(setup, own[key].method)(company)
                else:
                    findings += health._find(checks[key], company)
            told.append(self._tell_step(step, findings))
        return told

    @api.model
    def _tell_step(self, step, findings):
        return {
            "key": step.key,
            "label": step.label,
            "text": step.text,
            "done": not findings,
            "findings": [finding.text for finding in findings],
            "action": step.action,
        }

    @api.model
    def _find_departments_missing(self, company):
        """A deputy is better, a head is needed."""
        health = self.env["complaint.health"]
        departments = health._get_departments(company)
        if not departments:
            return health._find_departments(company)
        headless = departments.filtered(lambda one: not one._get_head_user()[0])
        if not headless:
            return []
        names = health._say_names(headless)
        return [Finding(self.env._("Nobody answers for: %(names)s.", names=names))]

    @api.model
    def _find_people(self, company):
        """The administrator may all that officers may: he alone is no answer."""
        officers = self.env.ref(OFFICER).all_user_ids - self.env.ref(ADMIN).all_user_ids
        if officers.filtered(
            lambda one: one.active and not one.share and company in one.company_ids
        ):
            return []
        return [
            Finding(
                self.env._(
                    "Besides the administrator nobody handles complaints: on a "
                    "person's user, choose Complaints: Officer."
                )
            )
        ]

    @api.model
    def _find_case(self, company):
        known = self.env["complaint.case"].search_count(
            [("company_id", "=", company.id)], limit=1
        )
        return [] if known else [Finding(self.env._("No complaint yet."))]

    # ------------------------------------------------------------
    # HIDDEN WHEN DONE
    # ------------------------------------------------------------

    @api.model
    def _get_done_ids(self):
        """Ids of the companies that are set up."""
        known = self.env["ir.config_parameter"].sudo().get_param(DONE) or ""
        return {int(one) for one in known.split(",") if one}

    @api.model
    def _hide(self, company):
        done = self._get_done_ids()
        if company.id not in done:
            ids = sorted({*done, company.id})
            # the administrator of complaints has no right on parameters
            parameters = self.env["ir.config_parameter"].sudo()
            parameters.set_param(DONE, ",".join(map(str, ids)))
            self.env.registry.clear_cache()
