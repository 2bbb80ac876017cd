from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged, warmup

from .meeting_common import MeetingCommon


@tagged("post_install", "-at_install")
class TestMeeting(MeetingCommon):
    """R-Q09: meetings with minutes, decisions and the actions that come out of them."""

    def test_r_q09_the_market_department_reviews_what_was_closed_case_by_case(self):
        case = self._bring_to("closed")
        self._register()
        meeting = self._call()
        self.assertEqual(meeting.department_id, self.market)
        self.assertEqual(meeting.chair_id, self.owner)
        self.assertEqual(meeting.attendance_ids.user_id, self.owner | self.doer)
        self.assertEqual(meeting.item_ids.sudo().case_id, case)
        item = meeting.item_ids
        item.write(
            {
                "responsibility": "Plant 1.",
                "measures": "Cartons with ribs.",
                "results": "None broken since.",
                "state": "judged",
            }
        )
        self.assertEqual(item.with_user(self.doer).responsibility, "Plant 1.")
        self.assertEqual(item.with_user(self.doer).case_id.display_name, case.number)

    def test_r_p03_what_is_judged_names_nobody_who_complained(self):
        self._bring_to("closed")
        item = self._call().item_ids
        with self._refused(ValidationError, "must not learn"):
            item.results = "Ms. Zhang is content."

    def test_r_q09_called_it_stands_in_the_calendars_without_its_agenda(self):
        meeting = self._call(location="Room 3")
        meeting.action_call()
        event = meeting.event_id.sudo()
        self.assertEqual(event.partner_ids, (self.owner | self.doer).partner_id)
        self.assertEqual(event.location, "Room 3")
        self.assertFalse(event.description)
        later = meeting.start + timedelta(days=1)
        event.with_user(self.owner).write(
            {"start": later, "stop": later + timedelta(hours=3)}
        )
        self.assertEqual(meeting.start, later)
        self.assertFalse(self._get_asked(meeting))
        meeting.action_cancel("The hall is taken.")
        self.assertFalse(event.exists())

    def test_r_q09_confirmed_by_the_chair_alone_once_all_is_said(self):
        self._bring_to("closed")
        meeting = self._call()
        meeting.action_call()
        with self._refused(UserError, "not begun yet"):
            meeting.action_hold()
        meeting.start = fields.Datetime.now() - timedelta(hours=2)
        meeting.action_hold()
        with self._refused(UserError, "whether he was there") as _raised:
            meeting.action_confirm()
        meeting.attendance_ids.write({"state": "present"})
        with self._refused(UserError, "put it off"):
            meeting.action_confirm()
        meeting.item_ids.write({"state": "put_off"})
        with self._refused(UserError, "Write the minutes"):
            meeting.action_confirm()
        meeting.minutes = "Put off."
        with self._refused(AccessError, "This is for: chair"):
            meeting.with_user(self.quality_user).action_confirm()
        meeting.action_confirm()
        self.assertEqual(meeting.state, "confirmed")

    def test_r_q09_confirmed_minutes_stay_and_are_sent_round(self):
        meeting = self._hold(self._call())
        item, decision = self._discuss(meeting), self._decide_that(meeting)
        item.state = "judged"
        meeting.action_confirm()
        for change in (
            lambda: meeting.write({"minutes": "Other."}),
            lambda: item.write({"results": "Other."}),
            lambda: decision.write({"name": "Other."}),
            lambda: meeting.attendance_ids[0].write({"state": "absent"}),
            lambda: self._discuss(meeting),
            lambda: self._decide_that(meeting),
            item.unlink,
        ):
            with self._refused(UserError, "stay as they are"):
                change()
        told = self.env["mail.message"].search(
            [("model", "=", "capa.meeting"), ("res_id", "=", meeting.id)]
        )
        people = (self.owner | self.doer | self.verifier).partner_id
        self.assertEqual(told.notified_partner_ids, people)
        self.assertIn("New cartons", "".join(told.mapped("body")))

    def test_r_q09_who_has_to_do_something_is_asked_and_reminded(self):
        meeting = self._hold(self._call())
        decision = self._decide_that(meeting)
        self.assertFalse(decision.next_alarm_on)
        meeting.action_confirm()
        self.assertEqual(self._get_asked(decision).user_id, self.verifier)
        self.assertEqual(decision.next_alarm_on, self._day(11))
        self.assertEqual(decision._get_told(3), self.verifier | self.owner)
        own = decision.with_user(self.verifier)
        with self._refused(UserError, "Say what was done"):
            own.action_done()
        with self._refused(AccessError, "changed by the chair"):
            own.date_due = self._day(99)
        own.how_done = "Delivered on Monday."
        own.action_done()
        self.assertFalse(self._get_asked(decision))
        self.assertFalse(decision.next_alarm_on)

    def test_r_q09_the_next_one_takes_over_what_is_open_and_what_was_put_off(self):
        meeting = self._hold(self._call())
        item = self._discuss(meeting, name="Glaze")
        item.state = "put_off"
        done, waiting = self._decide_that(meeting), self._decide_that(meeting)
        meeting.action_confirm()
        done.with_user(self.verifier).how_done = "Yes."
        done.with_user(self.verifier).action_done()
        found = self._call()
        self.assertEqual(found.agenda_from, meeting.agenda_to)
        self.assertEqual(found.item_ids.decision_id, waiting)
        self.assertIn("Glaze", found.item_ids.mapped("name"))
        before = len(found.item_ids)
        found.action_fill_agenda()
        self.assertEqual(len(found.item_ids), before)

    def test_r_r07_executive_and_production_vice_gm_call_the_analysis_meeting(self):
        gm = self._create_user("production", "complaint_executive")
        self._appoint(self.vice, "executive_vice_gm")
        self._appoint(gm, "production_vice_gm")
        for caller in (self.vice, gm):
            meeting = self._call(caller, self.analysis)
            self.assertEqual(meeting.chair_id, caller)
            self.assertIn(gm, meeting.attendance_ids.user_id)
        for user in (self.owner, self.quality_user, self.officer):
            with self._refused(AccessError, "is called by Executive, Production"):
                self._call(user, self.analysis)

    def test_r_r07_they_fix_the_responsibility_and_see_to_the_measures(self):
        """What the analysis meeting judged is put up as the shares of the complaint;
        who leads it proposes the plan."""
        self._appoint(self.vice, "executive_vice_gm")
        case = self._register_kettle()
        meeting = self._call(self.vice, self.analysis)
        about = {"name": "Seam", "topic": "case", "case_id": case.id}
        items = self.env["capa.meeting.item"].with_user(self.vice)
        own = item = items.create({"meeting_id": meeting.id, **about})
        with self._refused(UserError, "who is responsible"):
            own.action_fix_shares()
        own.write(
            {
                "department_id": self.plant.id,
                "responsibility": "The plant did not test.",
            }
        )
        with self._refused(AccessError, "by who leads the meeting"):
            item.with_user(self.officer).action_fix_shares()
        shares = self.env["complaint.attribution"].with_user(self.vice)
        shares = shares.browse(own.action_fix_shares()["res_id"])
        self.assertEqual(shares.state, "draft")  # goes with the handling form
        self.assertEqual(shares.share_ids.department_id, self.plant)
        self.assertEqual(shares.share_ids.percent, 100)
        with self._refused(UserError, "already"):
            own.action_fix_shares()
        plan = self.env["capa.plan"].browse(own.action_propose_plan()["res_id"])
        self.assertEqual(plan.sudo()._get_cases(), case)

    def test_r_r07_they_take_back_what_was_not_carried_out_well(self):
        self._appoint(self.vice, "executive_vice_gm")
        meeting = self._call(self.vice, self.analysis)
        decisions = self.env["capa.meeting.decision"].with_user(self.vice)
        decision = decisions.create(
            {
                "meeting_id": meeting.id,
                "name": "Test each seam",
                "user_id": self.doer.id,
                "date_due": self._day(7),
            }
        )
        decision.with_user(self.doer).write({"how_done": "Tested."})
        decision.with_user(self.doer).action_done()
        decision.action_reopen("Only half of them were tested.")
        self.assertEqual(decision.state, "open")

    def test_who_organises_nothing_calls_no_meeting(self):
        for user in (self.clerk, self.doer, self.supervisor):
            with self._refused(AccessError, "who organises it"):
                self._call(user)
        self._call(self.officer)

    @warmup
    def test_list(self):
        for _number in range(5):
            self._call()
        meetings = self.env["capa.meeting"].with_user(self.quality_user)
        names = ("start", "kind_id", "department_id", "chair_id", "slot", "state")
        specification = {name: {} for name in names}
        for name in ("kind_id", "department_id", "chair_id"):
            specification[name] = {"fields": {"display_name": {}}}
        meetings.web_search_read([], specification, limit=80)
        self.env.invalidate_all()
        with self.assertQueryCount(8):
            meetings.web_search_read([], specification, limit=80)
