from dateutil.relativedelta import relativedelta
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command, Datetime
from odoo.tests import Form, tagged

from .repeats_common import RepeatsCommon


@tagged("post_install", "-at_install")
class TestRepeats(RepeatsCommon):
    """The same customer about the same thing is found at registration (R-I14)."""

    # ------------------------------------------------------------
    # FOUND
    # ------------------------------------------------------------

    def test_r_i14_same_customer_about_the_same_product(self):
        first = self._about(self.kettle)
        other = self._about(self.pan)
        again = self._about(self.pan, self.kettle)
        self.assertEqual(again.repeat_of_id, other, "the latest of them")
        self.assertEqual(again.similar_count, 2)
        self.assertFalse(other.repeat_of_id)
        self.assertEqual(self._about(self.kettle).repeat_of_id, again)
        self.assertEqual((first.similar_count, other.similar_count), (0, 1))

    def test_r_i14_without_products_the_category_counts(self):
        first = self._register()
        self.assertEqual(self._register().repeat_of_id, first)
        self.assertFalse(self._register(category_id=self.service.id).repeat_of_id)
        self.assertFalse(self._register(category_id=False).repeat_of_id)

    def test_r_i14_product_known_only_the_second_time(self):
        first = self._register()
        self.assertEqual(self._about(self.kettle).repeat_of_id, first)

    def test_r_i14_another_person_of_the_same_company(self):
        company = self.env["res.partner"].create(
            {
                "name": "Golden House",
                "is_company": True,
                "child_ids": [
                    Command.create({"name": "Mr. Li"}),
                    Command.create({"name": "Ms. Wu"}),
                ],
            }
        )
        first = self._about(self.kettle, partner_id=company.child_ids[0].id)
        again = self._about(self.kettle, partner_id=company.child_ids[1].id)
        self.assertEqual(again.repeat_of_id, first)

    def test_r_i14_address_written_differently(self):
        first = self._about(
            self.kettle, **self._guest(partner_email="Wang@Example.com")
        )
        guest = self._guest(partner_email='"Wang, Fang" <wang@example.COM> ')
        self.assertEqual(self._about(self.kettle, **guest).repeat_of_id, first)

    def test_r_i14_number_written_differently(self):
        first = self._about(self.kettle, **self._guest(partner_phone="021-5555 0101"))
        guest = self._guest(partner_phone="+86 (21) 5555.0101 ext. 7")
        self.assertEqual(self._about(self.kettle, **guest).repeat_of_id, first)

    def test_r_i14_number_he_gave_beside_that_of_the_contact(self):
        first = self._about(self.kettle, partner_phone="13900000001")
        self.assertEqual(first.partner_phone, "13900000001")
        self.assertEqual(first.partner_email, self.customer.email)
        guest = self._guest(partner_phone="+86 139 0000 0001")
        self.assertEqual(self._about(self.kettle, **guest).repeat_of_id, first)

    def test_r_i14_contact_is_known_by_his_own_address(self):
        guest = self._guest(partner_email=self.customer.email)
        first = self._about(self.kettle, **guest)
        self.assertEqual(self._about(self.kettle).repeat_of_id, first)

    def test_r_i14_clerk_who_cannot_see_the_earlier_case(self):
        first = self._about(self.kettle)
        again = self._about(self.kettle, user=self.clerk)
        self.env.invalidate_all()
        self.assertFalse(first.with_user(self.clerk).has_access("read"))
        self.assertEqual(again.sudo().repeat_of_id, first)
        self.assertEqual(again.similar_count, 1)
        self.assertTrue(again.is_repeat)

    def test_r_p03_clerk_does_not_learn_which_case_it_repeats(self):
        first = self._about(self.kettle)
        again = self._about(self.kettle, user=self.clerk)
        self.assertTrue(again.sudo().repeat_of_id)
        self.env.invalidate_all()
        self.assertNotIn("repeat_of_id", again.read()[0])
        for attempt in (
            lambda: again.web_read({"repeat_of_id": {"fields": {"display_name": {}}}}),
            lambda: again.search([("repeat_of_id", "ilike", first.title)]),
            lambda: again._read_group([], ["repeat_of_id"]),
        ):
            with self.assertRaises(AccessError):
                attempt()
        read = again.with_user(self.supervisor).web_read(
            {"repeat_of_id": {"fields": {"display_name": {}}}}
        )
        self.assertIn(first.number, read[0]["repeat_of_id"]["display_name"])

    def test_r_p03_nobody_links_a_case_that_he_may_not_read(self):
        hidden = self._about(self.kettle)
        theirs = self._about(self.kettle, user=self.stranger, category_id=False)
        own = self._register(self.clerk, partner_id=False)
        for user, case in ((self.clerk, hidden), (self.officer, theirs)):
            cases = self.env["complaint.case"].with_user(user)
            by_default = cases.with_context(default_repeat_of_id=case.id)
            for attempt in (
                lambda c=cases, i=case.id: c.create({"title": "A", "repeat_of_id": i}),
                lambda c=by_default: c.create({"title": "A"}),
                lambda u=user, i=case.id: own.with_user(u).write({"repeat_of_id": i}),
            ):
                with self.assertRaisesRegex(ValidationError, "none that you may read"):
                    attempt()
        self.assertFalse(own.sudo().repeat_of_id)

    def test_r_i14_earlier_case_of_a_register_that_was_taken_over(self):
        cases = self.env["complaint.case"]
        first = self._register()
        first._write_guarded({"historical": True})
        self.assertEqual(self._register().repeat_of_id, first)
        vals = {"title": "Old", "partner_id": self.customer.id, "historical": True}
        old = cases._create_guarded([{**vals, "company_id": self.company.id}])
        self.assertFalse(old.repeat_of_id)
        self.assertFalse(old.similar_count)

    def test_r_i14_who_registers_knows_better(self):
        first, second = self._register(), self._register()
        self.assertEqual(second.repeat_of_id, first)
        self.assertEqual(self._register(repeat_of_id=first.id).repeat_of_id, first)

    # ------------------------------------------------------------
    # NOT A REPEAT
    # ------------------------------------------------------------

    def test_r_i14_another_customer(self):
        self._about(self.kettle)
        other = self.env["res.partner"].create(
            {"name": "Mr. Chen", "email": "chen@example.com", "phone": "13900000001"}
        )
        case = self._about(self.kettle, partner_id=other.id)
        self.assertFalse(case.repeat_of_id)
        self.assertFalse(case.similar_count)

    def test_r_i14_nobody_known_is_nobody_again(self):
        self._about(self.kettle, **self._guest())
        self.assertFalse(self._about(self.kettle, **self._guest()).repeat_of_id)

    def test_r_i14_another_product(self):
        self._about(self.kettle)
        case = self._about(self.pan)
        self.assertFalse(case.repeat_of_id)
        self.assertEqual(case.similar_count, 1)

    def test_r_i14_another_company(self):
        cases = self.env["complaint.case"].with_user(self.stranger)
        self._about(self.kettle)
        case = cases.create(
            {
                "title": "Kettle leaks",
                "partner_id": self.customer.id,
                "category_id": self.quality.id,
            }
        )
        self.assertEqual(case.company_id, self.other_company)
        self.assertFalse(case.repeat_of_id)
        with self.assertRaises(UserError):
            case.sudo().repeat_of_id = self._about(self.kettle)

    def test_r_i14_as_far_back_as_the_policy_looks(self):
        policy = self.env["complaint.policy"].create(
            {"name": "Ours", "company_id": self.company.id, "repeat_months": 3}
        )
        old = Datetime.now() - relativedelta(months=3, days=1)
        self._about(self.kettle, received_on=old)
        case = self._about(self.kettle)
        self.assertEqual(case.policy_id, policy)
        self.assertFalse(case.repeat_of_id)
        policy.repeat_months = 4
        # the one that was received latest
        self.assertEqual(self._about(self.kettle).repeat_of_id, case)
        self.assertEqual(self._about(self.kettle).similar_count, 3)

    def test_r_i14_cases_of_one_call_are_not_linked_to_each_other(self):
        first = self._register()
        vals = first.copy_data()[0]
        second, third = (
            self.env["complaint.case"]
            .with_user(self.officer)
            .create([vals, dict(vals)])
        )
        self.assertEqual((second | third).repeat_of_id, first)

    def test_r_i14_case_cannot_repeat_itself(self):
        first = self._register()
        second = self._register()
        with self.assertRaisesRegex(ValidationError, "cannot repeat itself"):
            first.repeat_of_id = second
        with self.assertRaisesRegex(ValidationError, "cannot repeat itself"):
            second.repeat_of_id = second

    # ------------------------------------------------------------
    # WHILE TYPING
    # ------------------------------------------------------------

    def test_r_i14_found_while_typing(self):
        first = self._register()
        for user in (self.officer, self.clerk):
            form = Form(self.env["complaint.case"].with_user(user))
            with self.subTest(user.name):
                form.title = "Kettle leaks again"
                form.channel_id = self.hotline
                form.category_id = self.quality
                self.assertFalse(form.similar_count)
                form.partner_email = "ZHANG@example.com"
                self.assertEqual(form.similar_count, 1)
                form.partner_email = "nobody@example.com"
                self.assertFalse(form.similar_count)
        form.partner_id = self.customer
        self.assertEqual(form.similar_count, 1)
        saved = form.save()
        self.assertEqual(saved.sudo().repeat_of_id, first)

    def test_r_i14_typing_looks_as_far_back_as_the_policy(self):
        self.env["complaint.policy"].create(
            {"name": "Ours", "company_id": self.company.id, "repeat_months": 3}
        )
        old = Datetime.now() - relativedelta(months=4)
        self._about(self.kettle, received_on=old)
        form = Form(self.env["complaint.case"].with_user(self.officer))
        form.partner_id = self.customer
        self.assertFalse(form.similar_count)

    def test_r_i14_earlier_cases_are_opened(self):
        first = self._register()
        second = self._register()
        third = self._register()
        action = second.action_open_similar()
        cases = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(cases, first)
        cases = third.browse(third.action_open_similar()["domain"][0][2])
        self.assertEqual(cases, first | second)
