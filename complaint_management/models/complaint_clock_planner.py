from collections import defaultdict

from odoo import api, models
from odoo.exceptions import UserError

from ..tools import clocks as tool
from ..tools.worktime import NoWorkingDay


class ComplaintClockPlanner(models.AbstractModel):
    """Brings the clocks of cases in line with their events (``tools/clocks.py``).

    Called after every write of an event, for any number of cases; what it finds in
    order it leaves alone. Everything runs as superuser: who walks a step need not see
    clocks, duties or calendars, and nobody may write clocks.
    """

    _name = "complaint.clock.planner"
    _description = "Planner of clocks"

    # ------------------------------------------------------------
    # FOLLOWING EVENTS
    # ------------------------------------------------------------

    @api.model
    def _follow(self, cases):
        """Start, stop, move or void the clocks of ``cases`` as their events say."""
        cases = cases.sudo().filtered(
            lambda case: (
                not case.historical and (case.has_clocks or self._get_specs(case))
            )
        )
        if not cases:
            return
        known, pauses = cases._get_clocks_by_record(), cases._get_pauses()
        started = []
        for case, records in cases._get_clocked_records().items():
            for record in records:
                create, adjust, void = self._plan(case, record, known[record])
                for clock in void:
                    clock._write_guarded({"state": "void", "next_alarm_on": False})
                    self.env["complaint.ladder"]._withdraw(clock)
                for clock, wish in adjust:
                    self._set_times(clock, wish, pauses[case])
                started += [(case, record, wish) for wish in create]
        self._start(started, known, pauses)
        self._rehold(known)
        cases._refresh_due(known)

    @api.model
    def _get_specs(self, case):
        return self.env["complaint.policy.limit"]._get_specs(case.policy_id.id)

    @api.model
    def _plan(self, case, record, clocks):
        """``(create, adjust, void)`` of one record of a case."""
        events = record._get_events()
        ends = {
            "reopened": case.reopened_on or None,
            "ended": record._get_ended_on() or None,
        }
        begun = clocks.limit_id._ids  # goes on, whenever the limit was added
        wishes = [
            tool.wish(spec, events, **ends, cut=record._get_cut_on(spec) or None)
            for spec in self._get_specs(case)
            if spec.subject == record._clock_subject
            and (spec.id in begun or spec.rules(case.create_date))
            and record._is_limited_by(spec)
        ]
        known = [
            tool.Known(
                clock,
                clock.limit_id.id,
                clock.started_on,
                clock.stopped_on or None,
                clock.state == "void",
                clock.state == "cut",
            )
            for clock in clocks
        ]
        return tool.plan(
            [wish for wish in wishes if wish], known, case.reopened_on or None
        )

    # ------------------------------------------------------------
    # STARTING
    # ------------------------------------------------------------

    @api.model
    def _start(self, started, known, pauses):
        """Create the clocks that are wished for, outer ones before those within them.

        One INSERT for all that lie in none; a part needs the one around it first.
        """
        specs = {
            spec.id: spec for case, *_rest in started for spec in self._get_specs(case)
        }
        if started:  # what just stopped makes room for what starts in its place
            self.env["complaint.clock"].flush_model(["is_running"])
        waves = defaultdict(list)
        for case, record, wish in started:
            spec = specs[wish.limit]
            waves[spec.depth].append((case, record, wish, spec))
        for _depth, wave in sorted(waves.items()):
            clocks = (
                self.env["complaint.clock"]
                .sudo()
                ._create_guarded(
                    [self._prepare_clock_vals(*one, known, pauses) for one in wave]
                )
            )
            for (_case, record, *_rest), clock in zip(wave, clocks, strict=True):
                known[record] |= clock

    @api.model
    def _prepare_clock_vals(self, case, record, wish, spec, known, pauses):
        parent = self._get_around(case, spec, known)
        vals = {
            "limit_id": spec.id,
            "case_id": case.id,
            "company_id": case.company_id.id,
            "parent_id": parent.id,
            "amount": spec.amount,
            "unit": spec.unit,
            "user_id": record._get_clock_holder(spec).id,
            **record._prepare_clock_link(),
        }
        try:
            limit = self.env["complaint.worktime"]._get_limit(
                case.company_id, spec.amount, spec.unit, record._get_clock_calendar()
            )
            times = self._get_times(
                limit, wish, () if spec.runs_on else pauses[case], parent.due_on or None
            )
            vals["next_alarm_on"] = self._get_next_alarm(spec, times, record, ())
        except UserError as error:
            # a case is never refused for a calendar that counts nothing: its clock
            # stands there and says what to mend
            vals["alarm_error"] = str(error)
            times = self._get_uncounted(wish)
        vals.update(self._prepare_times_vals(wish, times))
        vals["first_due_on"] = times.due
        return vals

    @api.model
    def _get_uncounted(self, wish):
        return tool.Times("met" if wish.stop else "running", None, wish.stop, 0.0)

    @api.model
    def _get_around(self, case, spec, known):
        """The running clock of this case within which one of ``spec`` lies."""
        clocks = self.env["complaint.clock"].sudo()
        for record, some in known.items() if spec.parent_id else ():
            if record._get_clocked_cases() == case:
                clocks |= some.filtered(
                    lambda clock: (
                        clock.limit_id.id == spec.parent_id and clock.is_running
                    )
                )
        return clocks[:1]

    # ------------------------------------------------------------
    # TIMES
    # ------------------------------------------------------------

    @api.model
    def _get_times(self, limit, wish, pauses, cap, extended=None):
        try:
            return tool.times(limit, wish, pauses, cap, extended)
        except NoWorkingDay as error:
            raise self._get_no_day_error() from error

    @api.model
    def _get_no_day_error(self):
        return UserError(
            self.env._(
                "No working day in sight: no limit can be counted. Look at the working "
                "calendar and the holidays."
            )
        )

    @api.model
    def _prepare_times_vals(self, wish, times):
        return {
            "started_on": wish.start,
            "stopped_on": times.stop,
            "due_on": times.due,
            "state": times.state,
            "overrun": times.overrun,
        }

    @api.model
    def _set_times(self, clock, wish, pauses, reason=False):
        """Bring one clock in line; nothing is written where nothing changes."""
        try:
            vals = self._prepare_new_times(clock, wish, pauses)
        except UserError as error:
            times = self._get_uncounted(wish)
            vals = self._prepare_times_vals(wish, times)
            vals.update(next_alarm_on=False, alarm_error=str(error))
        changed = {
            name: value
            for name, value in vals.items()
            if clock[name] != (value or False)
        }
        if changed:
            clock._write_guarded(changed, reason)
            if changed.get("state", "running") != "running":
                self.env["complaint.ladder"]._withdraw(clock)

    @api.model
    def _prepare_new_times(self, clock, wish, pauses):
        spec = clock._get_spec()
        times = self._get_times(
            clock._get_counting(),
            wish,
            () if spec.runs_on else pauses,
            clock.parent_id.due_on or None,
            clock.extended_to or None,
        )
        climbed = clock.escalation_ids.filtered(
            lambda told: told.due_on == times.due
        ).rung_id.ids
        alarm = self._get_next_alarm(spec, times, clock._get_record(), climbed)
        return {
            **self._prepare_times_vals(wish, times),
            "next_alarm_on": alarm,
            "alarm_error": False,
        }

    @api.model
    def _retime(self, cases, reason=False):
        """Count the running clocks of ``cases`` anew: a pause began or ended, a limit
        was extended. Outer ones first, because parts never end later."""
        cases = cases.sudo()
        known, pauses = cases._get_clocks_by_record(), cases._get_pauses()
        running = self.env["complaint.clock"].sudo().union(*known.values())
        for clock in running.filtered("is_running").sorted(
            lambda clock: clock._get_spec().depth
        ):
            wish = tool.Wish(clock.limit_id.id, clock.started_on)
            self._set_times(clock, wish, pauses[clock.case_id], reason)
        cases._refresh_due(known)

    # ------------------------------------------------------------
    # LADDER AND HOLDER
    # ------------------------------------------------------------

    @api.model
    def _get_next_alarm(self, spec, times, record, climbed):
        if times.state != "running":
            return False
        moments = self._get_rung_moments(spec, times.due, record)
        return tool.next_rung(moments, climbed) or False

    @api.model
    def _get_rung_moments(self, spec, due, record):
        """When each rung of a limit that falls due at ``due`` is to be climbed."""
        company = record.company_id
        moments = {}
        for rung in spec.rungs:
            limit = self.env["complaint.worktime"]._get_limit(
                company, rung.amount, rung.unit, record._get_clock_calendar()
            )
            try:
                moments[rung.id] = tool.rung_moment(rung, limit, due)
            except NoWorkingDay as error:
                raise self._get_no_day_error() from error
        return moments

    @api.model
    def _rehold(self, known):
        """Who is in charge changed: his clocks go with it."""
        for record, clocks in known.items():
            for clock in clocks.filtered("is_running"):
                spec = clock._get_spec()
                if spec.role in ("handler", "receiver"):
                    holder = record._get_clock_holder(spec)
                    if holder != clock.user_id:
                        clock._write_guarded({"user_id": holder.id})
