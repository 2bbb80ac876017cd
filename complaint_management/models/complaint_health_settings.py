from odoo import api, fields, models
from odoo.tools import config, format_list

from ..tools.health import Finding

SHOWN = 10
# kinds of replies after which the complainant has something to look up or to say
LINKED = ("acknowledgement", "request", "follow_up")


class ComplaintHealthSettings(models.AbstractModel):
    """Settings that were never made: policy, working time, mail. Runs as superuser."""

    _name = "complaint.health.settings"
    _description = "Settings that are missing"

    @api.model
    def _say_names(self, records):
        names = records[:SHOWN].mapped("name")
        if len(records) > SHOWN:
            names.append(f"+{len(records) - SHOWN}")
        return format_list(self.env, names) if names else ""

    # ------------------------------------------------------------
    # POLICY AND TIME
    # ------------------------------------------------------------

    @api.model
    def _find_policy(self, company):
        policy = self._get_policy(company)
        if policy.company_id:
            return []
        return [
            Finding(
                self.env._(
                    "%(company)s has no policy of its own.", company=company.name
                ),
                self.env._("Load a ready-made policy and change its numbers."),
                "complaint.policy",
            )
        ]

    @api.model
    def _get_policy(self, company):
        today = fields.Date.context_today(self)
        return self.env["complaint.policy"]._get_for(company, today)

    @api.model
    def _find_hours(self, company):
        departments = self._get_departments(company)
        calendars = company.resource_calendar_id | departments.complaint_calendar_id
        worktime, found = self.env["complaint.worktime"], []
        empty = calendars.filtered(lambda one: not any(worktime._get_weeks(one)))
        if empty:
            text = self.env._("No hours: %(names)s.", names=self._say_names(empty))
            remedy = self.env._("Add the hours: days are counted by them.")
            found.append(Finding(text, remedy, "resource.calendar", empty._ids))
        if not company.resource_calendar_id:
            text = self.env._("%(company)s has no calendar.", company=company.name)
            remedy = self.env._("Choose one in the settings of the company.")
            found.append(Finding(text, remedy, "res.company", company._ids))
        return found

    @api.model
    def _find_holidays(self, company):
        """This year's, and from December on next year's."""
        today = fields.Date.context_today(self)
        years = [today.year] + ([today.year + 1] if today.month == 12 else [])
        days = self.env["complaint.workday"].search_fetch(
            [
                ("company_id", "in", [company.id, False]),
                ("day", ">=", f"{years[0]}-01-01"),
            ],
            ["day"],
        )
        known = {day.year for day in days.mapped("day")}
        return [
            Finding(
                self.env._("No holidays are entered for %(year)s.", year=year),
                self.env._(
                    "Enter public holidays and make-up working days: else limits in "
                    "working days fall due too early."
                ),
                "complaint.workday",
            )
            for year in map(str, years)
            if int(year) not in known
        ]

    # ------------------------------------------------------------
    # MAIL
    # ------------------------------------------------------------

    @api.model
    def _get_channels(self, company):
        return self.env["complaint.channel"].search(
            [("company_id", "in", [company.id, False])]
        )

    @api.model
    def _find_charge(self, company):
        idle = self._get_channels(company).filtered(
            lambda one: not one.user_id.active or one.user_id.share
        )
        if not idle:
            return []
        names = self._say_names(idle)
        text = self.env._("Nobody is in charge of: %(names)s.", names=names)
        remedy = self.env._(
            "Name who is told of what arrives there; archive channels that you do not "
            "use."
        )
        return [Finding(text, remedy, "complaint.channel", idle._ids)]

    @api.model
    def _find_alias(self, company):
        found = []
        if not company.alias_domain_id:
            text = self.env._("%(company)s has no alias domain.", company=company.name)
            remedy = self.env._(
                "Enter it in the general settings: no mail becomes a complaint."
            )
            found.append(Finding(text, remedy, "mail.alias.domain"))
        mute = self._get_channels(company).filtered(
            lambda one: one.kind == "email" and not one.alias_name
        )
        if mute:
            text = self.env._(
                "Without an e-mail address: %(names)s.", names=self._say_names(mute)
            )
            remedy = self.env._("Give the channel the address that customers write to.")
            found.append(Finding(text, remedy, "complaint.channel", mute._ids))
        return found

    @api.model
    def _find_mail(self, company):
        configured = config.get("smtp_server") not in (False, None, "", "localhost")
        if configured or self.env["ir.mail_server"].search_count([], limit=1):
            return []
        return [
            Finding(
                self.env._("There is no outgoing mail server."),
                self.env._("Add one: no reply leaves by e-mail without it."),
                "ir.mail_server",
            )
        ]

    @api.model
    def _find_phone(self, company):
        if company.phone:
            return []
        return [
            Finding(
                self.env._(
                    "%(company)s has no telephone number.", company=company.name
                ),
                self.env._(
                    "Enter it in the settings of the company: letters to customers "
                    "name it where the person in charge has none."
                ),
                "res.company",
                company._ids,
            )
        ]

    @api.model
    def _find_links(self, company):
        """Templates that were there before the pages for customers were."""
        if not company.complaint_web_open:
            return []
        templates = self.env["complaint.reply.template"]
        ids = [templates._get_id(kind, company.id) for kind in LINKED]
        languages = [code for code, _name in self.env["res.lang"].get_installed()]
        mute = templates.browse(filter(None, ids)).filtered(
            lambda one: (
                not all(
                    "{link}" in templates._get_words(one.id, code)[1]
                    for code in languages
                )
            )
        )
        if not mute:
            return []
        names = format_list(self.env, mute.mapped("subject"))
        return [
            Finding(
                self.env._("Replies without the link: %(names)s.", names=names),
                self.env._(
                    "Write {link} into their text, in each language: by it the "
                    "complainant follows his case."
                ),
                "complaint.reply.template",
                mute._ids,
            )
        ]
