from datetime import datetime, timedelta

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
        cls.service = cls.env.ref(
            "complaint_management.complaint_category_service_quality"
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

    # ------------------------------------------------------------
    # WHAT HAPPENS TO A CASE
    # ------------------------------------------------------------

    def _accept(self, case=None, **values):
        """A complaint that passed the tests of the policy."""
        case = case or self._register(**values)
        self._pass_tests(case)
        case.action_accept()
        return case

    def _pass_tests(self, case, answer="yes", note=False):
        answers = self.env["complaint.acceptance.answer"].with_user(self.officer)
        for test in case._get_open_tests():
            answers.create(
                {
                    "case_id": case.id,
                    "test_id": test.id,
                    "answer": answer,
                    "note": note,
                }
            )

    def _ask(self, case, department=None, kind="assisting"):
        """A department is asked by the officer: the case is handed over."""
        duties = self.env["complaint.duty"].with_user(self.officer)
        return duties.create(
            {
                "case_id": case.id,
                "department_id": (department or self.plant).id,
                "kind": kind,
            }
        )

    def _reply(self, duty):
        """The head of the department answers what it is asked."""
        mine = duty.with_user(duty.head_id)
        mine.write({"findings": "The seam is open.", "instruction": "Replace it."})
        mine.action_answer()

    def _talk(self, case, user=None, **values):
        """Who leads the talks with the customer talks with him (R-A10)."""
        leader = case.sudo().talks_leader_id
        if not (user or leader):
            return
        calls = self.env["complaint.call"].with_user(user or leader)
        purpose = self.env.ref("complaint_management.complaint_call_purpose_talks")
        values = {"purpose_id": purpose.id, "words": "He agrees.", **values}
        calls.create({"case_id": case.id, **values})

    def _settle(self, case):
        """Decided, answered, carried out."""
        if case.state == "new":
            self._accept(case)
        self._propose(case)
        self._talk(case)
        case.action_submit()
        self._approve(case)
        self._tell(case)
        case.action_confirm()

    def _approve(self, case):
        """Everybody on the route signs, in turn."""
        request = self.env["complaint.approval.request"].search(
            [("case_id", "=", case.id), ("state", "=", "open")]
        )
        while request.state == "open":
            turn = request.turn_ids.filtered(lambda one: one.state == "open")[:1]
            mine = turn.with_user(turn.user_id or self.executive)
            mine.action_decide("approve", False, False, request.snapshot_hash)

    def _assess(self, case, **values):
        """How the officer judges it; a severity by its key."""
        key = values.pop("severity", "normal")
        severity = self.env.ref(f"complaint_management.complaint_severity_{key}")
        values["severity_id"] = severity.id
        assessments = self.env["complaint.assessment"].with_user(self.officer)
        assessments.create({"case_id": case.id, **values})

    def _run_ladder(self, at):
        with self._at(at), self.enter_registry_test_mode():
            self.env.ref(
                "complaint_management.ir_cron_complaint_ladder"
            ).method_direct_trigger()
        self.env.invalidate_all()

    # ------------------------------------------------------------
    # LIMITS
    # ------------------------------------------------------------

    def _get_clock_of(self, record, key):
        """The clock of the limit with that key; empty where it has none."""
        is_duty = record._name == "complaint.duty"
        return self.env["complaint.clock"].search(
            [
                ("duty_id" if is_duty else "case_id", "=", record.id),
                ("limit_id", "=", self._get(f"limit_{key}").id),
                ("state", "!=", "void"),
            ]
        )

    def _go_through(self, key, begun, due, begin, end):
        """The limit is kept a minute before it falls due, and broken a minute after.

        :param str begun: when its first event happens, on a clock in Shanghai
        :param str due: when it falls due
        :param begin: brings the first event about, returns the record
        :param end: brings the second event about
        """
        moment, minute = datetime.fromisoformat(due), timedelta(minutes=1)
        with self._at(begun):
            kept, late = begin(), begin()
        for record in (kept, late):
            self.assertDue(record, key, due)
        with self._at((moment - minute).isoformat()):
            end(kept)
        with self._at((moment + minute).isoformat()):
            end(late)
        self.assertEqual(self._get_clock_of(kept, key).state, "met", key)
        clock = self._get_clock_of(late, key)
        self.assertEqual(clock.state, "late", key)
        self.assertGreater(clock.overrun, 0)

    def assertDue(self, record, key, moment):
        """R-T01: the limit falls due at that time in Shanghai."""
        clock = self._get_clock_of(record, key)
        self.assertEqual(self._say(clock.due_on), moment, key)

    def assertNoLimit(self, record, key):
        self.assertFalse(self._get_clock_of(record, key), key)
