from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_datetime

from ..tools import clocks as tool


class ComplaintPolicyWords(models.AbstractModel):
    """The policy as a page to read: for staff, for customers (R-I20), and what would
    happen to an example case, before it is saved (R-P01)."""

    _name = "complaint.policy.words"
    _description = "Policy to read"

    words = fields.Html("In words", compute="_compute_words", sanitize=False)
    example_on = fields.Datetime(
        "Happens on", compute="_compute_example", readonly=False
    )
    example_category_id = fields.Many2one("complaint.category", "Category", store=False)
    example_region = fields.Selection(
        [("home", "At home"), ("abroad", "Abroad")],
        "Market",
        compute="_compute_example",
        readonly=False,
    )
    example_words = fields.Html(
        "What would happen", compute="_compute_example_words", sanitize=False
    )

    @api.depends_context("lang")
    @api.depends(lambda self: self._get_told_fields())
    def _compute_words(self):
        face = self.env["complaint.policy.face"]
        for policy in self:
            policy.words = policy._render_words(face._get_sections(policy))

    @api.model
    def _get_told_fields(self):
        """What the page says: it is made anew when that changes in the form."""
        rows = {
            "limit_ids": ("name", "amount", "unit", "start_event", "stop_event"),
            "acceptance_test_ids": ("name", "on_no"),
            "authority_ids": ("group_id", "remedy_type_id", "amount"),
            "review_ids": ("name", "frequency", "month", "until_day"),
        }
        more = [f"{row}.{name}" for row, names in rows.items() for name in names]
        return ("owner_kind", "pause_for_customer", "retention_years", *more)

    @api.model
    def _render_words(self, sections):
        return self.env["ir.qweb"]._render(
            "complaint_management.complaint_policy_words", {"sections": sections}
        )

    # ------------------------------------------------------------
    # FOR CUSTOMERS
    # ------------------------------------------------------------

    def _get_published(self):
        """What customers are told of the procedure (R-I20), in the reader's language.
        Nobody inside is named.

        :return: dict of lists of texts: ``channels``, ``steps``, ``limits``
        """
        self.ensure_one()
        face = self.env["complaint.policy.face"]
        # customers and guests have no right on settings; what is marked is public
        policy = self.sudo()
        channels = self.env["complaint.channel"].sudo()
        companies = [policy.company_id.id or self.env.company.id, False]
        limits = policy.limit_ids.filtered("is_published")
        return {
            "channels": channels.search([("company_id", "in", companies)]).mapped(
                "name"
            ),
            "steps": self._get_published_steps(policy),
            "limits": [
                self.env._(
                    "%(limit)s: %(within)s from “%(start)s”",
                    limit=limit.name,
                    within=face._say_within(limit),
                    start=face._get_label(limit, "start_event"),
                )
                for limit in limits
            ],
        }

    @api.model
    def _get_published_steps(self, policy):
        steps = [self.env._("You complain by any of our channels; you get a number.")]
        if policy.acceptance_test_ids:
            questions = " ".join(policy.acceptance_test_ids.mapped("name"))
            steps.append(self.env._("We check: %(tests)s", tests=questions))
        return [
            *steps,
            self.env._(
                "Where it is not accepted, we tell you why and what else you can do."
            ),
            self.env._("We look into it and tell you what we decided."),
            self.env._(
                "Tell us whether it is solved. If you are not satisfied, it is looked "
                "at again."
            ),
        ]

    def _get_published_sections(self):
        """``_get_published`` under headings, for the page."""
        texts = self._get_published()
        titles = {
            "steps": self.env._("How a complaint goes"),
            "limits": self.env._("By when"),
            "channels": self.env._("Where to complain"),
        }
        return [
            {"title": title, "lines": texts[name]}
            for name, title in titles.items()
            if texts[name]
        ]

    # ------------------------------------------------------------
    # AN EXAMPLE
    # ------------------------------------------------------------

    @api.depends("company_id")
    def _compute_example(self):
        for policy in self:
            policy.example_on = policy.example_on or fields.Datetime.now()
            policy.example_region = policy.example_region or "home"

    @api.depends(
        "example_on",
        "example_category_id",
        "example_region",
        "limit_ids.name",
        "limit_ids.amount",
        "limit_ids.unit",
        "limit_ids.domain",
        "limit_ids.start_event",
    )
    @api.depends_context("lang")
    def _compute_example_words(self):
        for policy in self:
            lines = [
                policy._tell_example(limit)
                for limit in policy.limit_ids
                if policy._is_example_limited(limit)
            ]
            sections = [{"title": "", "lines": lines or [self.env._("No limit.")]}]
            policy.example_words = policy._render_words(sections)

    def _is_example_limited(self, limit):
        case = self.env["complaint.case"].new(
            {
                "kind": "complaint",
                "category_id": self.example_category_id.id,
                "region": self.example_region,
            }
        )
        try:
            return bool(case.filtered_domain(limit._get_domain()))
        except (ValueError, SyntaxError, TypeError, KeyError):
            return False  # saving says what is wrong with it

    def _tell_example(self, limit):
        """When this limit falls due if its first event happens at the chosen time."""
        face = self.env["complaint.policy.face"]
        worktime = self.env["complaint.worktime"]
        company = self.company_id or self.env.company
        try:
            due = worktime._get_due(company, limit.amount, limit.unit, self.example_on)
            rungs = [self._tell_rung(rung, company, due) for rung in limit.rung_ids]
        except UserError as error:
            return f"{limit.name}: {error}"
        sentence = self.env._(
            "%(limit)s, from “%(start)s”: due %(due)s",
            limit=limit.name,
            start=face._get_label(limit, "start_event"),
            due=self._say_moment(company, due),
        )
        if not rungs:
            return face._say_sentence([sentence])
        return face._say_sentence([sentence, face._say_ladder(rungs)])

    def _tell_rung(self, rung, company, due):
        counting = self.env["complaint.worktime"]._get_limit(
            company, rung.amount, rung.unit
        )
        spec = tool.Rung(0, rung.moment, rung.amount, rung.unit, rung.role)
        moment = tool.rung_moment(spec, counting, due)
        role = self.env["complaint.policy.face"]._get_label(rung, "role")
        return f"{role} {self._say_moment(company, moment)}"

    @api.model
    def _say_moment(self, company, moment):
        zone = self.env["complaint.numbering"]._get_zone(company.id)
        return format_datetime(self.env, moment, tz=zone, dt_format="short")
