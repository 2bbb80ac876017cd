from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import ComplaintCommon


@tagged("post_install", "-at_install")
class TestSpotCheck(ComplaintCommon):
    """R-I18: branch and market department check stores and branches."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.branch_head = cls._create_user("branch head", "base.group_user")
        cls.store_head = cls._create_user("store head", "base.group_user")
        cls.marketer = cls._create_user("marketer", "base.group_user")
        cls.colleague = cls._create_user("market colleague", "base.group_user")
        cls.branch = cls._create_department("Branch", "sales_branch", cls.branch_head)
        cls.store = cls._create_department(
            "Store", "store", cls.store_head, parent_id=cls.branch.id
        )
        cls.market = cls._create_department("Market", "market", cls.marketer)
        cls.env["hr.employee"].create(
            {
                "name": "Colleague",
                "user_id": cls.colleague.id,
                "company_id": cls.company.id,
                "department_id": cls.market.id,
            }
        )
        cls.cases = cls.env["complaint.case"].union(
            *(cls._register(branch_id=cls.store.id) for _number in range(6))
        )
        cls.elsewhere = cls._register(branch_id=cls.branch.id)

    @classmethod
    def _create_department(cls, name, kind, head, **values):
        employee = cls.env["hr.employee"].create(
            {"name": head.name, "user_id": head.id, "company_id": cls.company.id}
        )
        department = cls.env["hr.department"].create(
            {
                "name": name,
                "company_id": cls.company.id,
                "complaint_kind": kind,
                "manager_id": employee.id,
                **values,
            }
        )
        employee.department_id = department
        return department

    def _check(self, user=None, **values):
        checks = self.env["complaint.spot.check"].with_user(user or self.marketer)
        return checks.create(
            {
                "department_id": self.store.id,
                "date_from": "2020-01-01",
                "sample_size": 4,
                **values,
            }
        )

    def _look(self, check):
        """Every case of the sample is looked at, the first one was concealed."""
        check.line_ids.write({"call_note": "He said so.", "finding": "none"})
        check.line_ids[0].write({"finding": "concealment", "facts": "Not told on."})
        check.conclusion = "One was concealed."

    def test_r_i18_the_system_draws_the_sample_at_random(self):
        samples = set()
        for _number in range(12):
            check = self._check()
            check.action_draw()
            drawn = check.line_ids.case_id.sudo()
            self.assertEqual(len(drawn), 4)
            self.assertLessEqual(drawn, self.cases)
            self.assertTrue(all(check.line_ids.mapped("drawn")))
            samples.add(tuple(drawn.ids))
        self.assertGreater(len(samples), 1)

    def test_r_i18_the_sample_is_drawn_once_and_stays(self):
        check = self._check()
        check.action_draw()
        with self.assertRaises(UserError):
            check.action_draw()
        with self.assertRaisesRegex(UserError, "not exchanged"):
            check.line_ids[0].case_id = self.elsewhere
        with self.assertRaisesRegex(UserError, "not exchanged"):
            check.line_ids[0].unlink()
        with self.assertRaisesRegex(UserError, "sample is drawn"):
            check.date_from = "2021-01-01"
        with self.assertRaisesRegex(UserError, "sample is drawn"):
            check.unlink()

    def test_a_small_store_is_drawn_whole(self):
        check = self._check(sample_size=99)
        check.action_draw()
        self.assertEqual(check.line_ids.case_id.sudo(), self.cases)

    def test_r_i18_who_checks_whom(self):
        self._check(self.branch_head)
        self._check(self.marketer, department_id=self.branch.id)
        for user, audited in (
            (self.store_head, self.store),  # himself
            (self.store_head, self.branch),  # upwards
            (self.clerk, self.store),
            (self.officer, self.store),
        ):
            with self.assertRaises(AccessError):
                self._check(user, department_id=audited.id)
        with self.assertRaises(ValidationError):
            self._check(department_id=self.market.id)

    def test_r_i18_a_finding_names_case_or_facts(self):
        check = self._check()
        check.action_draw()
        lines = self.env["complaint.spot.check.line"].with_user(self.marketer)
        with self.assertRaises(ValidationError):
            lines.create({"check_id": check.id, "finding": "omission"})
        lines.create(
            {
                "check_id": check.id,
                "finding": "omission",
                "facts": "Mr. Li complained at the till, nobody wrote it down.",
            }
        )
        self._look(check)
        with self.assertRaisesRegex(UserError, "facts"):
            check.line_ids[1].finding = "false_report"
            check.action_close()

    def test_r_i18_every_case_drawn_is_looked_at_before_it_is_closed(self):
        check = self._check()
        check.action_draw()
        with self.assertRaisesRegex(UserError, "say what was found"):
            check.action_close()
        check.line_ids.write({"finding": "none"})
        with self.assertRaisesRegex(UserError, "note the call"):
            check.action_close()
        check.line_ids.write({"call_note": "Nobody answered, twice."})
        with self.assertRaisesRegex(UserError, "conclusion"):
            check.action_close()
        check.conclusion = "All in order."
        check.action_close()
        self.assertEqual(check.state, "closed")

    def test_r_i18_the_head_of_who_was_checked_reads_it_when_it_is_closed(self):
        check = self._check()
        check.action_draw()
        self._look(check)
        line = check.line_ids[0]
        self.assertFalse(check.with_user(self.store_head).has_access("read"))
        check.action_close()
        self.assertEqual(check.finding_count, 1)
        self.assertTrue(check.with_user(self.store_head).has_access("read"))
        self.assertEqual(line.with_user(self.store_head).facts, "Not told on.")
        self.assertEqual(check.sudo().activity_ids.user_id, self.store_head)
        with self.assertRaises(AccessError):
            check.with_user(self.store_head).conclusion = "It was nothing."

    def test_r_i18_what_is_closed_stays(self):
        check = self._check()
        check.action_draw()
        self._look(check)
        check.action_close()
        for change in (
            lambda: check.write({"conclusion": "Nothing."}),
            lambda: check.line_ids[0].write({"finding": "none"}),
            lambda: check.line_ids.create({"check_id": check.id, "facts": "More"}),
            check.unlink,
        ):
            with self.assertRaises(UserError):
                change()
        with self.assertRaises(UserError):
            check.state = "draft"
        with self.assertRaisesRegex(UserError, "cannot be set by hand"):
            self._check().state = "closed"

    def test_r_i18_who_reads_it(self):
        check = self._check()
        check.action_draw()
        for user, reads in (
            (self.colleague, True),
            (self.executive, True),
            (self.supervisor, True),
            (self.branch_head, False),
            (self.officer, False),
            (self.clerk, False),
        ):
            self.assertEqual(check.with_user(user).has_access("read"), reads, user.name)
            line = check.line_ids[0].with_user(user)
            self.assertEqual(line.has_access("read"), reads, user.name)
            if user != self.marketer:
                self.assertFalse(check.with_user(user).has_access("write"), user.name)
