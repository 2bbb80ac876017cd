from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import ComplaintCommon


@tagged("post_install", "-at_install")
class TestDepartment(ComplaintCommon):
    """Departments: what they are, who answers for them, along the tree."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.head = cls._create_user("branch head", "base.group_user")
        cls.second = cls._create_user("second", "base.group_user")
        cls.boss = cls._create_user("vice gm", "complaint_executive")
        people = cls.env["hr.employee"].create(
            [
                {"name": user.name, "user_id": user.id, "company_id": cls.company.id}
                for user in (cls.head, cls.second, cls.boss)
            ]
        )
        cls.head_employee, cls.second_employee, cls.boss_employee = people
        cls.market = cls._create_department(
            "Market", manager_id=cls.boss_employee.id, executive_id=cls.boss_employee.id
        )
        cls.branch = cls._create_department(
            "Hamburg",
            parent_id=cls.market.id,
            complaint_kind="sales_branch",
            complaint_region="abroad",
            manager_id=cls.head_employee.id,
            deputy_id=cls.second_employee.id,
        )

    @classmethod
    def _create_department(cls, name, **values):
        return cls.env["hr.department"].create(
            {"name": name, "company_id": cls.company.id, **values}
        )

    def assertHead(self, department, user):
        self.assertEqual(department._get_head_user()[0], user)

    def test_the_manager_answers_for_the_department(self):
        self.assertHead(self.branch, self.head)

    def test_the_deputy_acts_when_the_manager_has_left(self):
        self.head_employee.active = False
        self.assertHead(self.branch, self.second)

    def test_the_next_head_above_acts_when_both_have_left(self):
        """The next person up, and which department that was."""
        self.head.active = False
        self.branch.deputy_id = False
        user, department = self.branch._get_head_user()
        self.assertEqual((user, department), (self.boss, self.market))

    def test_an_employee_without_a_login_is_not_asked(self):
        self.head_employee.user_id = False
        self.assertHead(self.branch, self.second)

    def test_nobody_left_is_said_not_guessed(self):
        for user in (self.head, self.second, self.boss):
            user.active = False
        self.assertEqual(self.branch._get_head_user()[0], self.env["res.users"])

    def test_the_executive_in_charge_is_that_of_the_department_above(self):
        self.assertEqual(self.branch._get_executive_user()[0], self.boss)

    def test_a_store_is_abroad_with_its_branch(self):
        store = self._create_department("Store 1", parent_id=self.branch.id)
        self.assertEqual(store.complaint_region, "abroad")
        self.assertEqual(self.market.complaint_region, "home")

    def test_whoever_registers_may_know_who_answers(self):
        department = self.branch.with_user(self.clerk)
        self.assertEqual(department._get_head_user()[0], self.head)

    def test_who_is_transferred_is_of_the_other_department_at_once(self):
        self.second_employee.department_id = self.branch
        self.assertIn(self.second, self.branch.complaint_user_ids)
        self.branch.deputy_id = False
        self.second_employee.department_id = self.market
        self.assertNotIn(self.second, self.branch.complaint_user_ids)
        self.assertIn(self.second, self.market.complaint_user_ids)

    def test_a_version_that_begins_moves_its_employee(self):
        self.second_employee.department_id = self.branch
        self.branch.deputy_id = False
        self.env.flush_all()
        self.cr.execute(
            "UPDATE hr_version SET department_id = %s WHERE id = %s",
            [self.market.id, self.second_employee.current_version_id.id],
        )
        self.env.invalidate_all()
        self.env["hr.department"]._cron_refresh_complaint_users()
        self.assertNotIn(self.second, self.branch.complaint_user_ids)

    def test_the_calendar_is_the_nearest_above(self):
        plant = self.env["resource.calendar"].create({"name": "Three shifts"})
        self.market.complaint_calendar_id = plant
        self.assertEqual(self.branch._get_complaint_calendar(), plant)
        self.market.complaint_calendar_id = False
        own = self.company.resource_calendar_id
        self.assertEqual(self.branch._get_complaint_calendar(), own)

    def test_r_p02_the_administrator_says_what_a_department_is_in_complaints(self):
        """Without any right in HR he sets our fields, of each department."""
        branch = self.branch.with_user(self.admin)
        self.assertIn(branch, branch.search([("company_id", "=", self.company.id)]))
        branch.write(
            {
                "complaint_kind": "store",
                "complaint_region": "home",
                "executive_id": self.head_employee.id,
                "deputy_id": False,
            }
        )
        self.assertEqual(branch.complaint_kind, "store")
        self.assertEqual(self.branch._get_executive_user()[0], self.head)

    def test_r_p02_the_administrator_changes_nothing_that_is_of_hr(self):
        """Name, manager and place stay with HR; so does making and removing."""
        branch = self.branch.with_user(self.admin)
        for vals in (
            {"manager_id": self.second_employee.id},
            {"name": "Bremen"},
            {"parent_id": False, "complaint_kind": "store"},
            {"active": False},
        ):
            with self.assertRaisesRegex(AccessError, "kept under Employees"):
                branch.write(vals)
        with self.assertRaises(AccessError):
            branch.create({"name": "Bremen", "company_id": self.company.id})
        with self.assertRaises(AccessError):
            branch.unlink()
        with self.assertRaises(AccessError):
            self.branch.with_user(self.officer).complaint_kind = "store"

    def test_r_p02_an_officer_of_hr_writes_departments_as_ever(self):
        self.admin.group_ids |= self.env.ref("hr.group_hr_user")
        self.branch.with_user(self.admin).name = "Bremen"
        self.assertEqual(self.branch.name, "Bremen")

    def test_a_circular_tree_is_refused(self):
        with self.assertRaisesRegex(UserError, "cannot stand above it"):
            self.market.parent_id = self.branch
        with self.assertRaisesRegex(UserError, "cannot stand above it"):
            self.market.parent_id = self.market
