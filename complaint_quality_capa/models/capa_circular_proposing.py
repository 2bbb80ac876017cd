from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command

QUALITY = "complaint_quality_capa.group_complaint_quality"
ASKED = "mail.mail_activity_data_todo"


class CapaCircularProposing(models.AbstractModel):
    """What is to be announced is laid before the quality department as a draft, with
    the day that the company promises: a serious problem that is settled, a policy that
    changes (R-Q15, R-P06)."""

    _name = "capa.circular.proposing"
    _inherit = ["complaint.noted.mixin", "capa.reminded.mixin"]
    _description = "Proposed circulars"
    _reminder_type = ASKED

    proposed_for = fields.Char(readonly=True, copy=False, guarded=True)
    announce_by = fields.Date(
        "To be published by", readonly=True, copy=False, guarded=True
    )

    date_due = fields.Date("Due", related="announce_by")

    _proposed_uniq = models.UniqueIndex(
        "(proposed_for) WHERE proposed_for IS NOT NULL", "It was proposed already."
    )

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Nobody follows: who is asked has an activity. Activities call this for whom
        they are given to.

        :return: ``True``, as Odoo's own
        """
        return True

    # ------------------------------------------------------------
    # LATE
    # ------------------------------------------------------------

    @api.depends("state", "announce_by")
    def _compute_next_alarm_on(self):
        return super()._compute_next_alarm_on()

    def _is_running(self):
        return self.state == "draft" and bool(self.announce_by)

    def _get_told(self, step):
        """Who may publish it; late the head of quality too, a week late the vice GM in
        charge of it (R-Q15: promptly)."""
        users = self._get_quality(self.company_id)
        department = self.env["hr.department"]._get_of_kind("quality", self.company_id)
        if step > 1 and department:
            users |= department._get_head_user()[0]
        if step > 2 and department:
            users |= department._get_executive_user()[0]
        return users.filtered("active")

    # ------------------------------------------------------------
    # PROPOSING
    # ------------------------------------------------------------

    @api.model
    def _propose_for_cases(self, cases):
        """Major cases that have just been closed (R-Q15); as superuser."""
        for case in cases.sudo():
            plans = self._get_proposed("capa.plan", case.capa_plan_ids.ids)
            if case.is_major and case.company_id.capa_announce_major and not plans:
                with_case = {"case_ids": [Command.set(case.ids)]}
                about = [
                    case.line_ids.product_id[:1].display_name,
                    case.category_id.name,
                ]
                texts = [case.facts, case.cause, case.improvement]
                self._propose(case, case, about, texts, with_case)

    @api.model
    def _propose_for_plan(self, plan):
        """A plan that was closed with its effect verified (R-Q15)."""
        plan = plan.sudo()
        if plan.company_id.capa_announce_plans:
            roots = plan.cause_ids.filtered("is_root")
            done = plan.action_ids.filtered(lambda one: one.state == "done")
            texts = [
                plan.problem,
                *roots.mapped("name"),
                *done.mapped("name"),
                plan.conclusion,
            ]
            cases = plan._get_cases()
            self._propose(plan, cases, [plan.name], texts, {"plan_id": plan.id})

    @api.model
    def _propose_for_policy(self, policy):
        """A version of the policy that was approved: all staff are told (R-P06,
        R-Q14)."""
        text = policy.env._(
            "From %(day)s on we work by version %(number)s of “%(policy)s”.",
            day=fields.Date.to_string(policy.valid_from),
            number=policy.version,
            policy=policy.name,
        )
        about = {"kind": "policy", "policy_id": policy.id, "all_staff": True}
        cases = self.env["complaint.case"]
        self._propose(policy, cases, [policy.name], [text], about)

    @api.model
    def _get_proposed(self, model, ids):
        keys = [f"{model},{one}" for one in ids]
        return self.sudo().search([("proposed_for", "in", keys)])

    @api.model
    def _propose(self, record, cases, about, texts, vals):
        """A draft for the quality department, once for a record; what would say who
        complained is left out (R-P03)."""
        company = record.company_id or self.env.company
        quality = self._get_quality(company)
        if not quality or self._get_proposed(record._name, record.ids):
            return
        day = self.env["complaint.numbering"]._get_day(company.id)
        draft = self.sudo()._create_guarded(
            [
                {
                    "name": ", ".join(self._leave_out(cases, about)) or record.number,
                    "text": "\n".join(self._leave_out(cases, texts)) or False,
                    "company_id": company.id,
                    "proposed_for": f"{record._name},{record.id}",
                    "announce_by": day + timedelta(days=company.capa_announce_days),
                    **vals,
                }
            ]
        )
        draft._tell_quality(quality)

    @api.model
    def _leave_out(self, cases, texts):
        """Those of ``texts`` that name nobody who complained."""
        return [
            text
            for text in filter(None, texts)
            if not any(case._find_private(text) for case in cases)
        ]

    @api.model
    def _get_quality(self, company):
        group = self.env.ref(QUALITY).sudo()
        people = group.all_user_ids.filtered(lambda one: one.active and not one.share)
        return people.filtered(lambda one: company in one.company_ids)

    def _tell_quality(self, users):
        quiet = self.with_context(mail_activity_quick_update=True)
        for user in users:
            env = self.with_context(lang=user.lang or self.env.lang).env
            quiet.activity_schedule(
                ASKED,
                user_id=user.id,
                date_deadline=self.announce_by,
                summary=env._("Announce it inside the company"),
            )
