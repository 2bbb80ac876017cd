from .alert_common import AlertCommon


class EvaluationCommon(AlertCommon):
    """A half-year in which the service department handled complaints."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer_employee = cls.env["hr.employee"].create(
            {
                "name": "Officer",
                "user_id": cls.officer.id,
                "company_id": cls.company.id,
                "department_id": cls.service.id,
            }
        )
        cls._appoint(cls.executive, "executive_vice_gm")
        cls.cases = cls._complain(4, 20)
        cls.cases.write({"department_id": cls.service.id, "user_id": cls.officer.id})
        cls.cases[0].sudo()._write_guarded({"is_repeat": True})

    @classmethod
    def _evaluate(cls, kind="handling", user=None, **values):
        evaluations = cls.env["complaint.evaluation"].with_user(user or cls.supervisor)
        return evaluations.create(
            {
                "kind": kind,
                "company_id": cls.company.id,
                "date_from": cls._day(-180),
                "date_to": cls._day(-1),
                **values,
            }
        )

    def _get_row(self, evaluation, subject):
        return evaluation.sudo().row_ids.filtered(
            lambda row: row._get_subject() == subject
        )

    def _get_value(self, row, code):
        return row.value_ids.filtered(lambda one: one.criterion_id.code == code)
