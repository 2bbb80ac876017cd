from collections import defaultdict

from odoo import api, models
from odoo.tools import format_list

from ..tools.health import Finding
from .complaint_post import POSTS


class ComplaintHealthPeople(models.AbstractModel):
    """Departments, posts, routes that have nobody. Runs as superuser."""

    _name = "complaint.health.people"
    _inherit = ["complaint.health.settings"]
    _description = "Who is missing"

    # ------------------------------------------------------------
    # DEPARTMENTS AND POSTS
    # ------------------------------------------------------------

    @api.model
    def _get_departments(self, company):
        return self.env["hr.department"].search(
            [("complaint_kind", "!=", False), ("company_id", "=", company.id)]
        )

    @api.model
    def _find_departments(self, company):
        departments = self._get_departments(company)
        if not departments:
            text = self.env._("No department has a part in complaints.")
            remedy = self.env._("Say which part each department has.")
            return [Finding(text, remedy, "hr.department")]
        # read at once, those above too: they act where nobody else does
        everything = self.env["hr.department"].search([("company_id", "=", company.id)])
        (everything.manager_id | everything.deputy_id).mapped("user_id.share")
        headless = departments.filtered(lambda one: not one._get_head_user()[0])
        unmanaged = departments.filtered(lambda one: not one.manager_id) - headless
        lone = departments.filtered(lambda one: not one.deputy_id)
        say = self._say_names
        lacking = [
            (
                headless,
                self.env._("Nobody answers for: %(names)s.", names=say(headless)),
                self.env._("Name a manager who has a login."),
            ),
            (
                unmanaged,
                self.env._(
                    "Without a manager of its own: %(names)s.", names=say(unmanaged)
                ),
                self.env._("Those above are asked instead. Name a manager."),
            ),
            (
                lone,
                self.env._("Without a deputy: %(names)s.", names=say(lone)),
                self.env._("While the head is away, those above are asked."),
            ),
        ]
        return [
            Finding(text, remedy, "hr.department", some._ids)
            for some, text, remedy in lacking
            if some
        ]

    @api.model
    def _find_posts(self, company):
        """Posts that the policy needs: of ladders, and the general manager."""
        rungs = self._get_policy(company).limit_ids.rung_ids
        needed = {"gm", *rungs.mapped("role")} & set(dict(POSTS))
        return self._find_vacant(company, needed)

    @api.model
    def _find_vacant(self, company, posts):
        vacant = [
            post
            for post, holders in self._get_holders(company).items()
            if post in posts and not holders
        ]
        if not vacant:
            return []
        labels = dict(
            self.env["complaint.post"]._fields["kind"]._description_selection(self.env)
        )
        names = format_list(self.env, [labels[post] for post in vacant])
        text = self.env._("Nobody holds: %(posts)s.", posts=names)
        remedy = self.env._("Name the holder: late and serious cases go up to him.")
        return [Finding(text, remedy, "complaint.post")]

    @api.model
    def _get_holders(self, company):
        """Who holds each post at the top, the company above included."""
        lineage = [int(part) for part in company.parent_path.split("/")[:-1]]
        posts = self.env["complaint.post"].search([("company_id", "in", lineage)])
        found = dict.fromkeys(dict(POSTS), self.env["res.users"])
        for post in posts:
            people = (post.user_id | post.deputy_id).filtered("active")
            found[post.kind] |= people
        return found

    # ------------------------------------------------------------
    # WHO DECIDES
    # ------------------------------------------------------------

    @api.model
    def _get_routes(self, company):
        """The routes that can be taken in ``company`` now, by subject."""
        subjects = self.env["complaint.approval.subject"]._get_subjects()
        routes, policy = self.env["complaint.approval.route"], self._get_policy(company)
        return {
            label: routes.browse(routes._get_route_ids(key, company.id, policy.id))
            for key, label in subjects
        }

    @api.model
    def _find_routes(self, company):
        found, empty = [], self.env["complaint.approval.route"]
        for subject, routes in self._get_routes(company).items():
            empty |= routes.filtered(lambda one: not one.step_ids)
            if not routes:
                text = self.env._("Nobody decides “%(subject)s”.", subject=subject)
                remedy = self.env._("Add an approval route for it.")
                found.append(Finding(text, remedy, "complaint.approval.route"))
        if empty:
            text = self.env._("No step yet: %(names)s.", names=self._say_names(empty))
            remedy = self.env._("Say who decides there, or archive the route.")
            found.append(Finding(text, remedy, empty._name, empty._ids))
        return found

    @api.model
    def _find_asked(self, company):
        """Steps that ask somebody who is not there, whatever the complaint."""
        steps = self.env["complaint.approval.step"].union(
            *(routes.step_ids for routes in self._get_routes(company).values())
        )
        kinds = set(self._get_departments(company).mapped("complaint_kind"))
        holders = self._get_holders(company)
        members = self._get_members(steps.group_id, company)
        nobody = {
            "role": lambda one: one.role in holders and not holders[one.role],
            "department": lambda one: one.department_kind not in kinds,
            "group": lambda one: not members[one.group_id.id],
            "user": lambda one: not one.named_user_id.active,
        }
        return [
            Finding(
                self.env._(
                    "“%(route)s” asks nobody in its step “%(step)s” (%(who)s).",
                    route=step.route_id.name,
                    step=step.name or "",
                    who=step.asked_text or "",
                ),
                self.env._("Name who is meant, or ask somebody else there."),
                "complaint.approval.route",
                step.route_id._ids,
            )
            for step in steps.filtered(lambda one: nobody[one.asked](one))
        ]

    @api.model
    def _get_members(self, groups, company):
        found = defaultdict(int)
        for group in groups:
            people = group.all_user_ids.filtered(
                lambda one: one.active and not one.share and company in one.company_ids
            )
            found[group.id] = len(people)
        return found
