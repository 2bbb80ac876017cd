from .clock_common import ClockCommon

KINDS = (
    "customer_service",
    "complaint",
    "operations",
    "market",
    "business",
    "technology",
    "quality",
    "general_office",
)


class PolicyCommon(ClockCommon):
    """A company that works by one of the written policies, loaded once a class, with
    the departments that the policy names.

    In March 2027 nothing is off but weekends; Monday 5 April is a holiday, Saturday
    the 10th is worked instead.
    """

    code = ""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for kind in KINDS:
            cls._create_department(kind.replace("_", " ").title(), kind, cls.head)
        days = {"2027-04-05": "off", "2027-04-10": "worked"}
        cls.env["complaint.workday"].create(
            [
                {"day": day, "name": "Qingming", "kind": kind}
                for day, kind in days.items()
            ]
        )
        cls.abroad = cls._create_department("Hamburg", "sales_branch", cls.head)
        cls.abroad.complaint_region = "abroad"
        if cls.code:
            cls.policy, cls.faults = cls._load(cls.code)

    @classmethod
    def _load(cls, code, company=None):
        """The policy of that letter in the company, in force since 2020."""
        profiles = cls.env["complaint.policy.profile"]
        return profiles._load(code, company or cls.company, "2020-01-01")

    @classmethod
    def _get(cls, key, code=None, company=None):
        """A record of the profile by its key."""
        company = company or cls.company
        profiles = cls.env["complaint.policy.profile"]
        return cls.env.ref(profiles._get_xmlid(company, code or cls.code, key))

    def _accept(self, **values):
        """A complaint that passed the tests of the policy."""
        case = self._register(**values)
        self._pass_tests(case)
        case.action_accept()
        return case

    def _pass_tests(self, case, answer="yes"):
        answers = self.env["complaint.acceptance.answer"].with_user(self.officer)
        for test in case._get_open_tests():
            answers.create({"case_id": case.id, "test_id": test.id, "answer": answer})

    def _get_clock_of(self, record, key):
        """The clock that runs for the limit with that key."""
        link = "duty_id" if record._name == "complaint.duty" else "case_id"
        return self.env["complaint.clock"].search(
            [(link, "=", record.id), ("limit_id", "=", self._get(f"limit_{key}").id)]
        )

    def assertDue(self, record, key, moment):
        """R-T01: the limit falls due at that time in Shanghai."""
        clock = self._get_clock_of(record, key)
        self.assertEqual(self._say(clock.due_on), moment, key)

    def assertKept(self, record, key):
        self.assertEqual(self._get_clock_of(record, key).state, "met", key)

    def assertLate(self, record, key, overrun=1):
        clock = self._get_clock_of(record, key)
        self.assertEqual((clock.state, clock.overrun), ("late", overrun), key)

    def assertLadder(self, key, *roles):
        """R-T07: who is told, in order."""
        rungs = self._get(f"limit_{key}").rung_ids
        self.assertEqual(rungs.mapped("role"), list(roles))
