from odoo.addons.complaint_management.tests.intake_common import IntakeCommon
from odoo.tests import new_test_user, tagged

from ..tools.summary_periods import last_period
from .evaluation_common import EvaluationCommon
from .figures_common import FiguresCommon
from .role_table import RIGHTS, ROLES, SHARED


@tagged("post_install", "-at_install")
class TestRoles(FiguresCommon, EvaluationCommon, IntakeCommon):
    """R-P02, R-P03: each role reads only the figures that are its own."""

    def _get_records(self):
        """One record of each model of the table: {name: record}."""
        evaluation = self._evaluate()
        evaluation.action_hear()
        row = self._get_row(evaluation, self.officer_employee)
        records = {
            "complaint.evaluation": evaluation,
            "complaint.evaluation.row": row,
            "complaint.evaluation.value": row.value_ids[0],
            "complaint.evaluation.criterion": row.value_ids[0].criterion_id,
            "complaint.alert": self._raise(),
            "complaint.figure": self.env.ref(
                "complaint_reports.complaint_figure_complaints"
            ),
            **self._get_summaries(),
        }
        records.update(self._get_rows())
        return records

    def _get_rows(self):
        """The rows of a complaint, of its plan and of what was delivered."""
        case = self._register_kettle()
        self._limit(case, "met")
        self._owe(case, 30)
        plan = self._create_plan(case)
        move = self._deliver(self.kettle, 5)
        rows = {
            "complaint.case.report": case,
            "complaint.line.report": case.line_ids,
            "complaint.clock.report": self.env["complaint.clock"].search(
                [("case_id", "=", case.id)], limit=1
            ),
            "complaint.delivery.report": move.move_line_ids,
            "complaint.plan.report": plan,
        }
        found = {name: self.env[name].browse(one.id) for name, one in rows.items()}
        costs = self.env["complaint.cost.report"]
        return {**found, costs._name: costs.search([("case_id", "=", case.id)])}

    def _get_summaries(self):
        kind = self.env.ref("complaint_reports.complaint_summary_kind_weekly")
        planner = self.env["complaint.summary.planner"]
        period = last_period(kind._get_interval(self.company), self.today)
        summary = planner._make(kind, self.company, period)
        summary._write_guarded(
            {
                "owner_id": self.quality_user.id,
                "reader_ids": (self.executive | self.quality_user).ids,
            }
        )
        point = self.env["complaint.summary.point"].create(
            {
                "summary_id": summary.id,
                "name": "Packing",
                "user_id": self.quality_user.id,
                "date_due": self.today,
            }
        )
        found = summary.sudo(False), point, kind, kind.reader_ids[:1]
        return {record._name: record for record in found}

    def test_r_p02_every_model_is_in_the_table(self):
        models = {
            name
            for name, model in self.env.registry.items()
            if not model._abstract
            and not model._transient
            and model._original_module == "complaint_reports"
        }
        self.assertEqual(set(RIGHTS), models)

    def test_r_p02_role_by_verb(self):
        records = self._get_records()
        for name, rights in RIGHTS.items():
            for role, expected in zip(ROLES, rights, strict=True):
                with self.subTest(model=name, role=role):
                    found = self._get_rights(records[name], getattr(self, role))
                    self.assertEqual(found, expected)

    def test_r_p03_portal_and_public_have_no_right(self):
        portal = new_test_user(self.env, "portal_zhang", groups="base.group_portal")
        public = self.env.ref("base.public_user")
        for name in RIGHTS:
            for user in (portal, public):
                with self.subTest(model=name, user=user.login):
                    self.assertEqual(self._get_rights(self.env[name], user), "")

    def test_r_p03_second_company_finds_nothing(self):
        for name, record in self._get_records().items():
            if name in SHARED:
                continue
            model = self.env[name].with_user(self.stranger)
            if model.has_access("read"):
                self.assertFalse(model.search([("id", "in", record.ids)]))
