from .common import ComplaintCommon


class DutyCommon(ComplaintCommon):
    """A company with departments that are asked, each with a head and a specialist."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plant_head = cls._create_user("plant head", "base.group_user")
        cls.potter = cls._create_user("potter", "base.group_user")
        cls.quality_head = cls._create_user("quality head", "base.group_user")
        cls.chemist = cls._create_user("chemist", "base.group_user")
        cls.plant = cls._create_department("Plant 1", "plant", cls.plant_head)
        cls.laboratory = cls._create_department(
            "Laboratory", "quality", cls.quality_head, cls.chemist
        )
        cls._employ(cls.potter, cls.plant)

    @classmethod
    def _employ(cls, user, department=None):
        """The employee of a user; who is employed already is transferred."""
        known = cls.env["hr.employee"].search(
            [("user_id", "=", user.id), ("company_id", "=", cls.company.id)]
        )
        if known:
            known.department_id = department
            return known
        return cls.env["hr.employee"].create(
            {
                "name": user.name,
                "user_id": user.id,
                "company_id": cls.company.id,
                "department_id": department and department.id,
            }
        )

    @classmethod
    def _create_department(cls, name, kind, head=None, *people, **values):
        """A department of one kind with its head and its people."""
        department = cls.env["hr.department"].create(
            {
                "name": name,
                "company_id": cls.company.id,
                "complaint_kind": kind,
                **values,
            }
        )
        if head:
            department.manager_id = cls._employ(head, department)
        for user in people:
            cls._employ(user, department)
        return department

    @classmethod
    def _ask(cls, case, department=None, **values):
        """A duty of that department (Plant 1), asked by the officer."""
        return (
            cls.env["complaint.duty"]
            .with_user(cls.officer)
            .create(
                {
                    "case_id": case.id,
                    "department_id": (department or cls.plant).id,
                    "question": "Why does it leak?",
                    **values,
                }
            )
        )

    @classmethod
    def _answer(cls, duty, **answer):
        """The head of the department answers."""
        mine = duty.with_user(duty.head_id)
        mine.write(answer or {"findings": "The seam is open."})
        mine.action_answer()

    def _get_todo(self, duty):
        """The users that an activity of this duty waits for."""
        return duty.sudo().activity_ids.user_id

    def assertDutyState(self, duty, state):
        self.assertEqual(duty.state, state, duty.display_name)
