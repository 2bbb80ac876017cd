from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time
from odoo.fields import Command

from .common import CapaCommon


class LearningCommon(CapaCommon):
    """A plant with presses beneath, its head, people with and without a login, and the
    department of human resources."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        departments = cls.env["hr.department"]
        own = {"company_id": cls.company.id}
        cls.presses = departments.create(
            {"name": "Presses", "parent_id": cls.plant.id, **own}
        )
        cls.hr = departments.create(
            {"name": "Human resources", "complaint_kind": "hr", **own}
        )
        cls.service = departments.create({"name": "Service", **own})
        cls.hr_user = cls._create_user("hr", "base.group_user")
        cls.chief = cls._hire("Chief", cls.plant, cls.owner)
        cls.plant.manager_id = cls.chief
        cls.worker = cls._hire("Worker", cls.plant, cls.doer)
        cls.presser = cls._hire("Presser", cls.presses)
        cls.clerk_employee = cls._hire("Clerk", cls.service, cls.clerk)
        cls._hire("Personnel", cls.hr, cls.hr_user)

    @classmethod
    def _hire(cls, name, department, user=None):
        return cls.env["hr.employee"].create(
            {
                "name": name,
                "department_id": department.id,
                "user_id": user and user.id,
                "company_id": cls.company.id,
            }
        )

    @classmethod
    def _hire_many(cls, count, login=False):
        users = [False] * count
        if login:
            users = cls.env["res.users"].create(
                [
                    {
                        "name": f"Worker {number}",
                        "login": f"worker_{number}",
                        "company_id": cls.company.id,
                        "company_ids": [Command.set(cls.company.ids)],
                    }
                    for number in range(count)
                ]
            )
        return cls.env["hr.employee"].create(
            [
                {
                    "name": f"Worker {number}",
                    "department_id": (cls.presses, cls.service)[number % 2].id,
                    "user_id": user and user.id,
                    "company_id": cls.company.id,
                }
                for number, user in enumerate(users)
            ]
        )

    @classmethod
    def _draft(cls, **values):
        circulars = cls.env["capa.circular"].with_user(cls.quality_user)
        return circulars.create(
            {
                "name": "Kettles leak at the seam",
                "text": "Kettles of May are tested with boiling water.",
                "department_ids": cls.plant.ids,
                **values,
            }
        )

    @classmethod
    def _publish(cls, **values):
        circular = cls._draft(**values)
        circular.action_publish()
        return circular.sudo()

    @classmethod
    def _get_kettle_line(cls):
        return [Command.create({"product_id": cls.kettle.id, "defective_qty": 1})]

    @classmethod
    def _plant_people(cls):
        return cls.chief | cls.worker | cls.presser

    @classmethod
    def _programme(cls, **values):
        programmes = cls.env["capa.training.programme"].with_user(cls.quality_user)
        programme = programmes.create(
            {
                "name": "Leak tests",
                "subject": "quality",
                "department_ids": cls.plant.ids,
                "user_id": cls.hr_user.id,
                "first_on": cls._day(20),
                **values,
            }
        )
        return programme.sudo()

    @classmethod
    def _session(cls, programme=None):
        programme = programme or cls._programme()
        programme._plan_next()
        return programme.training_ids

    @classmethod
    def _held(cls, programme=None, absent=None, close=True):
        """A session at which everybody was but ``absent``."""
        session = cls._session(programme)
        mine = session.with_user(cls.hr_user)
        with freeze_time(session.start + timedelta(hours=1)):
            if absent:
                mine.learning_ids.filtered(
                    lambda row: row.employee_id == absent
                ).action_absent()
            mine.action_all_present()
            if close:
                mine.action_close()
        return session

    def _run_job(self, days=0):
        job = self.env.ref("complaint_quality_capa.ir_cron_capa_learning")
        with freeze_time(self._day(days)), self.enter_registry_test_mode():
            job.sudo().method_direct_trigger()
        self.env.invalidate_all()

    def _get_asked(self, record):
        rows = record.learning_ids.ids
        return self.env["mail.activity"].search(
            [("res_model", "=", "capa.learning"), ("res_id", "in", rows)]
        )

    @contextmanager
    def _failing(self, name):
        model = type(self.env["capa.learning"])
        with patch.object(model, name, side_effect=ValueError):
            yield
