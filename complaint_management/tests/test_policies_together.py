from odoo.fields import Command
from odoo.tests import tagged

from ..profiles import PROFILES
from .policy_common import PolicyCommon

# What a quality complaint received on Friday 2 April 2027 at 10:00 owes first.
FIRST = {
    "A": "2027-04-06 17:00",
    "B": False,  # its limits begin with the acceptance
    "C": "2027-04-03 10:00",
    "D": "2027-04-03 10:00",
    "E": "2027-04-06 17:00",
    "F": "2027-04-06 17:00",
    "G": "2027-04-06 17:00",
    "H": "2027-04-03 10:00",
    "I": "2027-04-03 10:00",
    "J": "2027-04-03 00:00",
    "K": "2027-04-06 17:00",
    "L": "2027-04-06 17:00",
    "M": "2027-04-03 00:00",
}


@tagged("post_install", "-at_install")
class TestPoliciesTogether(PolicyCommon):
    """R-P01: thirteen companies of one database, each under its own policy."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        names = [{"name": f"Company {code}"} for code in PROFILES]
        companies = cls.env["res.company"].create(names)
        cls.companies = dict(zip(PROFILES, companies, strict=True))
        companies.resource_calendar_id.tz = "Asia/Shanghai"
        cls.gm.company_ids = [Command.link(company.id) for company in companies]
        days = cls.env["complaint.workday"].search(
            [("company_id", "=", False), ("day", ">=", "2027-04-01")]
        )
        assert len(days) == 2, "holidays of all companies"
        for code, company in cls.companies.items():
            cls.env["complaint.post"].create(
                {"kind": "gm", "user_id": cls.gm.id, "company_id": company.id}
            )
            cls._load(code, company)

    def _register_everywhere(self):
        cases = self.env["complaint.case"].with_context(mail_notrack=True)
        with self._at("2027-04-02 10:00"):
            return {
                code: cases.with_company(company).create(
                    {
                        "title": "Kettle leaks",
                        "company_id": company.id,
                        "channel_id": self.hotline.id,
                        "category_id": self.quality.id,
                        "partner_name": "Ms. Zhang",
                    }
                )
                for code, company in self.companies.items()
            }

    def test_r_p01_each_case_goes_by_the_policy_of_its_company(self):
        for code, case in self._register_everywhere().items():
            self.assertEqual(case.policy_id.code, code)
            self.assertEqual(case.policy_id.company_id, self.companies[code])
            self.assertEqual(self._say(case.due_on), FIRST[code], code)

    def test_r_p01_a_change_in_one_touches_no_other(self):
        before = {code: self._read(code) for code in PROFILES}
        policy = self._get("", "G", self.companies["G"])
        policy.limit_ids.amount = 9
        policy.pause_for_customer = True
        self._load("G", self.companies["G"])
        self._load("B", self.companies["G"])  # and picks another later
        for code in PROFILES:
            same = self._read(code) == before[code]
            self.assertEqual(same, code != "G", code)

    def _read(self, code):
        policy = self._get("", code, self.companies[code])
        return (
            policy.pause_for_customer,
            policy.limit_ids.mapped(lambda one: (one.id, one.name, one.amount)),
        )
