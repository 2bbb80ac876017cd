from markupsafe import Markup
from odoo import api, fields, models
from odoo.tools import format_datetime

from .complaint_counted_mixin import READERS


class ComplaintApprovalFace(models.AbstractModel):
    """How a request is shown: what it is about in words, its chain of turns with
    signatures, and what this user can do with it."""

    _name = "complaint.approval.face"
    _inherit = ["complaint.guarded.mixin"]
    _description = "Face of an approval"

    facts = fields.Html("What is decided on", compute="_compute_facts")
    chain = fields.Json("Who decides", compute="_compute_chain")
    my_turn_id = fields.Many2one("complaint.approval.turn", compute="_compute_mine")
    may_withdraw = fields.Boolean(compute="_compute_mine")

    @api.depends("snapshot")
    @api.depends_context("lang", "tz", "uid")
    def _compute_facts(self):
        self.check_access("read")  # the snapshot itself is read as superuser
        texts = self._get_texts()
        snapshots = self.env["complaint.approval.snapshot"]
        for request in self:
            own = {
                digest: text
                for (one, digest), text in texts.items()
                if one == request.id
            }
            told = request._get_told_snapshot()
            rows = snapshots._tell(told, own)
            instructions = [
                own.get(digest) or self.env._("(erased)")
                for digest in told.get("instructions", ())
            ]
            if instructions:
                rows.append((self.env._("Instructions"), "; ".join(instructions), []))
            request.facts = self._render_facts(rows)

    def _get_told_snapshot(self):
        """What it is about as far as this reader may know it: who has to do with the
        case itself only learns nothing of others decided with it (R-I15, R-P03)."""
        snapshot = self.sudo().snapshot or {}
        facts = snapshot.get("facts", {})
        if not facts.get("member_ids") or self._is_told_of_all():
            return snapshot
        own = {name: value for name, value in facts.items() if name != "member_ids"}
        return {**snapshot, "facts": own}

    def _is_told_of_all(self):
        """Whether this user reads every case, or decides, decided or asked here."""
        user, mine = self.env.user, self.sudo()
        if self.env.su or any(map(user.has_group, READERS)):
            return True
        people = mine.requested_by_id | mine.signature_ids.user_id | mine.told_user_ids
        return user in people | mine.turn_ids.user_id or bool(self.my_turn_id)

    @api.model
    def _render_facts(self, rows):
        body = Markup()
        for label, value, inner in rows:
            if not value and not inner:
                continue
            cell = Markup("<div>%s</div>") % value if value else Markup()
            for row in inner:
                cell += Markup("<div>%s</div>") % self._tell_row(row)
            body += Markup(
                "<tr><th class='fw-normal text-muted pe-3 align-top'>%s</th>"
                "<td class='text-break'>%s</td></tr>"
            ) % (label, cell)
        return Markup("<table class='table table-sm mb-0'>%s</table>") % body

    @api.model
    def _tell_row(self, row):
        """A row in one line, rows of its own behind it in brackets."""
        words = [f"{name}: {text}" for name, text, rows in row if text and not rows]
        for name, _text, rows in row:
            if rows:
                own = "; ".join(self._tell_row(one) for one in rows)
                words.append(f"{name}: ({own})")
        return ", ".join(words)

    @api.depends("turn_ids.state", "signature_ids")
    @api.depends_context("lang", "tz", "uid")
    def _compute_chain(self):
        for request in self:
            # who may read the request may read how it goes, also of others' turns
            turns = request.sudo().turn_ids.sorted(
                lambda t: (t.round, t.sequence, t.id)
            )
            request.chain = [request._tell_turn(turn) for turn in turns]

    def _tell_turn(self, turn):
        labels = dict(turn._fields["state"]._description_selection(self.env))
        return {
            "id": turn.id,
            "round": turn.round,
            "name": turn.step_label,
            "asked": turn.user_id.name or turn._get_asked_label(),
            "role": turn.user_id and turn._get_asked_label() or "",
            "passed": turn.passed_text or "",
            "state": turn.state,
            "state_label": labels[turn.state],
            "due": self._tell_moment(turn.due_on) if turn.state == "open" else "",
            "late": turn._is_late(),
            "told": self._tell_told(turn),
            "error": turn.alarm_error or "",
            "signatures": [self._tell_signature(one) for one in turn.signature_ids],
        }

    def _tell_signature(self, signature):
        labels = dict(signature._fields["decision"]._description_selection(self.env))
        instead = signature.principal_id != signature.user_id
        return {
            "id": signature.id,
            "by": signature.user_name,
            "for": signature.principal_name if instead else "",
            "on": self._tell_moment(signature.signed_on),
            "decision": signature.decision,
            "label": labels[signature.decision],
            "comment": signature.comment or "",
            "old": signature.on_old_text,
        }

    def _tell_told(self, turn):
        """Who was told that it is due or late, each with the moment."""
        users = self.env["res.users"].sudo()
        return [
            f"{users.browse(one['user']).name or self.env._('nobody')}, "
            + self._tell_moment(fields.Datetime.to_datetime(one["on"]))
            for one in turn.told or ()
        ]

    def _tell_moment(self, moment):
        """In the format and the time of the reader."""
        return format_datetime(self.env, moment, dt_format="short") if moment else ""

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_mine(self):
        turns = self.env["complaint.approval.turn"].sudo()
        mine = turns.search(
            [("request_id", "in", self.ids), ("is_mine", "=", True)]
        ).grouped("request_id")
        for request in self:
            request.my_turn_id = mine.get(request.sudo(), turns)[:1].sudo(False)
            request.may_withdraw = request.state == "open" and (
                request.requested_by_id == self.env.user or request._is_admin()
            )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_decide_mine(self):
        """The form in which this user decides his turn."""
        self.ensure_one()
        return self.my_turn_id.action_open_decision()

    def action_open_withdrawal(self):
        """The form that asks why the request is taken back."""
        self.ensure_one()
        forms = self.env["complaint.approval.decision"]
        return forms._get_action(request=self, decision="withdraw")
