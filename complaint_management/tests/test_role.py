from odoo.tests import tagged

from .common import ComplaintCommon


@tagged("post_install", "-at_install")
class TestRole(ComplaintCommon):
    """R-T07, R-A03: a role of the policy is a person of the company, or the next one
    up."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.head = cls._create_user("head", "base.group_user")
        cls.gm = cls._create_user("gm", "complaint_executive")
        people = {user: cls._employ(user) for user in (cls.head, cls.executive)}
        cls.department = cls.env["hr.department"].create(
            {
                "name": "Plant 1",
                "company_id": cls.company.id,
                "complaint_kind": "plant",
                "manager_id": people[cls.head].id,
                "executive_id": people[cls.executive].id,
            }
        )
        cls.post = cls.env["complaint.post"].create(
            {"kind": "gm", "user_id": cls.gm.id, "company_id": cls.company.id}
        )
        cls.case = cls._register(department_id=cls.department.id)

    @classmethod
    def _employ(cls, user):
        return cls.env["hr.employee"].create(
            {"name": user.name, "user_id": user.id, "company_id": cls.company.id}
        )

    def _find(self, role, **values):
        return self.env["complaint.role"]._find(role, self.case, **values)

    def _find_up(self, role):
        user, passed = self.env["complaint.role"]._find_up(role, self.case)
        return user, passed

    def test_each_role_of_a_case_is_a_person(self):
        self.case.user_id = self.officer
        found = [self._find(role) for role in ("handler", "receiver", "head", "gm")]
        self.assertEqual(found, [self.officer, self.officer, self.head, self.gm])
        self.assertEqual(self._find("executive"), self.executive)
        self.assertFalse(self._find("production_vice_gm"))

    def test_who_has_left_is_passed_over_and_said(self):
        (self.head | self.executive).active = False
        user, passed = self._find_up("head")
        self.assertEqual(user, self.gm)
        self.assertEqual(passed, ["Head of the department", "Vice GM in charge"])

    def test_nobody_to_the_top_is_said(self):
        self.post.unlink()
        (self.head | self.executive).active = False
        user, passed = self._find_up("head")
        self.assertFalse(user)
        self.assertEqual(len(passed), 3)

    def test_the_deputy_of_a_post_is_asked_when_the_holder_left(self):
        self.post.deputy_id = self.head
        self.gm.active = False
        self.assertEqual(self._find("gm"), self.head)

    def test_a_branch_company_looks_up_to_the_company_above(self):
        branch = self.env["res.company"].create(
            {"name": "Lotus Abroad", "parent_id": self.company.id}
        )
        holder = self.env["complaint.post"]._get_holder("gm", branch)
        self.assertEqual(holder, self.gm)

    def test_another_company_has_a_gm_of_its_own(self):
        holder = self.env["complaint.post"]._get_holder("gm", self.other_company)
        self.assertFalse(holder)

    def test_the_nearest_department_of_a_kind_is_found(self):
        other = self.department.copy({"name": "Plant 2"})
        team = self.env["hr.department"].create(
            {"name": "Glazing", "company_id": self.company.id, "parent_id": other.id}
        )
        departments = self.env["hr.department"]
        near = departments._get_of_kind("plant", self.company, team)
        self.assertEqual(near, other)
        self.assertEqual(
            departments._get_of_kind("plant", self.company), self.department
        )
        self.assertFalse(departments._get_of_kind("legal", self.company))
