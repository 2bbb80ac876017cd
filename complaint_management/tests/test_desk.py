from odoo.exceptions import AccessError
from odoo.fields import Command, Domain
from odoo.tests import tagged, warmup

from .desk_common import DeskCommon

IN_ORDER = [
    "handover",
    "approval",
    "duty",
    "check",
    "question",
    "remedy",
    "handled",
    "received",
    "told_approval",
    "told_case",
    "told_duty",
]


@tagged("post_install", "-at_install")
class TestDesk(DeskCommon):
    """What waits for somebody, over all his parts in complaints."""

    def _look(self, user):
        """The sections of his desk, by key."""
        self.env.invalidate_all()
        desk = self.env["complaint.desk"].with_user(user).get_desk()
        # other modules add sections of their own
        keys = [section["key"] for section in desk]
        self.assertEqual([key for key in keys if key in IN_ORDER], IN_ORDER)
        return {section["key"]: section for section in desk}

    def assertWaits(self, user, **rows):
        """On his desk there is this and nothing else: record names by section."""
        desk = self._look(user)
        self.assertEqual(
            {key: section["count"] for key, section in desk.items()},
            {key: len(rows.get(key, ())) for key in desk},
        )
        for key, names in rows.items():
            self.assertEqual([row["name"] for row in desk[key]["rows"]], names)
            self._check_all_of(user, desk[key])
        return desk

    def _check_all_of(self, user, section):
        """What “See all” opens holds as many, for him."""
        action = section["action"]
        model = self.env[action["res_model"]].with_user(user)
        self.assertEqual(model.search_count(action["domain"]), section["count"])

    # ------------------------------------------------------------
    # ROLES
    # ------------------------------------------------------------

    def test_r_i12_a_clerk_answers_for_what_he_received(self):
        case, other = self._take_in(), self._take_in(title="Lid is missing")
        self._ask(case)
        desk = self.assertWaits(
            self.clerk,
            received=[f"{case.number} Kettle leaks", f"{other.number} Lid is missing"],
        )
        row = desk["received"]["rows"][0]
        self.assertEqual((row["model"], row["id"]), ("complaint.case", case.id))
        self.assertEqual(row["what"], self.quality.name)
        self.assertTrue(row["due_on"])
        self._hand_over(case, self.potter)
        self.assertWaits(self.potter, handover=[f"{case.number} Kettle leaks"])

    def test_r_d02_a_head_has_only_the_duties_of_his_department(self):
        case = self._take_in()
        duty = self._ask(case)
        desk = self.assertWaits(self.head, duty=[f"{case.number} · Plant 1"])
        row = desk["duty"]["rows"][0]
        self.assertEqual((row["model"], row["id"]), ("complaint.duty", duty.id))
        self.assertEqual(row["due_on"], "2027-03-03 16:00:00")
        self.assertNotIn("Kettle", str(desk), "R-P03: the title is the case's")
        with self._at("2027-03-02 10:00"):
            duty.with_user(self.head).action_name_handler(self.potter.id)
        self.assertWaits(self.head)
        self.assertWaits(self.potter, duty=[f"{case.number} · Plant 1"])

    def test_r_d03_who_handles_the_case_checks_the_answers(self):
        case = self._take_in()
        duty = self._ask(case)
        duty.with_user(self.head).findings = "The seam is open."
        duty.with_user(self.head).action_answer()
        self.assertWaits(self.head)
        self.assertWaits(
            self.officer,
            check=[f"{case.number} · Plant 1"],
            handled=[f"{case.number} Kettle leaks"],
        )

    def test_r_a03_an_executive_has_his_approvals(self):
        case = self._take_in()
        self._make_ready(case)
        case.with_user(self.officer).action_request_approval("disposition")
        desk = self.assertWaits(self.gm, approval=[case.number])
        row = desk["approval"]["rows"][0]
        request = self.env["complaint.approval.request"].browse(row["id"])
        self.assertEqual((row["model"], request.case_id), (request._name, case))
        self.assertWaits(self.executive)

    def test_r_t07_who_was_told_sees_the_limits_that_others_hold(self):
        case = self._take_in()
        duty = self._ask(case)
        duty.with_user(self.head).action_name_handler(self.potter.id)
        self._run_ladder("2027-03-20 10:00")
        with self._at("2027-03-20 11:00"):
            desk = self.assertWaits(self.gm, told_case=[f"{case.number} Kettle leaks"])
            row = desk["told_case"]["rows"][0]
            self.assertEqual((row["what"], row["late"]), ("Outcome", True))
            desk = self.assertWaits(self.head, told_duty=[f"{case.number} · Plant 1"])
        self.assertEqual(
            desk["told_duty"]["rows"][0]["what"], "Answer of the department"
        )
        self.assertEqual(desk["told_duty"]["action"]["res_model"], "complaint.duty")
        with self._at("2027-03-21 10:00"):
            duty.with_user(self.potter).findings = "The seam is open."
            duty.with_user(self.potter).action_answer()
        self.assertWaits(self.head)

    def test_r_s01_what_is_to_be_carried_out_waits_for_those_whose_work_it_is(self):
        case = self._take_in()
        self._decide_remedy(case.sudo(), self.officer)
        desk = self._look(self.officer)
        row = desk["remedy"]["rows"][0]
        self.assertEqual((row["name"], row["what"]), (case.number, "Spoken apology"))
        self.assertEqual(row["id"], case.remedy_ids.id)
        self._check_all_of(self.officer, desk["remedy"])
        keeper = self._create_user("keeper", "stock.group_stock_user")
        self.assertFalse(self._look(keeper)["remedy"]["count"])
        kind = self.env.ref("complaint_management.complaint_remedy_type_return")
        case.remedy_ids.sudo()._write_guarded(
            {"type_id": kind.id, "state": "approved", "executor": "stock"}
        )
        desk = self._look(keeper)
        self.assertEqual(desk["remedy"]["rows"][0]["name"], case.number)
        self._check_all_of(keeper, desk["remedy"])

    def test_r_p03_a_stranger_finds_nothing_and_a_customer_is_refused(self):
        self._ask(self._take_in())
        self.assertWaits(self.stranger)
        portal = self._create_user("portal", "base.group_portal")
        with self.assertRaises(AccessError):
            self._look(portal)

    # ------------------------------------------------------------
    # ORDER AND NUMBER
    # ------------------------------------------------------------

    def test_what_is_due_first_stands_first_and_eight_are_shown(self):
        days = (9, 3, 7, 1, 5, 2, 8, 4, 6)
        for day in days:
            self._take_in(at=f"2027-03-{day:02} 10:00", title=f"Of day {day}")
        ended = self._take_in()
        ended.with_user(self.officer).action_cancel("Withdrawn.")
        section = self._look(self.clerk)["received"]
        self.assertEqual(section["count"], 9)
        self.assertEqual(
            [row["name"].split()[-1] for row in section["rows"]], list("12345678")
        )
        self._check_all_of(self.clerk, section)

    def test_duties_stand_by_their_own_limits(self):
        late = self._ask(self._take_in(), at="2027-03-01 10:00")
        later = self._ask(self._take_in(), at="2027-03-05 10:00")
        rows = self._look(self.head)["duty"]["rows"]
        self.assertEqual([row["id"] for row in rows], [late.id, later.id])

    def test_labels_are_in_the_language_of_who_looks(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self._take_in()
        desk = self.env["complaint.desk"].with_user(self.clerk)
        english, chinese = (
            {section["label"] for section in desk.with_context(lang=lang).get_desk()}
            for lang in ("en_US", "zh_CN")
        )
        self.assertFalse(english & chinese)

    # ------------------------------------------------------------
    # FIGURES
    # ------------------------------------------------------------

    def _fill_desk(self, count):
        """So many of everything for one officer who is the GM and heads the plant."""
        me = self.gm
        me.group_ids |= self.env.ref("complaint_management.group_complaint_officer")
        self.plant.manager_id = self._employ(me)
        for number in range(count):
            title = f"Of number {number}"
            received = self._take_in(title=title)
            received.sudo()._write_guarded({"receiver_id": me.id})
            mine = self._take_in(title=title)
            mine.user_id = me
            mine.with_user(me).ask_question("When do you call?")
            self._hand_over(mine, me)
            self._ask(received)
            answered = self._ask(mine)
            answered.with_user(me).findings = "Open seam."
            answered.with_user(me).action_answer()
            asked = self._take_in(title=title)
            self._make_ready(asked)
            asked.with_user(self.officer).action_request_approval("disposition")
            self._tell_late_approval(self._take_in(title=title), me)
            self._decide_remedy(self._take_in(title=title), me)
            told = self._ask(self._take_in(title=title))
            told.with_user(me).action_name_handler(self.potter.id)
        self._run_ladder("2027-03-20 10:00")
        return me

    def _decide_remedy(self, case, person):
        """An approved remedy that ``person`` carries out, in a case he handles."""
        self._make_ready(case)
        case = case.sudo()
        none = self.env.ref("complaint_management.complaint_remedy_type_apology_spoken")
        case.remedy_ids.type_id = none
        case._write_guarded({"state": "approved", "user_id": person.id})
        case.remedy_ids._walk("approved")

    def _tell_late_approval(self, case, person):
        """The executive has to decide it, ``person`` was told that it is late."""
        self._make_ready(case)
        case.with_user(self.officer).action_request_approval("disposition")
        requests = self.env["complaint.approval.request"]
        request = requests.search([("case_id", "=", case.id)])
        request.turn_ids._write_guarded({"user_id": self.executive.id})
        request._write_guarded({"told_user_ids": [Command.link(person.id)]})

    @warmup
    def test_a_full_desk_costs_ten_queries_however_full(self):
        """Issue 4: “my duties” ≤ 10."""
        for count in (1, 11):
            me = self._fill_desk(count)
            desk = self._look(me)
            self.assertTrue(all(desk[key]["count"] for key in IN_ORDER), desk)
            self.env.flush_all()
            self.env.invalidate_all()
            with self.assertQueryCount(10):
                self.env["complaint.desk"].with_user(me).get_desk()
        for section in (desk[key] for key in IN_ORDER):
            self.assertEqual(len(section["rows"]), 8)
            self.assertTrue(Domain(section["action"]["domain"]))
