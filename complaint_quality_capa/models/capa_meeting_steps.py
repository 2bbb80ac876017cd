import logging

from markupsafe import Markup
from odoo import api, fields, models
from odoo.addons.complaint_management.tools.package import safe_name
from odoo.exceptions import UserError

from ..tools.meeting_arrows import MEETING_ARROWS, OPEN_MEETINGS

_logger = logging.getLogger(__name__)
ACTIVITY = "complaint_quality_capa.mail_activity_type_meeting"
STATES = [
    ("proposed", "Proposed"),
    ("called", "Called"),
    ("held", "Held"),
    ("confirmed", "Minutes confirmed"),
    ("cancelled", "Cancelled"),
]
_ORDINARY_WAY = {"proposed": "called", "called": "held", "held": "confirmed"}
_STAMP = {"readonly": True, "copy": False, "guarded": True}


class CapaMeetingSteps(models.AbstractModel):
    """Where a meeting stands: proposed, called, held, its minutes confirmed by the
    chair; who hears of it (R-Q09)."""

    _name = "capa.meeting.steps"
    _inherit = ["complaint.workflow.mixin", "mail.thread", "mail.activity.mixin"]
    _description = "Steps of a meeting"
    _arrows = MEETING_ARROWS

    state = fields.Selection(
        STATES,
        "Status",
        required=True,
        default="proposed",
        tracking=True,
        trailed=True,
        group_expand="_group_expand_state",
        **_STAMP,
    )
    is_open = fields.Boolean(
        "Open", compute="_compute_is_open", store=True, precompute=True
    )
    called_on = fields.Datetime("Called on", **_STAMP)
    held_on = fields.Datetime("Held on", **_STAMP)
    confirmed_on = fields.Datetime("Minutes confirmed on", **_STAMP)

    @api.depends("state")
    def _compute_is_open(self):
        for meeting in self:
            meeting.is_open = meeting.state in OPEN_MEETINGS

    @api.model
    def _get_open_states(self):
        return OPEN_MEETINGS

    def _get_main_target(self):
        return _ORDINARY_WAY.get(self.state, False)

    # ------------------------------------------------------------
    # WHO, AND WHAT IS MISSING
    # ------------------------------------------------------------

    def _is_preparer(self):
        meeting = self.sudo()  # asked by its decisions too
        people = meeting.writer_id | meeting.chair_id | meeting.called_by_id
        return self.env.user in people

    def _is_chair(self):
        return self.chair_id == self.env.user

    def _get_party_names(self, arrow):
        names = {
            "preparer": self.env._("chair, who writes the minutes, who called it"),
            "chair": self.env._("chair"),
        }
        return [names[party] for party in arrow.parties if party in names]

    def _guard_called(self):
        missing = []
        if not self.start:
            missing.append(self.env._("Say when it begins."))
        if not (self.chair_id and self.writer_id):
            missing.append(self.env._("Name the chair and who writes the minutes."))
        if not self.attendance_ids:
            missing.append(self.env._("Invite somebody."))
        return missing

    def _guard_begun(self):
        if self.start and self.start <= fields.Datetime.now():
            return []
        return [self.env._("It has not begun yet.")]

    def _guard_attendance(self):
        if all(row.state != "invited" for row in self.attendance_ids):
            return []
        return [self.env._("Say of each who was invited whether he was there.")]

    def _guard_agenda(self):
        """Case by case: each item is spoken of or put off."""
        waiting = self.item_ids.filtered(lambda item: item.state == "open")
        return [
            self.env._("Say what came of “%(item)s”, or put it off.", item=item.name)
            for item in waiting[:5]
        ]

    def _guard_minutes(self):
        if (self.minutes or "").strip():
            return []
        return [self.env._("Write the minutes.")]

    # ------------------------------------------------------------
    # WHO HEARS OF IT
    # ------------------------------------------------------------

    def _walk(self, target, reason=False, **asked):
        result = super()._walk(target, reason, **asked)
        for meeting in self.sudo():  # who takes a step may have the others told
            meeting._follow_walk(target)
        return result

    def _follow_walk(self, target):
        self.activity_unlink([ACTIVITY])
        if target == "called":
            self._fill_agenda()
        if target == "held":
            self._ask(self.writer_id, lambda env: env._("Write the minutes"))
        if target == "confirmed":
            self._distribute()
            self.decision_ids._begin()
        self._sync_event()

    def _ask(self, user, say):
        if not user.filtered("active"):
            return
        env = self.with_context(lang=user.lang or self.env.lang).env
        # one digest a day tells of activities: no mail for each
        self.with_context(mail_activity_quick_update=True).activity_schedule(
            ACTIVITY, user_id=user.id, summary=say(env)
        )

    def _distribute(self):
        """R-Q09: who was invited and who has something to do gets the minutes."""
        users = self.attendance_ids.user_id | self.decision_ids.user_id
        for lang, some in users.filtered("active").grouped("lang").items():
            mine = self.with_context(lang=lang or self.env.lang)
            self.message_notify(
                partner_ids=some.partner_id.ids,
                subject=mine.env._("Minutes: %(meeting)s", meeting=mine.display_name),
                body=mine._prepare_minutes_body(),
                attachments=mine._print_minutes(),
            )

    def _print_minutes(self):
        """The minutes on paper, in the reader's language (R-F01).

        :return: list of name and content; empty where nothing prints them
        """
        report = self._get_minutes_report()
        if not report:
            return []
        try:
            content, kind = report._render_qweb_pdf(report.report_name, self.ids)
        except UserError as error:  # the words go round all the same
            _logger.warning("Minutes of %s are not printed: %s", self.id, error)
            return []
        if kind != "pdf":  # nothing that makes one is installed, or tests run
            return []
        return [(safe_name(f"{self.display_name}.pdf"), content)]

    def _prepare_minutes_body(self):
        """Seam: what is sent round, in the reader's language."""
        decided = Markup("").join(
            Markup("<li>%s: %s</li>") % (one.user_id.name or "", one.name)
            for one in self.decision_ids
        )
        return Markup("<p style='white-space: pre-wrap'>%s</p><ul>%s</ul>") % (
            self.minutes or "",
            decided,
        )

    def _get_minutes_report(self):
        """Seam: the report that prints the minutes (R-F01); empty: none is there."""
        return self.env["ir.actions.report"]

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_call(self):
        """Call it: the agenda is brought up to date, who is invited gets it into his
        calendar (R-Q09, R-R07)."""
        self._walk("called")

    def action_hold(self):
        """It was held: the minutes are written now."""
        self._walk("held")

    def action_confirm(self):
        """The chair confirms the minutes; they stay as they are and are sent round."""
        self._walk("confirmed")

    def action_cancel(self, reason=False):
        """It is not held, with the reason; the next one takes its agenda over."""
        return self._walk_or_ask("cancelled", reason)

    def action_propose_again(self):
        """It is held after all."""
        self._walk("proposed")
