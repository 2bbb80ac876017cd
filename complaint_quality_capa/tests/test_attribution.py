from odoo import fields
from odoo.addons.complaint_management.tests.group_common import GroupCommon
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger
from psycopg2.errors import UniqueViolation

from .attribution_common import AttributionCommon


@tagged("post_install", "-at_install")
class TestAttribution(AttributionCommon):
    """R-R01: who is answerable, in shares that add up, signed."""

    def test_r_r01_shares_are_signed_with_the_handling_form(self):
        case = self._bring_to("investigating")
        attribution = self._divide_production(case)
        self._propose(case)
        case.action_submit()
        self.assertEqual(attribution.state, "asked")
        request = self.env["complaint.approval.request"].search(
            [("res_model", "=", "complaint.case"), ("res_id", "=", case.id)]
        )
        signed = request.snapshot["facts"]["attribution_share_ids"]
        self.assertEqual(sorted(row["percent"] for row in signed), ["30", "70"])
        with self._refused(UserError, "being decided"):
            attribution.share_ids[0].percent = 60
        case.with_user(self.executive).action_approve()
        self.assertEqual(attribution.state, "agreed")
        self.assertTrue(attribution.agreed_on)
        self.assertIn(self.manager, attribution.concerned_ids)

    def test_r_r01_shares_come_back_with_the_handling_form(self):
        case = self._bring_to("investigating")
        attribution = self._divide_production(case)
        self._propose(case)
        case.action_submit()
        case.action_investigate("One more sample.")
        self.assertEqual(attribution.state, "draft")
        attribution.share_ids[0].percent = 70

    def test_r_r01_shares_that_do_not_add_up_are_not_submitted(self):
        case = self._bring_to("investigating")
        attribution = self._divide_production(case)
        attribution.share_ids[0].percent = 60
        self._propose(case)
        with self._refused(UserError, "add up to 90 %, not to 100 %"):
            case.action_submit()

    def test_r_r01_shares_say_what_the_handling_form_says(self):
        case = self._bring_to("investigating")
        self._divide_production(case)
        case.responsible_kind = "customer"
        self._propose(case)
        with self._refused(UserError, "“The customer” is responsible, the shares say"):
            case.action_submit()

    def test_r_r01_in_production_the_team_else_the_plant(self):
        case = self._bring_to("investigating")
        attribution = self._divide(
            case, ("production", 100, {"department_id": self.plant.id})
        )
        self.assertRegex(attribution._get_faults()[0], "Plant 1 has teams")
        attribution.share_ids.note = "All teams worked on it."
        self.assertFalse(attribution._get_faults())
        attribution.share_ids.department_id = self.branch
        self.assertRegex(attribution._get_faults()[0], "a team's, else the plant's")

    def test_r_r01_in_service_the_person_else_the_branch(self):
        case = self._bring_to("investigating")
        attribution = self._divide(
            case, ("service", 100, {"department_id": self.branch.id})
        )
        self.assertRegex(attribution._get_faults()[0], "name the person")
        attribution.share_ids.employee_id = self.salesman
        self.assertFalse(attribution._get_faults())
        self.assertEqual(attribution.share_ids.level, "person")
        self.assertEqual(attribution.share_ids.department_id, self.branch)

    def test_r_r01_evenly_among_three_is_a_hundred(self):
        attribution = self._divide(
            self._register(),
            ("customer", 10, {}),
            ("nobody", 10, {}),
            ("supplier", 10, {"partner_id": self.supplier.id}),
        )
        attribution.action_share_evenly()
        self.assertEqual(attribution.left, 0)
        self.assertEqual(sum(attribution.share_ids.mapped("percent")), 100)

    def test_r_r01_a_change_after_approval_is_decided_by_itself(self):
        case = self._bring_to("investigating")
        former = self._divide_production(case)
        self._propose(case)
        case.action_submit()
        case.with_user(self.executive).action_approve()
        own = former.with_user(self.officer)
        draft = own.browse(own.action_change()["res_id"])
        draft.reason = "The supplier proved his part."
        with self._refused(UserError, "count already"):
            draft.action_give_in()
        team, supplier = draft.share_ids.sorted("percent", reverse=True)
        team.percent, supplier.percent = 100, 1
        supplier.unlink()
        draft.action_give_in()
        self.assertEqual((former.state, draft.state), ("agreed", "asked"))
        self._decide_shares(draft)
        self.assertEqual((former.state, draft.state), ("replaced", "agreed"))
        self.assertEqual(draft.replaces_id, former)
        self.assertEqual(former.share_ids.mapped("percent"), [70, 30])

    def test_r_r01_before_the_decision_they_go_with_the_form(self):
        attribution = self._divide_production(self._bring_to("investigating"))
        with self._refused(UserError, "decided with its handling form"):
            attribution.action_give_in()

    def test_r_r01_only_one_is_written_at_a_time(self):
        case = self._bring_to("investigating")
        self._divide_production(case)
        with mute_logger("odoo.sql_db"), self._refused(UniqueViolation, "one_open"):
            self._divide_production(case)

    def test_r_r01_those_concerned_and_their_heads_read(self):
        case = self._bring_to("investigating")
        attribution = self._divide(
            case, ("service", 100, {"employee_id": self.salesman.id})
        )
        seen = attribution.with_user(self.seller)
        self.assertFalse(seen.has_access("read"))  # nothing is decided yet
        self._propose(case)
        case.action_submit()
        case.with_user(self.executive).action_approve()
        self.assertTrue(seen.has_access("read"))
        self.assertFalse(attribution.with_user(self.doer).has_access("read"))
        with self._refused(AccessError, ""):
            seen.action_change()

    def test_r_r01_nobody_is_answerable_for_what_was_not_accepted(self):
        case = self._bring_to("investigating")
        attribution = self._divide_production(case)
        case.action_cancel("Filed twice.")
        with self._refused(UserError, "nobody is answerable"):
            attribution.action_give_in()


@tagged("post_install", "-at_install")
class TestAttributionOfGroup(GroupCommon, AttributionCommon):
    """R-I15, R-R01: a signature on the lead is none on the shares of a member."""

    def test_r_r01_shares_of_a_member_are_decided_by_themselves(self):
        lead, member = self._group(1)
        own, theirs = (self._divide_production(case) for case in (lead, member))
        self._put_up(lead)
        lead.with_user(self.executive).action_approve()
        self._follow()
        self.assertEqual((lead.state, member.state), ("approved", "approved"))
        self.assertEqual((own.state, theirs.state), ("agreed", "draft"))
        theirs.action_give_in()
        self._decide_shares(theirs)
        self.assertEqual(theirs.state, "agreed")


@tagged("post_install", "-at_install")
class TestAttributionReview(AttributionCommon):
    """R-R01: each half-year branch and plant managers confirm it."""

    def _ask(self):
        case = self._bring_to("investigating")
        with freeze_time("2026-05-04 08:00:00"):
            attribution = self._divide_production(case)
            attribution._agree()
        attribution.flush_recordset()
        reviews = self.env["complaint.attribution.review"]
        with freeze_time("2026-07-01 06:00:00"):
            reviews._ask_company(self.company)
            reviews._ask_company(self.company)  # once, however often it runs
        return reviews.search([("department_id", "=", self.plant.id)])

    def test_r_r01_the_manager_of_the_plant_confirms(self):
        review = self._ask()
        self.assertEqual(len(review), 1)
        self.assertEqual(review.user_id, self.manager)
        self.assertEqual(review.share_ids.department_id, self.team)
        self.assertEqual(str(review.date_to), "2026-06-30")
        self.assertEqual(review.activity_ids.user_id, self.manager)
        seen = review.with_user(self.manager)
        self.assertEqual(seen.share_ids.mapped("percent"), [70])
        seen.action_confirm()
        self.assertEqual(review.state, "confirmed")
        self.assertFalse(review.activity_ids)
        with self._refused(UserError, "cannot become"):
            seen.action_object("Too late.")

    def test_r_r01_or_says_what_is_not_right(self):
        review = self._ask()
        asked = review.with_user(self.manager).action_object()
        self.assertEqual(asked["res_model"], "complaint.reason")
        review.with_user(self.manager).action_object("Team 4 did it.")
        self.assertEqual(review.state, "objected")
        self.assertEqual(review.objection, "Team 4 did it.")
        self.assertTrue(fields.Datetime.now() >= review.answered_on)

    def test_r_r01_nobody_answers_for_him(self):
        review = self._ask()
        with self._refused(AccessError, "the manager who is asked"):
            review.with_user(self.officer).action_confirm()
