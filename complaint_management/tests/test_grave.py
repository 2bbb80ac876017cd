from odoo.fields import Command
from odoo.tests import tagged

from .clock_common import ClockCommon


@tagged("post_install", "-at_install")
class TestGrave(ClockCommon):
    """R-D09, R-D13, R-D15: what rules and limits do about serious cases and those that
    are not solved on the day."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.vice_gm = cls._create_user("executive vice gm", "complaint_executive")
        cls.env["complaint.post"].create(
            {
                "kind": "executive_vice_gm",
                "user_id": cls.vice_gm.id,
                "company_id": cls.company.id,
            }
        )
        cls.other_head = cls._create_user("other head", "base.group_user")
        cls.other_plant = cls._create_department("Plant 2", "plant", cls.other_head)
        cls.quality_head = cls._create_user("quality head", "base.group_user")
        cls.laboratory = cls._create_department(
            "Laboratory", "quality", cls.quality_head
        )
        cls.minor, cls.serious, cls.major = (
            cls.env.ref(f"complaint_management.complaint_severity_{key}")
            for key in ("minor", "serious", "major")
        )

    def _run_job(self, at):
        with self._at(at), self.enter_registry_test_mode():
            self.env.ref(
                "complaint_management.ir_cron_complaint_ladder"
            ).method_direct_trigger()
        self.env.invalidate_all()

    def _assess(self, case, severity):
        self.env["complaint.assessment"].create(
            {"case_id": case.id, "severity_id": severity.id}
        )

    # ------------------------------------------------------------
    # NOT SOLVED ON THE DAY
    # ------------------------------------------------------------

    def _create_day_policy(self):
        return self._create_policy(
            self._limit(
                "Solved on the day",
                0,
                "day",
                "received_on",
                "settled_on",
                rungs=[
                    ("at", 0, "hour", "executive_vice_gm"),
                    ("at", 0, "hour", "head"),
                ],
                role="executive_vice_gm",
                department_kind="plant",
            )
        )

    def test_r_d13_not_solved_on_the_day_vice_gm_and_head_of_the_plant_are_told(self):
        """Of the plant that made it, not of another."""
        self._create_day_policy()
        with self._at("2027-03-01 10:00"):
            case = self._register(department_id=self.other_plant.id)
        clock = self._get_clock(case, "Solved on the day")
        self.assertEqual(self._say(clock.due_on), "2027-03-02 00:00")
        self.assertEqual(clock.user_id, self.vice_gm, "he leads")
        self._run_job("2027-03-01 23:59")
        self.assertEqual(self._get_told(case), [])
        self._run_job("2027-03-02 00:00")
        self.assertEqual(
            self._get_told(case),
            [("executive_vice_gm", self.vice_gm), ("head", self.other_head)],
        )
        for user in (self.vice_gm, self.other_head):
            self.assertTrue(case.with_user(user).has_access("read"))
        self.assertFalse(case.with_user(self.head).has_access("read"))

    def test_r_t07_who_owes_a_limit_is_warned_before_it_not_who_handles_the_case(self):
        self._create_policy(
            self._limit(
                "Led on site",
                4,
                "hour",
                "received_on",
                "settled_on",
                rungs=[("before", 1, "hour", "handler")],
                role="executive_vice_gm",
            )
        )
        with self._at("2027-03-01 10:00"):
            case = self._register(user_id=self.officer.id)
        self._run_job("2027-03-01 13:00")
        self.assertEqual(self._get_told(case), [("handler", self.vice_gm)])

    def _create_leading_policy(self):
        policy = self._create_day_policy()
        policy.limit_ids.rung_ids[0].draws_in = True

    def test_r_d13_the_vice_gm_leads_plant_equipment_and_quality_to_a_plan(self):
        """Each is asked once, beside what it owes; of the plant that made it."""
        fitter = self._create_user("fitter", "base.group_user")
        self._create_department("Machines 1", "equipment", self.head)
        machines = self._create_department("Machines 2", "equipment", fitter)
        machines.parent_id = self.other_plant
        self._create_leading_policy()
        with self._at("2027-03-01 10:00"):
            case = self._register(department_id=self.other_plant.id)
        self._run_job("2027-03-01 23:59")
        self.assertFalse(case.duty_ids)
        self._run_job("2027-03-02 00:00")
        plans = case.duty_ids
        self.assertEqual(set(plans.mapped("kind")), {"plan"})
        self.assertEqual(
            plans.department_id, self.other_plant | machines | self.laboratory
        )
        self.assertEqual(
            plans.head_id, self.other_head | fitter | self.quality_head, "named"
        )
        self.assertEqual(plans.told_user_ids, self.vice_gm, "he leads")
        asked = [one.user_id for one in case.activity_ids if "lead" in one.summary]
        self.assertEqual(asked, [self.vice_gm])
        case._draw_in_plant()
        self.assertEqual(case.duty_count, 3, "nobody is asked twice")

    def test_r_d13_it_is_followed_until_it_is_solved(self):
        """The plan is beside the steps: the case is routed and goes on, and does not
        close while the plan is owed."""
        self._create_rules()
        self._create_leading_policy()
        with self._at("2027-03-01 10:00"):
            case = self._register()
            case.department_id = self.plant
        self._run_job("2027-03-02 00:00")
        case.action_accept()
        lead = case.duty_ids.filtered(lambda one: one.kind == "lead")
        self.assertEqual(lead.state, "open")
        lead.action_cancel("Known")
        plan = case.duty_ids.filtered(lambda one: one.department_id == self.plant)
        plan -= lead
        self.assertTrue(plan.is_open)
        self.assertTrue(case._guard_duties_done())

    def test_r_d13_where_the_plant_is_not_known_the_handler_is_told(self):
        self._create_leading_policy()
        with self._at("2027-03-01 10:00"):
            case = self._register()
        self._run_job("2027-03-02 00:00")
        self.assertEqual(case.duty_ids.department_id, self.laboratory)
        notes = " ".join(case.activity_ids.mapped(lambda one: str(one.note)))
        self.assertIn("the plant that made it is not known", notes)

    def test_r_d13_what_is_withdrawn_on_the_day_is_told_to_nobody(self):
        self._create_day_policy()
        with self._at("2027-03-01 10:00"):
            case = self._register(department_id=self.plant.id)
        with self._at("2027-03-01 15:00"):
            case.action_cancel("Content")
        self._run_job("2027-03-02 00:00")
        self.assertEqual(self._get_told(case), [])

    # ------------------------------------------------------------
    # SERIOUS AND MAJOR
    # ------------------------------------------------------------

    def _create_rules(self):
        lab = {
            "target": "kind",
            "department_kind": "quality",
            "kind": "quality",
            "question": "Investigate specially, at once.",
        }
        values = {"company_id": self.company.id}
        self.env["complaint.routing"].create(
            [
                {"name": "All", "department_id": self.plant.id, **values},
                {
                    "name": "Serious and major",
                    "adds": True,
                    "domain": repr(
                        [("severity_id", "in", (self.serious | self.major).ids)]
                    ),
                    "line_ids": [Command.create(lab)],
                    **values,
                },
            ]
        )

    def _accept(self, severity):
        case = self._register()
        self._assess(case, severity)
        case.action_accept()
        return case

    def test_r_d09_a_serious_case_is_investigated_specially_at_once(self):
        self._create_rules()
        case = self._accept(self.serious)
        special = case.duty_ids.filtered(lambda one: one.kind == "quality")
        self.assertEqual(special.head_id, self.quality_head)
        self.assertEqual(special.question, "Investigate specially, at once.")

    def test_r_d09_judged_serious_later_it_is_investigated_then_and_once(self):
        self._create_rules()
        case = self._accept(self.minor)
        self.assertEqual(case.duty_ids.department_id, self.plant)
        self._assess(case, self.serious)
        special = case.duty_ids.filtered(lambda one: one.kind == "quality")
        self.assertEqual(special.state, "open")
        self.assertEqual(special.activity_ids.user_id, self.quality_head)
        self._assess(case, self.major)
        self.assertEqual(case.duty_count, 2)

    def test_r_d09_nothing_is_asked_for_a_case_that_has_ended(self):
        self._create_rules()
        case = self._accept(self.minor)
        case.action_cancel("Content")
        self._assess(case, self.serious)
        self.assertEqual(case.duty_count, 1)

    def test_r_d09_a_major_case_goes_to_the_top_at_once_with_a_plan(self):
        """A limit of no time: whoever judges it major tells the top at the next run of
        the job, and the vice GM is asked for the plan."""
        policy = self._create_policy(
            self._limit(
                "Major: report",
                0,
                "hour",
                "received_on",
                "reported_on",
                rungs=[("at", 0, "hour", "gm"), ("at", 0, "hour", "executive_vice_gm")],
                domain=repr([("severity_id", "=", self.major.id)]),
            )
        )
        policy.limit_ids.rung_ids[0].makes_major = True
        with self._at("2027-03-01 10:00"):
            case = self._register()
            self._assess(case, self.minor)
        self._run_job("2027-03-01 10:30")
        self.assertEqual(self._get_told(case), [])
        with self._at("2027-03-01 11:00"):
            self._assess(case, self.major)
        self._run_job("2027-03-01 11:01")
        self.assertEqual(
            self._get_told(case),
            [("gm", self.gm), ("executive_vice_gm", self.vice_gm)],
        )
        self.assertTrue(case.is_major)
        summaries = case.activity_ids.filtered(
            lambda one: one.user_id == self.vice_gm
        ).mapped("summary")
        self.assertIn("Major case: plan of measures, report", summaries)
