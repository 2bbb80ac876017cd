from odoo.exceptions import AccessError
from odoo.fields import Command, Datetime
from odoo.tests import tagged

from .approval_common import ApprovalCommon, lend
from .duty_common import DutyCommon


class MotionCommon(DutyCommon):
    """People who go elsewhere while something of theirs is open."""

    def _move(self, user, company=None):
        """``user`` works for another company from now on."""
        company = company or self.other_company
        own = {"company_ids": [Command.set(company.ids)], "company_id": company.id}
        user.write(own)

    def _demote(self, user):
        user.group_ids = self.env.ref("base.group_user")

    def _tell(self, record):
        """Whom a word on ``record`` reaches."""
        message = record.with_user(self.executive).message_post(
            body="The customer called.",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        return message.sudo().notified_partner_ids.user_ids

    def _get_desk(self, user):
        desk = self.env["complaint.desk"].with_user(user).get_desk()
        return {one["key"]: one["count"] for one in desk if one["count"]}

    def _reads(self, user, record):
        return record.with_user(user).has_access("read")


@tagged("post_install", "-at_install")
class TestPeopleInMotion(MotionCommon):
    """R-P02, R-P03: who is transferred, promoted, archived or taken out of a group sees
    and hears what his new place allows, and nothing else."""

    def test_r_p03_who_may_not_read_a_case_any_more_hears_nothing_of_it(self):
        """Who follows it is told while he may read it: Odoo would go on."""
        case = self._register()
        people = self.officer | self.clerk
        case.sudo().message_subscribe(people.partner_id.ids)
        case._write_guarded({"receiver_id": self.clerk.id}, "His customer.")
        self.assertEqual(self._tell(case) & people, people)
        case._write_guarded({"receiver_id": self.officer.id}, "His customer no more.")
        self.assertEqual(self._tell(case) & people, self.officer)
        case._write_guarded({"receiver_id": self.executive.id}, "Handed over.")
        self._move(self.officer)
        self.assertFalse(self._tell(case) & people)
        self._move(self.officer, self.company)
        self.assertEqual(self._tell(case) & people, self.officer)

    def test_r_p02_who_is_taken_out_of_a_group_hears_and_sees_nothing_more(self):
        case = self._register(user=self.clerk)
        case.sudo().message_subscribe(self.officer.partner_id.ids)
        self.assertIn(self.officer, self._tell(case))
        self.assertTrue(self._reads(self.officer, case))
        self._demote(self.officer)
        self.assertFalse(self._reads(self.officer, case))
        self.assertNotIn(self.officer, self._tell(case))
        self.assertFalse(self._get_desk(self.officer))

    def test_r_p03_who_is_archived_hears_nothing_more(self):
        case = self._register(user=self.clerk)
        case.sudo().message_subscribe(self.officer.partner_id.ids)
        self.officer.active = False
        self.assertNotIn(self.officer, self._tell(case))

    def test_r_p02_who_is_promoted_reads_all_and_back_his_own(self):
        case = self._register()
        self.assertFalse(self._reads(self.clerk, case))
        self.clerk.group_ids |= self.env.ref(
            "complaint_management.group_complaint_officer"
        )
        self.assertTrue(self._reads(self.clerk, case))
        self._demote(self.clerk)
        self.assertFalse(self._reads(self.clerk, case))
        with self.assertRaises(AccessError):
            case.with_user(self.clerk).action_accept()

    def test_r_p03_who_goes_to_another_branch_leaves_its_duties(self):
        """Colleague or head: he reads, answers and hears nothing of them; the new head
        owes them, nobody is stuck."""
        duty = self._ask(self._register())
        self.assertTrue(self._reads(self.potter, duty))
        self._employ(self.potter, self.laboratory)
        self.assertFalse(self._reads(self.potter, duty))
        self.assertTrue(self._get_desk(self.plant_head))
        self.plant.manager_id = self._employ(self.potter, self.plant)
        self._employ(self.plant_head, self.laboratory)
        self.assertEqual(duty.head_id, self.potter)
        self.assertEqual(duty.activity_ids.user_id, self.potter)
        self.assertFalse(self._reads(self.plant_head, duty))
        self.assertFalse(self._get_desk(self.plant_head))
        with self.assertRaises(AccessError):
            duty.with_user(self.plant_head).write({"findings": "Nothing."})
        self._answer(duty)
        self.assertEqual(duty.state, "answered")

    def test_r_p03_what_somebody_handled_goes_back_to_the_head(self):
        """He works in another department, or company: nobody is stuck."""
        for leave in (lambda: self._employ(self.potter, self.laboratory), self._leave):
            self._employ(self.potter, self.plant)
            duty = self._ask(self._register())
            duty.with_user(self.plant_head).action_name_handler(self.potter.id)
            self.assertEqual(duty.user_id, self.potter)
            leave()
            self.assertEqual(duty.user_id, self.plant_head)
            self.assertEqual(duty.activity_ids.user_id, self.plant_head)
            self.assertFalse(self._reads(self.potter, duty))

    def _leave(self):
        self._move(self.potter)

    def test_r_p02_a_long_lived_key_is_worth_what_its_owner_is(self):
        """An API key of who is archived opens nothing."""
        keys = self.env["res.users.apikeys"].with_user(self.officer).sudo()
        end = Datetime.add(Datetime.now(), days=1)
        key = keys._generate("rpc", "Script", end)
        known = self.env["res.users.apikeys"]
        self.assertEqual(
            known._check_credentials(scope="rpc", key=key), self.officer.id
        )
        self.officer.active = False
        self.assertFalse(known._check_credentials(scope="rpc", key=key))

    def test_r_p03_a_customer_who_changes_his_firm_takes_nothing_along(self):
        firm, next_firm = self.env["res.partner"].create(
            [{"name": "Shop", "is_company": True}, {"name": "Next", "is_company": True}]
        )
        buyer = self._create_user("buyer", "base.group_portal")
        buyer.partner_id.parent_id = firm
        case = self._register(partner_id=firm.id)
        portal = self.env["complaint.portal"]
        domain = portal.with_user(buyer)._get_domain()
        cases = self.env["complaint.case"].sudo()
        self.assertIn(case, cases.search(domain))
        buyer.partner_id.parent_id = next_firm
        domain = portal.with_user(buyer)._get_domain()
        self.assertNotIn(case, cases.search(domain))


@tagged("post_install", "-at_install")
class TestDecidersInMotion(ApprovalCommon):
    """R-A03, R-A04: what waited for who is elsewhere now waits for the next."""

    def _assert_decides_nothing(self, user, request):
        turn = self._open_turns(request)
        self.assertFalse(turn.with_user(user)._filter_mine())
        with self.assertRaises(AccessError):
            turn.with_user(user).action_decide(
                "approve", False, False, request.snapshot_hash
            )

    def test_r_a03_who_is_transferred_decides_nothing_and_nobody_is_stuck(self):
        request = self._ask()
        own = {
            "company_ids": [Command.set(self.other_company.ids)],
            "company_id": self.other_company.id,
        }
        self.branch_head.write(own)
        self.assertAsked(request, self.vice)
        self._assert_decides_nothing(self.branch_head, request)
        self.assertFalse(request.with_user(self.branch_head).has_access("read"))
        for user in (self.vice, self.market_head):
            self._decide(request, user)
        self.assertAsked(request, self.vice)

    def test_r_a04_who_represents_and_goes_elsewhere_represents_nobody(self):
        request = self._ask()
        lend(self.branch_head, self.clerk)
        turn = self._open_turns(request)
        self.assertTrue(turn.with_user(self.clerk)._filter_mine())
        self.clerk.write(
            {
                "company_ids": [Command.set(self.other_company.ids)],
                "company_id": self.other_company.id,
            }
        )
        self._assert_decides_nothing(self.clerk, request)
        self.assertAsked(request, self.branch_head)

    def test_r_a03_a_head_who_changes_places_lends_what_is_asked_in_the_new_one(self):
        """Who represents him goes with the person, not with the chair."""
        request = self._ask()
        lend(self.branch_head, self.clerk)
        new = self._create_user("new head", "base.group_user")
        self.branch.manager_id = self._create_employee(new)
        self._assert_decides_nothing(self.clerk, request)
        self._assert_decides_nothing(self.branch_head, request)
        self._decide(request, new)
        self.assertAsked(request, self.market_head)

    def test_r_a03_a_promoted_head_decides_in_the_new_place_alone(self):
        request = self._ask()
        new = self._create_user("new head", "base.group_user")
        self.branch.manager_id = self._create_employee(new)
        self.post.user_id = self.branch_head
        self._assert_decides_nothing(self.branch_head, request)
        for user in (new, self.market_head, self.vice):
            self._decide(request, user)
        self.assertAsked(request, self.branch_head)
        self._decide(request, self.branch_head)
        self.assertEqual(request.state, "granted")
