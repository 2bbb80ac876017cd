from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .clock_common import ClockCommon, shanghai


@tagged("post_install", "-at_install")
class TestLadder(ClockCommon):
    """R-T07: the person in charge is warned before a limit, the manager at it, the vice
    GM and the GM after it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy = cls._create_policy(
            cls._limit(
                "Answer",
                1,
                "working_day",
                "received_on",
                "judged_on",
                rungs=[
                    ("before", 2, "hour", "handler"),
                    ("at", 0, "hour", "head"),
                    ("after", 1, "working_day", "executive"),
                    ("after", 2, "working_day", "gm"),
                ],
            )
        )
        with cls._at("2027-03-01 10:00"):
            cls.case = cls._register(user_id=cls.officer.id, department_id=cls.plant.id)

    def _run_job(self, at):
        with self._at(at), self.enter_registry_test_mode():
            self.env.ref(
                "complaint_management.ir_cron_complaint_ladder"
            ).method_direct_trigger()
        self.env.invalidate_all()

    def _get_asked(self, user):
        return self.case.activity_ids.filtered(lambda one: one.user_id == user)

    def test_r_t07_each_is_told_at_his_time(self):
        self._run_job("2027-03-02 14:59")
        self.assertEqual(self._get_told(self.case), [])
        self._run_job("2027-03-02 15:00")
        self.assertEqual(self._get_told(self.case), [("handler", self.officer)])
        self._run_job("2027-03-02 17:00")
        self._run_job("2027-03-03 17:00")
        self._run_job("2027-03-04 17:00")
        self.assertEqual(
            [user for _role, user in self._get_told(self.case)],
            [self.officer, self.head, self.executive, self.gm],
        )
        self.assertEqual(self._get_asked(self.gm).summary, "Late: Answer")

    def test_r_t07_running_it_twice_tells_nobody_twice(self):
        for _run in range(3):
            self._run_job("2027-03-02 17:00")
        self.assertEqual(len(self._get_told(self.case)), 2)
        self.assertEqual(len(self.case.activity_ids), 2)

    def test_r_t07_a_job_that_slept_makes_up_for_it(self):
        self._run_job("2027-03-10 09:00")
        self.assertEqual(len(self._get_told(self.case)), 4)

    def test_r_t07_what_is_done_in_time_is_told_to_nobody(self):
        with self._at("2027-03-02 14:00"):
            self.case.action_accept()
        self._run_job("2027-03-10 09:00")
        self.assertEqual(self._get_told(self.case), [])

    def test_r_t07_nobody_is_asked_any_more_once_it_is_done(self):
        self._run_job("2027-03-02 17:00")
        self.assertTrue(self._get_asked(self.head))
        with self._at("2027-03-02 18:00"):
            self.case.action_accept()
        self.assertFalse(self.case.activity_ids)
        self.assertEqual(len(self._get_told(self.case)), 2, "who was told is kept")

    def test_r_t07_who_has_left_is_passed_over_and_the_case_says_so(self):
        self.head.active = False
        self._run_job("2027-03-02 17:00")
        self.assertEqual(self._get_told(self.case)[-1], ("head", self.executive))
        said = self.case.message_ids.filtered(
            lambda message: "Head of the department" in (message.body or "")
        )
        self.assertIn(self.executive.name, said.body)

    def test_r_t07_who_is_told_of_a_case_may_read_it(self):
        """R-P03: not before, and nothing more."""
        mine = self.case.with_user(self.head)
        self.assertFalse(mine.has_access("read"))
        self._run_job("2027-03-02 17:00")
        self.assertTrue(mine.has_access("read"))
        self.assertFalse(mine.has_access("write"))
        self.assertEqual(mine.web_read({"title": {}})[0]["title"], self.case.title)

    def test_r_t06_an_extended_limit_warns_again(self):
        self._run_job("2027-03-02 15:00")
        clock = self._get_clock(self.case, "Answer")
        with self._at("2027-03-02 16:00"):
            clock.sudo()._extend(shanghai("2027-03-05 17:00"), "Laboratory")
        self._run_job("2027-03-02 17:00")
        self.assertEqual(len(self._get_told(self.case)), 1)
        self._run_job("2027-03-05 15:00")
        self.assertEqual(self._get_told(self.case)[-1], ("handler", self.officer))

    def test_r_t07_a_pause_stops_the_ladder(self):
        self.policy.pause_for_customer = True
        with self._at("2027-03-02 10:00"):
            self.case.action_wait_for_customer("Which model?")
        self._run_job("2027-03-20 10:00")
        self.assertEqual(self._get_told(self.case), [])

    def test_what_cannot_be_told_is_set_aside_with_its_error(self):
        """One clock that fails does not stop the others."""
        with self._at("2027-03-01 11:00"):
            other = self._register(title="Another", user_id=self.officer.id)
        broken = self._get_clock(self.case, "Answer")
        ladder = type(self.env["complaint.ladder"])
        climb = ladder._climb

        def fail(self, clocks):
            if broken in clocks:
                raise ValueError("no such colour")
            return climb(self, clocks)

        self.patch(ladder, "_climb", fail)
        with mute_logger("odoo.addons.complaint_management.models.complaint_ladder"):
            self._run_job("2027-03-02 15:30")
        self.assertEqual(len(self._get_told(other)), 1)
        self.assertEqual(broken.alarm_error, "no such colour")
        self.assertFalse(broken.next_alarm_on)

    def test_r_t07_who_is_told_again_of_a_limit_is_asked_once(self):
        self.case.user_id = self.head
        self._run_job("2027-03-02 15:00")
        self.assertEqual(self._get_asked(self.head).summary, "Soon due: Answer")
        self._run_job("2027-03-02 17:00")
        self.assertEqual(self._get_asked(self.head).summary, "Late: Answer")
        self.assertEqual(len(self._get_told(self.case)), 2)

    def test_r_t07_the_text_is_in_the_readers_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.head.lang = "zh_CN"
        self._run_job("2027-03-02 17:00")
        self.assertNotIn("Late", self._get_asked(self.head).summary)

    # ------------------------------------------------------------
    # MAJOR CASES
    # ------------------------------------------------------------

    def test_r_d08_not_solved_within_a_week_it_is_a_major_case(self):
        self._create_policy(
            self._limit("Solved", 7, "day", "received_on", "settled_on"),
            valid_from="2027-01-01",
        ).limit_ids.rung_ids = [
            (0, 0, {"moment": "at", "role": "gm", "makes_major": True})
        ]
        with self._at("2027-03-01 10:00"):
            case = self._register(title="Week old")
        self._run_job("2027-03-09 00:00")
        self.assertTrue(case.is_major)
        trail = self.env["complaint.trail"].search(
            [("res_id", "=", case.id), ("field_name", "=", "is_major")]
        )
        self.assertIn("Solved", trail.reason)

    def test_r_d09_an_executive_makes_it_a_major_case(self):
        """Asked why first; the vice GM who leads is asked for the plan."""
        case = self.case.with_user(self.executive)
        asked = case.action_make_major()
        form = self.env[asked["res_model"]].with_user(self.executive)
        form.browse(asked["res_id"]).write({"text": "Ten people hurt"})
        form.browse(asked["res_id"]).action_go()
        self.assertTrue(case.is_major)
        self.assertTrue(self._get_asked(self.gm), "nobody is executive vice GM")
        with self.assertRaises(AccessError):
            self.case.with_user(self.clerk).action_make_major("Angry")

    def test_r_d05_reported_at_once_to_the_top(self):
        self.env["complaint.post"].create(
            {
                "kind": "production_vice_gm",
                "user_id": self.executive.id,
                "company_id": self.company.id,
            }
        )
        self.case.action_report_to_top()
        self.assertTrue(self.case.reported_on)
        self.assertEqual(self.case.activity_ids.user_id, self.gm | self.executive)

    def test_r_d05_the_customers_originals_go_to_production_and_quality(self):
        quality_head = self._create_user("quality head", "base.group_user")
        quality = self._create_department("Quality", "quality", quality_head)
        evidence = self.env["complaint.evidence"].create(
            {"case_id": self.case.id, "name": "Photo", "description": "Cracked lid"}
        )
        self.case.action_report_to_top()
        self.case.action_report_to_top()
        duties = self.case.duty_ids
        self.assertEqual(duties.mapped("kind"), ["report", "report"])
        self.assertEqual(duties.department_id, self.plant | quality)
        mine = duties.filtered(lambda one: one.department_id == quality)
        self.assertEqual(mine.with_user(quality_head).evidence_ids, evidence)

    def test_r_d05_without_anybody_at_the_top_it_is_said(self):
        self.env["complaint.post"].search([]).unlink()
        with self.assertRaisesRegex(UserError, "name the holders"):
            self.case.action_report_to_top()
        self.assertFalse(self.case.reported_on)
