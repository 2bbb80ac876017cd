from lxml import etree
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from .clock_common import ClockCommon


@tagged("post_install", "-at_install")
class TestClockDuties(ClockCommon):
    """R-T03: fifteen days, of which the branch five, the market department seven, of
    those the processing unit two."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.market_head = cls._create_user("market head", "base.group_user")
        cls.market = cls._create_department(
            "Market department", "market", cls.market_head
        )
        cls.policy = cls._create_policy(
            cls._limit("Outcome", 15, "day", "accepted_on", "approved_on"),
            pause_for_customer=True,
        )
        [cls.outcome] = cls.policy.limit_ids
        cls.branch_limit = cls._add_part("Branch", 5, "branch", cls.outcome)
        cls.market_limit = cls._add_part("Market", 7, "market", cls.outcome)
        cls.unit_limit = cls._add_part("Unit", 2, "unit", cls.market_limit)

    @classmethod
    def _add_part(cls, name, days, kind, around):
        return cls.env["complaint.policy.limit"].create(
            cls._limit(
                name,
                days,
                "day",
                "duty_opened_on",
                "duty_answered_on",
                rungs=[("at", 0, "hour", "head")],
                subject="duty",
                duty_kind=kind,
                parent_id=around.id,
                policy_id=cls.policy.id,
            )
        )

    def _ask(self, case, department, kind):
        return self.env["complaint.duty"].create(
            {"case_id": case.id, "department_id": department.id, "kind": kind}
        )

    def _answer(self, duty, head):
        mine = duty.with_user(head)
        mine.write({"findings": "Looked into.", "instruction": "Replace it."})
        mine.action_answer()

    def _accept(self):
        with self._at("2027-03-01 10:00"):
            case = self._register()
            case.action_accept()
        return case

    def test_r_t03_each_unit_has_its_part_of_the_whole(self):
        case = self._accept()
        with self._at("2027-03-02 10:00"):
            self._ask(case, self.branch, "branch")
        with self._at("2027-03-05 10:00"):
            self._ask(case, self.market, "market")
            self._ask(case, self.plant, "unit")
        due = {
            name: self._say(self._get_clock(case, name).due_on)
            for name in ("Outcome", "Branch", "Market", "Unit")
        }
        self.assertEqual(
            due,
            {
                "Outcome": "2027-03-17 00:00",
                "Branch": "2027-03-08 00:00",
                "Market": "2027-03-13 00:00",
                "Unit": "2027-03-08 00:00",
            },
        )
        unit = self._get_clock(case, "Unit")
        self.assertEqual(unit.parent_id, self._get_clock(case, "Market"))
        self.assertEqual(unit.user_id, self.head)

    def test_r_t03_each_units_use_is_shown(self):
        case = self._accept()
        with self._at("2027-03-02 10:00"):
            duty = self._ask(case, self.branch, "branch")
        with self._at("2027-03-04 10:00"):
            self._answer(duty, self.branch_manager)
            [outcome] = case.get_clocks()["clocks"]
        [branch] = outcome["parts"]
        self.assertEqual((outcome["used"], branch["used"]), (2, 1))
        self.assertEqual(
            (branch["state"], branch["department"]), ("met", "Shanghai branch")
        )

    def test_r_t03_asked_late_the_part_ends_with_the_whole(self):
        case = self._accept()
        with self._at("2027-03-15 10:00"):
            self._ask(case, self.market, "market")
        self.assertEqual(
            self._say(self._get_clock(case, "Market").due_on), "2027-03-17 00:00"
        )

    def test_r_t03_waiting_for_the_customer_moves_the_whole_and_its_parts(self):
        case = self._accept()
        with self._at("2027-03-02 10:00"):
            self._ask(case, self.market, "market")
            case.action_wait_for_customer("Which model?")
        with self._at("2027-03-05 10:00"):
            case.action_stop_waiting()
        self.assertEqual(
            self._say(self._get_clock(case, "Outcome").due_on), "2027-03-20 00:00"
        )
        self.assertEqual(
            self._say(self._get_clock(case, "Market").due_on), "2027-03-12 00:00"
        )

    def test_not_ours_ends_what_the_department_owes(self):
        case = self._accept()
        with self._at("2027-03-02 10:00"):
            duty = self._ask(case, self.market, "market")
            duty.with_user(self.market_head).action_return("A matter of the plant")
        self.assertEqual(self._get_clock(case, "Market").state, "cut")

    def test_r_t07_the_head_is_told_on_the_duty_he_may_read(self):
        case = self._accept()
        with self._at("2027-03-02 10:00"):
            duty = self._ask(case, self.plant, "unit")
        with self._at("2027-03-05 00:00"), self.enter_registry_test_mode():
            self.env.ref(
                "complaint_management.ir_cron_complaint_ladder"
            ).method_direct_trigger()
        self.env.invalidate_all()
        told = self.env["complaint.escalation"].search([("duty_id", "=", duty.id)])
        self.assertEqual(told.user_id, self.head)
        self.assertEqual(told.activity_id.res_model, "complaint.duty")

    def test_r_d02_the_first_department_asked_is_the_hand_over(self):
        case = self._accept()
        with self._at("2027-03-01 12:00"):
            self._ask(case, self.branch, "branch")
        self.assertFalse(case.handed_over_on, "an instruction takes nothing over")
        with self._at("2027-03-02 10:00"):
            self._ask(case, self.market, "market")
        with self._at("2027-03-03 10:00"):
            self._ask(case, self.plant, "unit")
        self.assertEqual(self._say(case.handed_over_on), "2027-03-02 10:00")

    def test_r_t08_the_earliest_limit_stands_on_the_duty(self):
        """For “My duties”: what is due first comes first; late is what is over."""
        case = self._accept()
        with self._at("2027-03-02 10:00"):
            market = self._ask(case, self.market, "market")
            unit = self._ask(case, self.plant, "unit")
        self.assertEqual(self._say(market.due_on), "2027-03-10 00:00")
        self.assertEqual(self._say(unit.due_on), "2027-03-05 00:00")
        duties = market | unit
        self.assertEqual(
            duties.search([("id", "in", duties.ids)], order="due_on"), unit | market
        )
        with self._at("2027-03-06 10:00"):
            self.assertEqual(duties.filtered_domain(self._get_late()), unit)
            self._answer(unit, self.head)
        self.assertFalse(unit.due_on)
        self.assertTrue(market.due_on)
        with self.assertRaisesRegex(UserError, "set by hand"):
            market.with_user(self.admin).due_on = False

    def _get_late(self):
        view = self.env.ref("complaint_management.complaint_duty_view_search")
        [late] = etree.fromstring(view.arch).findall(".//filter[@name='filter_late']")
        return safe_eval(late.get("domain"))

    def test_r_t03_a_pause_moves_what_a_duty_owes(self):
        case = self._accept()
        with self._at("2027-03-02 10:00"):
            duty = self._ask(case, self.market, "market")
            case.action_wait_for_customer("Which model?")
        with self._at("2027-03-05 10:00"):
            case.action_stop_waiting()
        self.assertEqual(self._say(duty.due_on), "2027-03-12 00:00")

    def test_the_department_sees_its_own_clock_only(self):
        case = self._accept()
        duty = self._ask(case, self.market, "market")
        self._ask(case, self.plant, "unit")
        found = duty.with_user(self.market_head).get_clocks()
        self.assertEqual([clock["name"] for clock in found["clocks"]], ["Market"])

    def test_a_limit_of_departments_runs_by_the_departments_own_calendar(self):
        other = self.company.resource_calendar_id.copy({"name": "Four days"})
        other.attendance_ids.filtered(lambda one: one.dayofweek == "4").unlink()
        self.plant.complaint_calendar_id = other
        self.policy.limit_ids = [
            Command.create(
                self._limit(
                    "Findings",
                    3,
                    "working_day",
                    "duty_opened_on",
                    "duty_answered_on",
                    subject="duty",
                    duty_kind="assisting",
                )
            )
        ]
        case = self._accept()
        with self._at("2027-03-03 10:00"):
            self._ask(case, self.plant, "assisting")
        clock = self._get_clock(case, "Findings")
        self.assertEqual(self._say(clock.due_on)[:10], "2027-03-09")
