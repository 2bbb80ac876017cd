import re

from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.timeline import Moment, say_who
from .complaint_policy_limit import CASE_EVENTS

READERS = ("officer", "executive", "supervisor")
_STEPS = (
    "opened_on",
    "handled_on",
    "answered_on",
    "returned_on",
    "done_on",
    "cancelled_on",
)


# of a file; the history keeps it, here it says nothing to a reader
_FINGERPRINT = re.compile(r" \(SHA-256 [0-9a-f]{64}\)")


def _say_change(before, after):
    """What is there now, after what was there before where something was."""
    parts = [before, after or "–"] if before else [after or "–"]
    return _FINGERPRINT.sub("", " → ".join(parts))


class ComplaintCaseTimeline(models.AbstractModel):
    """What happened to a case, in order: its events, duties, pauses, hand-overs, who
    was told, who decided, what was changed (R-T08, R-P04)."""

    _name = "complaint.case.timeline"
    _inherit = "complaint.case.clocks"
    _description = "Timeline of a case"

    @api.readonly
    def get_timeline(self):
        """What happened, the first thing first, as far as who asks may know it.

        Duties, who was told, signatures and changes are for officers, executives and
        supervisors; who received the case has its events, pauses, hand-overs, replies.

        :return: list of dicts with ``on`` (naive UTC), ``kind``, ``title``, ``of``
            (the limit, department or person meant), ``text``, ``who``
        :raises AccessError: the case is not his to read
        """
        self.ensure_one()
        self.check_access("read")
        moments = sorted(self._get_moments(), key=lambda moment: moment.on)
        names = self.env["complaint.names"]._get_names(
            {
                name: self.env[name].browse(ids)
                for name, ids in self._get_meant(moments).items()
            }.values()
        )
        return [
            {
                "on": fields.Datetime.to_string(moment.on),
                "kind": moment.kind,
                "title": moment.title,
                "of": self._say_name(moment.of, names),
                "text": moment.text or "",
                "who": self._say_name(moment.who, names),
            }
            for moment in moments
        ]

    @api.model
    def _get_meant(self, moments):
        """Ids of the records that are to be named, by model."""
        meant = {}
        for moment in moments:
            for one in (moment.of, moment.who):
                if isinstance(one, models.BaseModel):
                    meant.setdefault(one._name, set()).update(one.ids)
        return meant

    @api.model
    def _say_name(self, one, names):
        return names.get(one, "") if isinstance(one, models.BaseModel) else one or ""

    # ------------------------------------------------------------
    # WHAT HAPPENED
    # ------------------------------------------------------------

    def _get_moments(self):
        """All that this user may know of; extend with what a module adds."""
        moments = [
            *self._tell_pauses(),
            *self._tell_handovers(),
            *self._tell_replies(),
            *self._tell_talks(),
        ]
        if not any(
            self.env.user.has_group(f"complaint_management.group_complaint_{group}")
            for group in READERS
        ):
            return moments + self._tell_events()
        changes = self._tell_changes()
        return [
            *moments,
            *say_who(self._tell_events(), changes),
            *self._tell_duties(),
            *self._tell_told(),
            *self._tell_signatures(),
        ]

    def _tell_events(self):
        limits = self.env["complaint.policy.limit"]
        labels = dict(limits._fields["start_event"]._description_selection(self.env))
        titles = {
            # said by the two that follow
            **{name: labels[name] for name, _ in CASE_EVENTS if name != "judged_on"},
            "refused_on": self.env._("Not accepted"),
            "cancelled_on": self.env._("Withdrawn"),
            "reopened_on": self.env._("Taken up anew"),
            "major_on": self.env._("Major case"),
        }
        return [
            Moment(
                self[name],
                "event",
                title,
                who=self.create_uid if name == "registered_on" else None,
            )
            for name, title in titles.items()
            if self[name]
        ]

    def _tell_pauses(self):
        if not self.sudo().pause_count:
            return []
        # who reads the case may know that it waits; employees have no right on pauses
        pauses = self.env["complaint.pause"].sudo()
        moments = []
        for pause in pauses.search_fetch(
            [("case_id", "=", self.id)], ["since", "until", "reason", "asked_by_id"]
        ):
            title = self.env._("Waiting for the customer")
            who = pause.asked_by_id
            moments.append(Moment(pause.since, "pause", title, None, pause.reason, who))
            if pause.until:
                title = self.env._("No longer waiting for the customer")
                moments.append(Moment(pause.until, "resume", title))
        return moments

    def _tell_handovers(self):
        handovers = self.env["complaint.handover"].search_fetch(
            [("case_id", "=", self.id)],
            ["create_date", "create_uid", "to_user_id", "reason"]
            + ["state", "answer", "answered_on"],
        )
        labels = self._get_labels(handovers, "state")
        moments = []
        for one in handovers:
            title, person = self.env._("Hand-over asked of"), one.to_user_id
            moments.append(
                Moment(
                    one.create_date,
                    "handover",
                    title,
                    person,
                    one.reason,
                    one.create_uid,
                )
            )
            if one.answered_on:
                title = self.env._("Hand-over: %(answer)s", answer=labels[one.state])
                moments.append(
                    Moment(one.answered_on, "handover", title, None, one.answer, person)
                )
        return moments

    def _tell_replies(self):
        """What left for the customer; drafts are no moment."""
        replies = self.env["complaint.reply"].search_fetch(
            [("case_id", "=", self.id), ("sent_on", "!=", False)],
            ["sent_on", "kind", "medium", "user_id"],
        )
        kinds, media = (self._get_labels(replies, name) for name in ("kind", "medium"))
        return [
            Moment(
                one.sent_on,
                "reply",
                self.env._("To the customer: %(what)s", what=kinds[one.kind]),
                text=media[one.medium],
                who=one.user_id,
            )
            for one in replies
        ]

    def _tell_duties(self):
        titles = {
            "opened_on": self.env._("Asked"),
            "handled_on": self.env._("Handler was named"),
            "answered_on": self.env._("Answer given"),
            "returned_on": self.env._("Given back: not ours"),
            "done_on": self.env._("Answer accepted"),
            "cancelled_on": self.env._("Duty cancelled"),
        }
        parts = ["kind", "department_id", "team_id", "handler_id", "return_reason"]
        duties = self.env["complaint.duty"].search_fetch(
            [("case_id", "=", self.id)], [*_STEPS, *parts]
        )
        kinds = self._get_labels(duties, "kind")
        return [
            Moment(
                duty[name],
                "returned" if name == "returned_on" else "duty",
                titles[name],
                duty.department_id or duty.team_id,
                duty.return_reason if name == "returned_on" else kinds[duty.kind],
                duty.handler_id if name in ("handled_on", "answered_on") else None,
            )
            for duty in duties
            for name in _STEPS
            if duty[name]
        ]

    def _tell_told(self):
        told = self.env["complaint.escalation"].search_fetch(
            [("case_id", "=", self.id)],
            ["told_on", "clock_id", "user_id", "role", "passed"],
        )
        roles = self._get_labels(told, "role")
        return [
            Moment(
                one.told_on,
                "told",
                self.env._("Told of the limit"),
                one.clock_id,
                roles.get(one.role),
                one.user_id or one.passed,
            )
            for one in told
        ]

    def _tell_signatures(self):
        signatures = self.env["complaint.approval.signature"].search_fetch(
            [("case_id", "=", self.id)],
            ["signed_on", "decision", "step_name", "user_name"],
        )
        decisions = self._get_labels(signatures, "decision")
        return [
            Moment(
                one.signed_on,
                "decision",
                decisions[one.decision],
                text=one.step_name,
                who=one.user_name,
            )
            for one in signatures
        ]

    def _tell_changes(self):
        """R-P04: each change of the case, and of a date that is due."""
        # who reads the case may know which limits it has
        clocks = self.env["complaint.clock"].sudo()
        own = Domain("res_model", "=", self._name) & Domain("res_id", "=", self.id)
        due = (
            Domain("res_model", "=", clocks._name)
            & Domain("field_name", "=", "due_on")
            & Domain("res_id", "in", clocks._search([("case_id", "=", self.id)]))
        )
        trail = self.env["complaint.trail"].search_fetch(own | due)
        return [
            Moment(
                one.changed_on,
                "change",
                one.field_label,
                clocks.browse(one.res_id) if one.res_model == clocks._name else None,
                _say_change(one.old_text, one.new_text),
                one.user_id,
                one.field_name,
                one.reason,
            )
            for one in trail
        ]

    @api.model
    def _get_labels(self, records, name):
        return dict(records._fields[name]._description_selection(self.env))
