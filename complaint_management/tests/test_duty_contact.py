from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .duty_common import DutyCommon


@tagged("post_install", "-at_install")
class TestDutyContact(DutyCommon):
    """R-K08: the person whom the department named speaks to the customer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls._bring_to(
            "accepted", user_id=cls.officer.id, partner_phone="5550101"
        )
        cls.duty = cls._ask(cls.case, cls.laboratory, contacts_customer=True)
        cls.duty.with_user(cls.quality_head).action_name_handler(cls.chemist.id)

    def _see(self, user):
        duty = self.duty.with_user(user)
        return duty.customer_name, duty.customer_phone, duty.can_contact

    def test_r_k08_who_was_named_sees_name_and_telephone_only(self):
        """R-P03: the case itself stays shut."""
        self.assertEqual(self._see(self.chemist), ("Ms. Zhang", "5550101", True))
        with self.assertRaises(AccessError):
            self.case.with_user(self.chemist).read(["partner_email"])
        for user in (self.quality_head, self.officer):
            self.assertEqual(self._see(user), (False, False, False))

    def test_r_k08_nobody_sees_him_who_was_not_asked_to_call(self):
        self.duty.contacts_customer = False
        self.assertEqual(self._see(self.chemist), (False, False, False))
        with self.assertRaises(AccessError):
            self.duty.with_user(self.chemist).note_contact("It is the glaze.")

    def test_r_k08_who_was_named_notes_the_call_on_the_case(self):
        action = self.duty.with_user(self.chemist).action_note_contact()
        notes = self.env[action["res_model"]].with_user(self.chemist)
        form = Form(notes.browse(action["res_id"]))
        form.text = "It is the glaze; she would like a new one."
        form.promise = "A new kettle."
        form.save().action_go()
        call = self.case.call_ids
        self.assertEqual(call.user_id, self.chemist)
        self.assertEqual(call.person, "Ms. Zhang")
        self.assertIn("glaze", call.words)
        self.assertEqual(
            call.purpose_id,
            self.env.ref("complaint_management.complaint_call_purpose_findings"),
        )
        self.assertTrue(call.undecided)  # R-A06: offered before it was approved
        self.assertTrue(self.duty.contacted_on)
        self.assertIn("Is it solved?", self.case.activity_ids.mapped("summary"))

    def test_r_k08_nobody_else_notes_it_from_the_duty(self):
        for user in (
            self.quality_head,
            self.plant_head,
            self.potter,
            self.officer,
            self.executive,
            self.supervisor,
            self.stranger,
        ):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.duty.with_user(user).note_contact("It is the glaze.")
        with self.assertRaises(UserError):
            self.duty.with_user(self.chemist).note_contact(" ")
        self.assertFalse(self.case.call_ids)

    def test_r_k08_only_officers_ask_for_it(self):
        for user in (self.chemist, self.quality_head):
            with self.assertRaises(AccessError):
                self.duty.with_user(user).contacts_customer = False
        with self.assertRaises(UserError):
            self.duty.with_user(self.admin).contacted_on = "2027-01-01"

    def test_r_k08_over_when_the_complaint_is(self):
        self.case.action_cancel("She sent it back.")
        self.assertEqual(self._see(self.chemist), (False, False, False))
