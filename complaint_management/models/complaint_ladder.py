from collections import defaultdict

from odoo import api, fields, models
from odoo.tools import SQL, format_datetime, format_list

from ..tools import batches

BATCH = 500


class ComplaintLadder(models.AbstractModel):
    """The job that climbs the ladders of the limits that are due (R-T07).

    It asks for what is due, not for what is open; each batch is committed, so that a
    run that was killed goes on where it stood.
    """

    _name = "complaint.ladder"
    _description = "Ladder of limits"

    @api.model
    def _cron_climb(self):
        """Tell those who are to be told by now; safe to run at any time, twice too."""
        cron = self.env["ir.cron"]
        while clocks := self._get_due_clocks():
            self._climb_batch(clocks)
            if not cron._commit_progress(len(clocks)):
                return
        turns = self.env["complaint.approval.turn"]
        while alarmed := turns._get_alarmed():
            alarmed._climb_batch()
            if not cron._commit_progress(len(alarmed)):
                return

    @api.model
    def _get_due_clocks(self):
        """The next batch of clocks whose alarm has come, locked for this run."""
        clocks = self.env["complaint.clock"].search(
            [("next_alarm_on", "<=", fields.Datetime.now())],
            limit=BATCH,
            order="next_alarm_on, id",
        )
        return clocks.try_lock_for_update()

    @api.model
    def _climb_batch(self, clocks):
        """Climb for all at once; where that fails, one by one: only what cannot be
        climbed is set aside, with its error."""
        batches.walk(clocks, self._climb, self._set_aside)

    @api.model
    def _set_aside(self, clock, error):
        clock._write_guarded({"next_alarm_on": False, "alarm_error": str(error)})

    # ------------------------------------------------------------
    # CLIMBING
    # ------------------------------------------------------------

    @api.model
    def _climb(self, clocks):
        """Climb every rung that is due of these clocks."""
        now = fields.Datetime.now()
        climbed = self._get_climbed(clocks)
        planner = self.env["complaint.clock.planner"]
        due, next_alarms = [], defaultdict(clocks.browse)
        for clock in clocks:
            moments = planner._get_rung_moments(
                clock._get_spec(), clock.due_on, clock._get_record()
            )
            for rung in clock._get_spec().rungs:
                if rung.id not in climbed[clock] and moments[rung.id] <= now:
                    due.append((clock, rung))
                    climbed[clock].add(rung.id)
            left = [
                when for rung, when in moments.items() if rung not in climbed[clock]
            ]
            next_alarms[min(left, default=False)] += clock
        for alarm, some in next_alarms.items():
            some._write_guarded({"next_alarm_on": alarm})
        self._tell(due)
        for clock, rung in due:
            if rung.makes_major and not clock.case_id.is_major:
                clock.case_id._make_major(
                    self.env._("“%(limit)s” was not kept.", limit=clock.limit_id.name)
                )
            if rung.draws_in:
                clock.case_id._draw_in_plant()

    @api.model
    def _get_climbed(self, clocks):
        """Ids of the rungs climbed for the present due date, by clock."""
        climbed = defaultdict(set)
        for told in self.env["complaint.escalation"].search(
            [("clock_id", "in", clocks.ids)]
        ):
            if told.due_on == told.clock_id.due_on:
                climbed[told.clock_id].add(told.rung_id.id)
        return climbed

    @api.model
    def _tell(self, due):
        """Keep who is told and give each an activity: one INSERT for each kind."""
        now, people = fields.Datetime.now(), {}
        vals_list = [self._prepare_escalation(*one, now, people) for one in due]
        # one activity a person and limit: the latest rung stands for those before
        latest = {
            (vals["clock_id"], vals["user_id"]): vals
            for vals in vals_list
            if vals["user_id"]
        }
        self._drop_earlier(due, latest)
        words = {}
        activities = (
            self.env["mail.activity"]
            .with_context(mail_activity_quick_update=True)
            .create([self._prepare_activity(vals, words) for vals in latest.values()])
        )
        for vals, activity in zip(latest.values(), activities, strict=True):
            vals["activity_id"] = activity.id
        told = self.env["complaint.escalation"].create(vals_list)
        self._let_read(told)
        self._say_passed_over(told)

    @api.model
    def _drop_earlier(self, due, latest):
        """Who is told again of the same limit is asked once."""
        clocks = self.env["complaint.clock"].union(*(clock for clock, _rung in due))
        clocks.escalation_ids.filtered(
            lambda told: (told.clock_id.id, told.user_id.id) in latest
        ).activity_id.unlink()

    @api.model
    def _let_read(self, told):
        """Who was told of a case's own limit may read the case; of a department's, the
        duty, which he may read already."""
        rows = {
            (one.case_id.id, one.user_id.id)
            for one in told
            if one.user_id and not one.duty_id
        }
        if rows:
            self.env.cr.execute(
                SQL(
                    "INSERT INTO complaint_case_told_rel (case_id, user_id) VALUES %s"
                    " ON CONFLICT DO NOTHING",
                    SQL(", ").join(SQL("%s", row) for row in sorted(rows)),
                )
            )
            told.case_id.invalidate_recordset(["told_user_ids"])

    @api.model
    def _prepare_escalation(self, clock, rung, now, people):
        record, case = clock._get_record(), clock.case_id
        department = record._get_clock_department(clock._get_spec())
        handler = record.handler_id if clock.duty_id else case.user_id
        if clock._get_spec().role != "handler":  # warned is who owes it (R-T07)
            handler = clock.user_id or handler
        key = (rung.role, department, handler, case.receiver_id, case.company_id)
        if key not in people:
            people[key] = self.env["complaint.role"]._find_up(
                rung.role, case, department, handler
            )
        user, passed = people[key]
        return {
            "clock_id": clock.id,
            "case_id": case.id,
            "duty_id": clock.duty_id.id,
            "company_id": case.company_id.id,
            "rung_id": rung.id,
            "role": rung.role,
            "user_id": user.id,
            "passed": format_list(self.env, passed) if passed else False,
            "told_on": now,
            "due_on": clock.due_on,
        }

    @api.model
    def _prepare_activity(self, told, words):
        """What the one who is told is asked to do.

        :param dict told: values of the escalation
        :param dict words: what was said already in this batch
        """
        user = self.env["res.users"].browse(told["user_id"])
        clock = self.env["complaint.clock"].browse(told["clock_id"])
        record, due = clock._get_record(), told["due_on"]
        key = (user, clock.limit_id, due)
        if key not in words:
            words[key] = self._prepare_words(*key, due <= told["told_on"])
        return {
            "res_model_id": self.env["ir.model"]._get_id(record._name),
            "res_id": record.id,
            "res_name": record.display_name,
            "user_id": user.id,
            "activity_type_id": self.env["ir.model.data"]._xmlid_to_res_id(
                "complaint_management.mail_activity_type_limit"
            ),
            **words[key],
        }

    @api.model
    def _prepare_words(self, user, limit, due, late):
        """What is said of a limit in the language and the time of who is told."""
        reader = self.with_context(lang=user.lang, tz=user.tz).env
        name = limit.with_context(lang=user.lang).name
        return {
            "summary": reader._("Late: %(limit)s", limit=name)
            if late
            else reader._("Soon due: %(limit)s", limit=name),
            "note": reader._(
                "Due %(due)s.", due=format_datetime(reader, due, user.tz, "short")
            ),
            "date_deadline": fields.Date.context_today(
                self.with_context(tz=user.tz), due
            ),
        }

    @api.model
    def _say_passed_over(self, told):
        """Where somebody has left, the case says who was told instead."""
        for one in told.filtered("passed"):
            record = one.duty_id or one.case_id
            record._message_log(
                body=self.env._(
                    "Nobody can be told as: %(roles)s. Told instead: %(person)s.",
                    roles=one.passed,
                    person=one.user_id.name
                    or self.env._("nobody. Name the posts and heads of departments"),
                )
            )

    # ------------------------------------------------------------
    # DOWN AGAIN
    # ------------------------------------------------------------

    @api.model
    def _withdraw(self, clocks):
        """The limit is kept or no longer applies: nobody is asked for it any more."""
        activities = clocks.sudo().escalation_ids.activity_id
        if activities:
            activities.unlink()
