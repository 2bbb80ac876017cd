from odoo import fields, models
from odoo.exceptions import UserError

from ..tools.approval import Place, Turn, fingerprint, repeated, what_next


class ComplaintApprovalGoing(models.AbstractModel):
    """How a request goes on: its levels are opened in turn, it goes back to one, it
    ends (R-A03, R-A04). Runs as superuser; who may do what is checked before."""

    _name = "complaint.approval.going"
    _inherit = ["complaint.guarded.mixin"]
    _description = "Course of an approval"

    told_user_ids = fields.Many2many(
        "res.users",
        "complaint_approval_told_rel",
        "request_id",
        "user_id",
        "Told that it is late",
        readonly=True,
        copy=False,
        guarded=True,
        help="They stand above who is asked, and may read it.",
    )

    # ------------------------------------------------------------
    # BEGINNING AND GOING ON
    # ------------------------------------------------------------

    def _begin(self, steps):
        """Make the turns of new requests and open the first level of each.

        :param dict steps: request → its steps
        """
        memories, vals_list = {}, []
        names = self.env["complaint.approval.step"]._get_asked_fields()
        for request in self:
            place = request._get_place(memories)
            for step in steps[request]:
                turn = {name: step[name] for name in names}
                turn = step._convert_to_write(turn)
                turn.update(request._prepare_turn(step, place))
                vals_list.append({**turn, "step_id": step.id})
        self.env["complaint.approval.turn"].sudo()._create_guarded(vals_list)
        self._lock_records()
        self._go_on(memories)

    def _get_place(self, memories):
        """Where the people of this request are found; see ``tools.approval.Place``."""
        self.ensure_one()
        case, record = self.case_id, self._get_record()
        department = record._approval_department(self.requested_by_id)
        key = (
            self.company_id,
            department,
            case.branch_id,
            case.user_id,
            case.receiver_id,
        )
        return Place(
            self.company_id,
            case,
            department,
            case.branch_id,
            memories.setdefault(key, {}),
        )

    def _get_excluded(self, asked):
        """Who may not decide this.

        :param asked: a step or a turn: who asked is excluded where it says so
        """
        own = self.requested_by_id if asked.exclude_requester else self.env["res.users"]
        return own | self._get_record()._approval_excluded(self.subject)

    def _prepare_turn(self, asked, place):
        """Values of a turn of this round: who would be asked now.

        :param asked: a step, or the turn that is repeated
        :raises UserError: nobody is there to the top
        """
        user, passed = self.env["res.users"], []
        excluded = self._get_excluded(asked)
        if asked.asked == "group":
            members = asked._get_members(place, excluded)
            wanted = asked.quorum if asked.mode == "quorum" else 1
            there = len(members) >= wanted
        else:
            user, passed = asked._find_person(place, excluded)
            there = bool(user)
        if not there:
            raise UserError(self._say_nobody(asked, passed))
        return {
            "request_id": self.id,
            "company_id": self.company_id.id,
            "subject": self.subject,
            "reference": self.reference,
            "requested_by_id": self.requested_by_id.id,
            "round": self.round,
            "user_id": user.id,
            "passed": passed or False,
            "state": "waiting",
        }

    def _say_nobody(self, asked, passed):
        names = ", ".join(filter(None, (one["name"] for one in passed)))
        return self.env._(
            "Nobody can be asked at step “%(step)s” (%(asked)s%(names)s): name "
            "somebody who works in %(company)s and has not put it up himself.",
            step=asked.name,
            asked=asked._get_asked_label(),
            names=names and self.env._("; not there: %(names)s", names=names),
            company=self.company_id.name,
        )

    def _get_round(self):
        """The turns of the present round."""
        return self.turn_ids.filtered(lambda turn: turn.round == self.round)

    def _go_on(self, memories=None):
        """Open the next level of each request, or grant it when there is none."""
        memories = {} if memories is None else memories
        now, opened = fields.Datetime.now(), self.env["complaint.approval.turn"].sudo()
        for request in self:
            to_open, to_cancel, done = what_next(
                Turn(
                    turn, turn.sequence, turn.state, turn.together, turn.together_quorum
                )
                for turn in request._get_round()
            )
            opened = opened.union(*to_open)
            opened.union(*to_cancel)._close("cancelled") if to_cancel else None
            if done:
                request._end("granted")
        opened._open(now, memories)

    # ------------------------------------------------------------
    # BACK
    # ------------------------------------------------------------

    def _go_back(self, level):
        """Ask again from ``level`` on, in a new round; all signatures stay."""
        turns = self._get_round()
        rows = [Turn(turn, turn.sequence, turn.state) for turn in turns]
        try:
            again = repeated(rows, level)
        except ValueError as error:
            raise UserError(
                self.env._(
                    "It can go back to an earlier step only, or to who asked for it."
                )
            ) from error
        turns.filtered(lambda turn: turn.state in ("waiting", "open"))._close(
            "cancelled"
        )
        self._write_guarded({"round": self.round + 1})
        memories, vals_list = {}, []
        names = turns._get_asked_fields()
        for turn in again:
            vals = turn._convert_to_write({name: turn[name] for name in names})
            vals.update(self._prepare_turn(turn, self._get_place(memories)))
            vals_list.append({**vals, "step_id": turn.step_id.id})
        turns._create_guarded(vals_list)
        self.invalidate_recordset(["turn_ids"])
        self._go_on(memories)

    # ------------------------------------------------------------
    # THE END
    # ------------------------------------------------------------

    def _end(self, state):
        """The request is settled: nobody is asked any more."""
        self.ensure_one()
        rest = self._get_round().filtered(
            lambda turn: turn.state in ("waiting", "open")
        )
        rest._close("cancelled")
        self._write_guarded({"state": state, "decided_on": fields.Datetime.now()})
        record = self._get_record()
        if state == "granted":
            record._approval_done(self)
            return
        record._unlock_approval(self.subject)
        if state in ("returned", "refused"):
            self._tell_requester(state)
        if state == "refused":
            record._approval_refused(self)
        else:
            record._approval_returned(self)

    def _tell_requester(self, state):
        """Who asked hears what became of it (R-A04)."""
        user = self.requested_by_id
        if not user.active:
            return
        env = self.with_context(lang=user.lang or self.env.lang).env
        name = self.with_env(env).display_name
        summaries = {
            "returned": env._("Returned to you: %(request)s", request=name),
            "refused": env._("Refused: %(request)s", request=name),
            "granted": env._("Approved: %(request)s", request=name),
        }
        self.with_context(mail_activity_quick_update=True).activity_schedule(
            "mail.mail_activity_data_todo", user_id=user.id, summary=summaries[state]
        )

    def _sign_and_end(self, decision, state, reason):
        self._sign_one(decision, reason)
        self._end(state)

    def _sign_one(self, decision, comment=False, **vals):
        """One signature on this request, its words kept beside it."""
        digest = self._keep_words(comment)
        return (
            self.env["complaint.approval.signature"]
            .sudo()
            ._sign(
                [
                    {
                        "request_id": self.id,
                        "decision": decision,
                        "comment_digest": digest,
                        **vals,
                    }
                ]
            )
        )

    def _keep_words(self, comment):
        comment = (comment or "").strip()
        if not comment:
            return False
        texts = []
        self.env["complaint.approval.snapshot"]._keep_text(comment, texts)
        self._keep_texts(self, [texts])
        return texts[0]["digest"]

    def _change_facts(self, changes):
        """What is decided is changed: the record says it, and the snapshot is taken
        anew; who signed before signed the old text."""
        record = self._get_record()
        record._approval_change(self.subject, changes)
        snapshots = self.env["complaint.approval.snapshot"]
        snapshot, texts = snapshots._take(record, self.subject)
        self._keep_texts(self, [texts])
        if instructions := self.snapshot.get("instructions"):
            snapshot["instructions"] = instructions
        self._write_guarded(
            {"snapshot": snapshot, "snapshot_hash": fingerprint(snapshot)}
        )

    def _change_instruction(self, comment):
        """A new text: what was decided on, with this instruction added to it."""
        snapshot = dict(self.snapshot)
        digest = self._keep_words(comment)
        snapshot["instructions"] = [*snapshot.get("instructions", []), digest]
        self._write_guarded(
            {"snapshot": snapshot, "snapshot_hash": fingerprint(snapshot)}
        )
        return digest

    # ------------------------------------------------------------
    # LOCKS
    # ------------------------------------------------------------

    def _lock_records(self):
        for (model, subject), requests in self.grouped(
            lambda request: (request.res_model, request.subject)
        ).items():
            records = self.env[model].sudo().browse(requests.mapped("res_id"))
            records._lock_approval(subject)
