from odoo import api, fields, models
from odoo.tools import SQL, format_datetime

from ..tools import batches
from ..tools.approval import RUNGS, warn_on

BATCH = 200


class ComplaintApprovalLate(models.AbstractModel):
    """The ladder of a turn: who is asked is told before its time is over; at its end
    he, the next one up and who asked; a working day later all above him (R-T07).

    The job of the ladders climbs it, in locked batches that are committed. What was
    told stands on the turn in the same transaction, so nobody is told twice.
    """

    _name = "complaint.approval.late"
    _inherit = ["complaint.guarded.mixin"]
    _description = "Ladder of turns"

    next_alarm_on = fields.Datetime("Next alarm on", readonly=True, guarded=True)
    told = fields.Json(readonly=True, guarded=True)
    alarm_error = fields.Text(
        readonly=True,
        guarded=True,
        help="Why nobody could be told; such a turn waits for the administrator.",
    )

    def _is_late(self):
        self.ensure_one()
        is_open = self.state == "open" and self.due_on
        return bool(is_open and self.due_on < fields.Datetime.now())

    # ------------------------------------------------------------
    # THE JOB
    # ------------------------------------------------------------

    @api.model
    def _get_alarmed(self):
        """The next batch of turns whose alarm has come, locked for this run."""
        turns = self.sudo().search(
            [("next_alarm_on", "<=", fields.Datetime.now())],
            limit=BATCH,
            order="next_alarm_on, id",
        )
        return turns.try_lock_for_update()

    def _climb_batch(self):
        """Tell all at once; where that fails one by one: only what cannot be told is
        set aside, with its error."""
        batches.walk(self, type(self)._climb_ladder, type(self)._set_aside)

    def _set_aside(self, error):
        self._write_guarded({"next_alarm_on": False, "alarm_error": str(error)})

    # ------------------------------------------------------------
    # CLIMBING
    # ------------------------------------------------------------

    def _climb_ladder(self):
        now, memories, told = fields.Datetime.now(), {}, []
        for turn in self:
            place = turn.request_id._get_place(memories)
            moments = turn._get_rung_moments(place)
            known = {one["rung"] for one in turn.told or ()}
            due = [key for key in RUNGS if key not in known and moments[key] <= now]
            told += [(turn, key, turn._get_told_people(key, place)) for key in due]
            left = [when for when in moments.values() if when > now]
            turn._write_guarded({"next_alarm_on": min(left, default=False)})
        self._keep_told(told, now)

    def _get_rung_moments(self, place):
        calendar = place.department and place.department._get_complaint_calendar()
        after = self.env["complaint.worktime"]._get_due(
            place.company, 1, "working_day", self.due_on, calendar=calendar or None
        )
        before = warn_on(self.opened_on, self.due_on)
        return {"before": before, "at": self.due_on, "after": after}

    def _get_told_people(self, rung, place):
        """Who is told at ``rung``: each as he is there now."""
        above = self._get_above(place)
        if rung == "after":
            return above[1:]
        people = self._get_askees(place)
        if rung == "at":
            people |= above[:1] | self.env["complaint.role"]._filter_at_work(
                self.requested_by_id, place.company
            )
        return people

    def _get_askees(self, place):
        """Who could decide it now: who is asked, of a group who has not signed, and who
        represents him."""
        people = self.user_id
        if self.asked == "group":
            people = self._get_members(place, self.request_id._get_excluded(self))
            people -= self.signature_ids.principal_id
        absences = self.env["complaint.approval.delegation"]._get_of(people)
        lent = absences.filtered(
            lambda one: self.filtered_domain(self._get_lent_domain(one))
        )
        return (people | lent.delegate_id).filtered("active")

    def _get_told_users(self):
        """Who was told of this turn."""
        ids = {one["user"] for one in self.told or () if one["user"]}
        return self.env["res.users"].browse(ids)

    def _get_above(self, place):
        """Those above who is asked, up to the GM."""
        found = self.env["res.users"]
        for _role, _meant, user in self._get_rungs(place):
            user = self.env["complaint.role"]._filter_at_work(user, place.company)
            found |= user - self.user_id
        return found

    # ------------------------------------------------------------
    # TELLING
    # ------------------------------------------------------------

    def _keep_told(self, told, now):
        """Keep who is told, and give each one activity: the latest rung stands for
        those before."""
        latest = {(turn, user): rung for turn, rung, people in told for user in people}
        turns = self.browse().union(*(turn for turn, _rung, _people in told))
        turns._drop_alarms({(turn.id, user.id) for turn, user in latest})
        created = (
            self.env["mail.activity"]
            .with_context(mail_activity_quick_update=True)
            .create([turn._prepare_alarm(user, now) for turn, user in latest])
        )
        activities = dict(zip(latest, created.ids, strict=True))
        for turn in turns:
            rows = [
                {
                    "rung": rung,
                    "user": user.id,
                    "on": fields.Datetime.to_string(now),
                    "activity": latest.get((turn, user)) == rung
                    and activities[turn, user],
                }
                for one, rung, people in told
                if one == turn
                for user in people or [self.env["res.users"]]
            ]
            turn._write_guarded({"told": [*(turn.told or ()), *rows]})
        self._let_read(latest)

    def _prepare_alarm(self, user, now):
        reader = self.with_context(lang=user.lang, tz=user.tz).env
        request = self.request_id.with_env(reader)
        late = self.due_on <= now
        say = {
            True: reader._("Late: decide %(request)s", request=request.display_name),
            False: reader._("Soon due: %(request)s", request=request.display_name),
        }
        return {
            "activity_type_id": self.env["ir.model.data"]._xmlid_to_res_id(
                "complaint_management.mail_activity_type_limit"
            ),
            "res_model_id": self.env["ir.model"]._get_id(request._name),
            "res_id": request.id,
            "user_id": user.id,
            "summary": say[late],
            "note": reader._(
                "Asked: %(person)s. Decide until %(due)s.",
                person=self.user_id.name or self.with_env(reader)._get_asked_label(),
                due=format_datetime(reader, self.due_on, user.tz, "short"),
            ),
            "date_deadline": fields.Date.context_today(
                self.with_context(tz=user.tz), self.due_on
            ),
        }

    def _let_read(self, pairs):
        """Who is told may read the request. By SQL: writing the request would run a
        decision of the same moment again."""
        rows = sorted({(turn.request_id.id, user.id) for turn, user in pairs})
        if rows:
            self.env.cr.execute(
                SQL(
                    "INSERT INTO complaint_approval_told_rel (request_id, user_id)"
                    " VALUES %s ON CONFLICT DO NOTHING",
                    SQL(", ").join(SQL("%s", row) for row in rows),
                )
            )
            self.request_id.invalidate_recordset(["told_user_ids"])

    def _drop_alarms(self, pairs=None):
        """Nobody is asked for it any more.

        :param pairs: ids of turn and user that are told anew; all where none are given
        """
        ids = [
            one["activity"]
            for turn in self
            for one in turn.told or ()
            if one["activity"] and (pairs is None or (turn.id, one["user"]) in pairs)
        ]
        if ids:
            self.env["mail.activity"].sudo().browse(ids).exists().unlink()
