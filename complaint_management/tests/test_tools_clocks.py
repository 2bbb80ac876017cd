from datetime import datetime, timedelta
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from ..tools.clocks import Known, LimitSpec, Wish, next_rung, plan, times, wish
from ..tools.worktime import DayCalendar, Limit, WorkCalendar

START = datetime(2026, 3, 2, 1)
HOUR = timedelta(hours=1)


def spec(start="received_on", stop="answered_on", **values):
    values = {
        "id": 1,
        "subject": "case",
        "start_event": start,
        "stop_event": stop,
        "amount": 1,
        "unit": "hour",
        "domain": (),
        "parent_id": False,
        "role": "handler",
        "department_kind": "",
        "duty_kind": "",
        "runs_on": False,
        "depth": 0,
        "rungs": (),
        **values,
    }
    return LimitSpec(**values)


def follow(known, wishes, reopened=None):
    """The clocks after the plan was carried out."""
    create, adjust, void = plan(wishes, known, reopened)
    changes = dict(adjust)
    after = []
    for clock in known:
        one = changes.get(clock.key)
        start, stop, cut = (
            (one.start, one.stop, one.cut)
            if one
            else (clock.start, clock.stop, clock.cut)
        )
        gone = clock.void or clock.key in void
        after.append(Known(clock.key, clock.limit, start, stop, gone, cut))
    for place, one in enumerate(create):
        key = (len(known), place)
        after.append(Known(key, one.limit, one.start, one.stop, False, one.cut))
    return after


class TestWish(TestCase):
    """R-T03: a limit runs from its event to its event."""

    def test_nothing_is_owed_before_the_start_event(self):
        self.assertIsNone(wish(spec(), {}))

    def test_it_is_owed_from_the_start_event_to_the_stop_event(self):
        events = {"received_on": START}
        self.assertEqual(wish(spec(), events), Wish(1, START))
        events["answered_on"] = START + HOUR
        self.assertEqual(wish(spec(), events), Wish(1, START, START + HOUR))

    def test_what_was_done_before_the_limit_began_is_kept(self):
        events = {"received_on": START, "answered_on": START - HOUR}
        self.assertEqual(wish(spec(), events), Wish(1, START, START))

    def test_a_new_promise_is_not_kept_by_the_old_answer(self):
        """R-D11: not satisfied with the first reply, promised another one."""
        events = {"promised_on": START, "answered_on": START - HOUR}
        promise = wish(spec("promised_on"), events)
        self.assertEqual(promise, Wish(1, START))

    def test_closing_ends_what_is_owed(self):
        found = wish(spec(), {"received_on": START}, ended=START + HOUR)
        self.assertEqual(found, Wish(1, START, START + HOUR))

    def test_withdrawal_cuts_it_short(self):
        found = wish(spec(), {"received_on": START}, cut=START + HOUR)
        self.assertTrue(found.cut)

    def test_a_case_taken_up_anew_owes_what_was_not_done_from_then_on(self):
        reopened = START + 5 * HOUR
        found = wish(spec(), {"received_on": START}, reopened=reopened)
        self.assertEqual(found, Wish(1, reopened))
        events = {"received_on": START, "answered_on": START + HOUR}
        self.assertIsNone(wish(spec(), events, reopened=reopened))


class TestPlan(TestCase):
    """R-T08: clocks are as the events say, whatever came in between."""

    def test_a_running_clock_is_void_when_its_limit_no_longer_applies(self):
        create, adjust, void = plan([], [Known("a", 1, START)])
        self.assertEqual((create, adjust, void), ([], [], ["a"]))

    def test_a_finished_clock_stays(self):
        known = [Known("a", 1, START, START + HOUR)]
        self.assertEqual(plan([], known), ([], [], []))

    def test_a_withdrawn_decision_lets_the_clock_run_on(self):
        known = [Known("a", 1, START, START + HOUR)]
        self.assertEqual(plan([Wish(1, START)], known)[1], [("a", Wish(1, START))])

    def test_taken_up_anew_the_finished_clock_is_history(self):
        known = [Known("a", 1, START, START + HOUR)]
        again = Wish(1, START + 9 * HOUR)
        create, adjust, void = plan([again], known, START + 9 * HOUR)
        self.assertEqual((create, adjust, void), ([again], [], []))

    def test_taken_up_anew_what_runs_late_is_not_forgiven(self):
        known = [Known("a", 1, START)]
        again = Wish(1, START + 9 * HOUR)
        self.assertEqual(plan([again], known, START + 9 * HOUR), ([], [], []))


moments = st.integers(0, 60).map(lambda hours: START + hours * HOUR)
maybe = st.one_of(st.none(), moments)


@st.composite
def wishes(draw):
    found = []
    for limit in draw(st.sets(st.integers(1, 3))):
        start, stop = draw(moments), draw(maybe)
        found.append(Wish(limit, start, stop and max(start, stop)))
    return found


class TestPlanInAnyOrder(TestCase):
    @given(st.lists(wishes(), min_size=1, max_size=6))
    def test_walking_it_twice_changes_nothing(self, story):
        clocks = []
        for chapter in story:
            clocks = follow(clocks, chapter)
        self.assertEqual(plan(story[-1], clocks), ([], [], []))

    @given(st.lists(wishes(), min_size=1, max_size=6))
    def test_each_limit_that_applies_has_one_clock_that_says_so(self, story):
        clocks = []
        for chapter in story:
            clocks = follow(clocks, chapter)
        for one in story[-1]:
            same = [
                clock
                for clock in clocks
                if (clock.limit, clock.start, clock.stop, clock.void)
                == (one.limit, one.start, one.stop, False)
            ]
            self.assertEqual(len(same), 1)
        running = [clock.limit for clock in clocks if not (clock.void or clock.stop)]
        self.assertEqual(len(running), len(set(running)), "no limit runs twice")


class TestTimes(TestCase):
    """R-T08: due, met, late by how much."""

    limit = Limit(8, "hour", DayCalendar("Asia/Shanghai"))

    def test_a_part_never_ends_later_than_its_whole(self):
        cap = START + 3 * HOUR
        self.assertEqual(times(self.limit, Wish(1, START), cap=cap).due, cap)
        stopped = times(self.limit, Wish(1, START, START + 5 * HOUR), cap=cap)
        self.assertEqual((stopped.state, stopped.overrun), ("late", 2.0))

    def test_an_extension_moves_it(self):
        later = START + 20 * HOUR
        found = times(
            self.limit, Wish(1, START, START + 19 * HOUR), cap=None, extended=later
        )
        self.assertEqual((found.due, found.state), (later, "met"))

    def test_while_it_is_paused_nothing_falls_due(self):
        found = times(self.limit, Wish(1, START), [(START + HOUR, None)])
        self.assertEqual((found.state, found.due), ("paused", None))

    def test_a_limit_of_no_time_is_due_at_once(self):
        limit = Limit(0, "hour", DayCalendar("UTC"))
        self.assertEqual(times(limit, Wish(1, START)).due, START)

    @given(moments, moments)
    def test_late_is_exactly_what_ends_after_its_due_date(self, start, stop):
        stop = max(start, stop)
        found = times(self.limit, Wish(1, start, stop))
        self.assertEqual(found.state == "late", stop > found.due)


class TestRungs(TestCase):
    def test_the_next_rung_is_the_earliest_that_was_not_climbed(self):
        moments = {1: START, 2: START + HOUR}
        self.assertEqual(next_rung(moments, ()), START)
        self.assertEqual(next_rung(moments, {1}), START + HOUR)
        self.assertIsNone(next_rung(moments, {1, 2}))

    @given(st.integers(0, 60), st.integers(0, 20))
    def test_so_many_days_before_a_day_ends_is_when_that_day_ends(self, day, days):
        calendar = DayCalendar("Asia/Shanghai")
        due = calendar.close(START.date() + timedelta(days=day))
        before = Limit(days, "day", calendar).back(due)
        self.assertEqual(before, due - timedelta(days=days))

    def test_a_working_day_before_monday_is_friday(self):
        week = {weekday: (540, 1080) for weekday in range(5)}
        calendar = WorkCalendar("Asia/Shanghai", (week,))
        monday = calendar.close(datetime(2026, 3, 9).date())
        friday = calendar.close(datetime(2026, 3, 6).date())
        self.assertEqual(Limit(1, "working_day", calendar).back(monday), friday)
