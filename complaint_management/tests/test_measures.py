from lxml import etree
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from .clock_common import ClockCommon


@tagged("post_install", "-at_install")
class TestMeasures(ClockCommon):
    """R-T05: what was reported to the top is analysed on site, measures go to GM and
    executive vice GM, and back to who talks to the customer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.vice_gm = cls._create_user("executive vice gm", "complaint_executive")
        cls.env["complaint.post"].create(
            [
                {"kind": kind, "user_id": user.id, "company_id": cls.company.id}
                for kind, user in (
                    ("executive_vice_gm", cls.vice_gm),
                    ("production_vice_gm", cls.executive),
                )
            ]
        )
        with cls._at("2027-03-01 10:00"):
            cls.case = cls._register(cls.clerk)
            cls.case.sudo().user_id = cls.officer
            cls.case = cls.case.with_user(cls.officer)
            cls.case.action_report_to_top()
            cls.case.sudo().activity_ids.unlink()

    def _get_asked(self):
        return {one.user_id: one.summary for one in self.case.sudo().activity_ids}

    def test_r_t05_measures_go_to_the_top_and_to_who_contacts_the_customer(self):
        self.case.with_user(self.executive).action_put_forward_measures()
        self.assertTrue(self.case.measures_on)
        self.assertEqual(
            self._get_asked(),
            {
                self.gm: "Analysis and measures: look at them",
                self.vice_gm: "Analysis and measures: look at them",
                self.officer: "Measures are put forward: contact the customer",
            },
        )

    def test_r_t05_who_puts_them_forward_is_not_asked(self):
        self.case.action_put_forward_measures()
        self.assertEqual(set(self._get_asked()), {self.gm, self.vice_gm})

    def test_r_t05_what_was_not_reported_to_the_top_is_not_sent_there(self):
        with self._at("2027-03-01 10:00"):
            case = self._register(user_id=self.officer.id)
        case.action_put_forward_measures()
        self.assertTrue(case.measures_on)
        self.assertFalse(
            case.activity_ids.filtered(lambda one: "easures" in one.summary)
        )

    def test_r_t05_a_stranger_puts_nothing_forward(self):
        with self.assertRaises(AccessError):
            self.case.with_user(self.head).action_put_forward_measures()
        self.assertFalse(self.case.measures_on)

    def test_r_t05_reported_anew_it_is_analysed_and_answered_anew(self):
        """The buttons come back with the second report."""
        lead = self.case.with_user(self.executive)
        self.assertEqual(self._get_offered(lead), {"begin_analysis", "put_forward"})
        with self._at("2027-03-01 11:00"):
            lead.action_begin_analysis()
            lead.action_put_forward_measures()
        self.assertEqual(self._get_offered(lead), set())
        with self._at("2027-03-02 11:00"):
            self.case.action_report_to_top()
        self.assertEqual(self._get_offered(lead), {"begin_analysis", "put_forward"})
        with self._at("2027-03-02 12:00"):
            lead.action_begin_analysis()
            lead.action_put_forward_measures()
        self.assertEqual(self._get_offered(lead), set())

    def _get_offered(self, case):
        """Which of the two buttons the form shows him."""
        arch = etree.fromstring(case.get_view(view_type="form")["arch"])
        values = {
            name: str(case[name]) if case[name] else False
            for name in ("reported_on", "analysed_on", "measures_on")
        }
        return {
            word
            for word in ("begin_analysis", "put_forward")
            for button in arch.iterfind(".//button")
            if word in button.get("name", "")
            and not safe_eval(button.get("invisible"), values)
        }
