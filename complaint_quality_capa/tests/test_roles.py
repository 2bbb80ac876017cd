from datetime import timedelta

from odoo.addons.complaint_management.tests.intake_common import IntakeCommon
from odoo.fields import Command, Domain
from odoo.tests import Form, freeze_time, new_test_user, tagged

from .meeting_common import MeetingCommon
from .role_table import (
    ACTING_RIGHTS,
    FURTHER_RIGHTS,
    LEARNING_RIGHTS,
    OPEN_RECALL_RIGHTS,
    PROPOSED_RIGHTS,
    ROLES,
)
from .suggestion_common import SuggestionCommon

# settings of all companies
SHARED = ("capa.fault.kind", "capa.meeting.kind", "capa.meeting.guest")


@tagged("post_install", "-at_install")
class TestRoles(MeetingCommon, SuggestionCommon, IntakeCommon):
    """R-P02, R-P03: each role sees and does only its part in a plan."""

    def _get_records(self, plan):
        containment = self._contain(plan)
        return {
            "capa.containment": containment,
            "capa.containment.line": containment.line_ids,
            "capa.containment.gate": self.env["capa.containment.gate"].search(
                [("company_id", "=", self.company.id)]
            ),
            "capa.plan": plan,
            "capa.cause": plan.cause_ids[0],
            "capa.action": plan.action_ids[0],
            "capa.check": plan.check_ids[0],
            "capa.special.report": self._report(plan),
            "capa.lesson": self._learn(plan),
        }

    def _walk_table(self, table, records):
        for name, rights in table.items():
            for role, expected in zip(ROLES, rights, strict=True):
                with self.subTest(model=name, role=role):
                    found = self._get_rights(records[name], getattr(self, role))
                    self.assertEqual(found, expected)

    def test_r_p02_every_model_is_in_the_table(self):
        models = {
            name
            for name, model in self.env.registry.items()
            if not model._abstract
            and not model._transient
            and model._original_module == "complaint_quality_capa"
        }
        tables = {*ACTING_RIGHTS, *FURTHER_RIGHTS, *LEARNING_RIGHTS}
        tables |= {*OPEN_RECALL_RIGHTS}  # walked by test_recall_roles
        self.assertEqual(tables, models)
        self.assertEqual(set(PROPOSED_RIGHTS), set(ACTING_RIGHTS))

    def _get_further_records(self):
        """One record of each model that hangs on no plan."""
        return {
            "capa.suggestion": self._adopt(self._suggest()),
            **self._get_meeting_records(),
            **self._get_responsibility_records(),
            **self._get_merit_records(),
        }

    def _get_responsibility_records(self):
        """R-R01: shares that were decided; the doer manages the plant."""
        self.plant.complaint_kind = "plant"
        self.plant.manager_id = self.branch.manager_id
        shares = [
            Command.create({"department_id": self.plant.id, "note": "Known to all."})
        ]
        case = self._register()
        attributions = self.env["complaint.attribution"]
        attribution = attributions.create({"case_id": case.id, "share_ids": shares})
        attribution._agree()
        reviews = self.env["complaint.attribution.review"]
        with freeze_time(self.today + timedelta(days=190)):
            reviews._ask_company(self.company)
        return {
            "complaint.attribution": attribution,
            "complaint.attribution.share": attribution.share_ids,
            "complaint.attribution.review": reviews.search(
                [("department_id", "=", self.plant.id)]
            ),
        }

    def _get_merit_records(self):
        """R-R05: a penalty that the doer was told of."""
        employees = self.env["hr.employee"]
        own = {"user_id": self.doer.id, "company_id": self.company.id}
        doer = employees.search([("user_id", "=", self.doer.id)], limit=1)
        merit = self.env["complaint.merit"].create(
            {
                "employee_id": (doer or employees.create({"name": "D", **own})).id,
                "company_id": self.company.id,
                "facts": "The answer came late.",
                "amount": 100,
            }
        )
        merit.action_tell()
        merit._plan_payment()
        share = Command.create({"whom": "handler", "percent": 100})
        rule = self.env["complaint.merit.rule"].create(
            {
                "name": "Late",
                "fixed_amount": 1,
                "share_ids": [share],
                "company_id": self.company.id,
            }
        )
        payrolls = self.env["complaint.payroll.list"]
        return {
            "complaint.merit": merit,
            "complaint.merit.instalment": merit.instalment_ids,
            "complaint.merit.rule": rule,
            "complaint.merit.rule.share": rule.share_ids,
            "complaint.payroll.list": payrolls.create({"company_id": self.company.id}),
        }

    def _get_meeting_records(self):
        meeting = self._call()
        item = self._discuss(meeting)
        return {
            "capa.fault": self._fault(),
            "capa.fault.kind": self.env.ref(
                "complaint_quality_capa.capa_fault_kind_late"
            ),
            "capa.meeting.kind": meeting.kind_id,
            "capa.meeting.guest": meeting.kind_id.guest_ids[0],
            "capa.meeting": meeting,
            "capa.meeting.attendance": meeting.attendance_ids[0],
            "capa.meeting.item": item,
            "capa.meeting.decision": self._decide_that(meeting),
        }

    def test_r_p02_role_by_verb_of_what_hangs_on_no_plan(self):
        self._walk_table(FURTHER_RIGHTS, self._get_further_records())

    def test_r_p02_role_by_verb_of_a_plan_that_is_carried_out(self):
        plan = self._bring_plan_to("acting")
        self._walk_table(ACTING_RIGHTS, self._get_records(plan))

    def test_r_p02_role_by_verb_of_a_plan_that_is_proposed(self):
        plan = self._create_plan()
        self._analyse(plan)
        self._measure(plan)
        self._check(plan)
        self._walk_table(PROPOSED_RIGHTS, self._get_records(plan))

    def test_r_p02_who_may_create_finds_a_form_that_opens(self):
        """A form that fails before the first word was typed is none."""
        for name, rights in (PROPOSED_RIGHTS | FURTHER_RIGHTS).items():
            views = [("model", "=", name), ("type", "=", "form")]
            if not self.env["ir.ui.view"].search_count(views):
                continue
            for role, right in zip(ROLES, rights, strict=True):
                if "c" in right:
                    with self.subTest(model=name, role=role):
                        self.assertTrue(
                            Form(self.env[name].with_user(getattr(self, role)))
                        )
        keeper = self._create_user(
            "keeper", "complaint_quality_capa.group_complaint_merit"
        )
        for name in (
            "complaint.merit",
            "complaint.merit.rule",
            "complaint.payroll.list",
        ):
            with self.subTest(model=name):
                self.assertTrue(Form(self.env[name].with_user(keeper)))

    def test_r_p03_portal_and_public_have_no_right(self):
        portal = new_test_user(self.env, "portal_zhang", groups="base.group_portal")
        public = self.env.ref("base.public_user")
        for name in ACTING_RIGHTS | FURTHER_RIGHTS:
            for user in (portal, public):
                with self.subTest(model=name, user=user.login):
                    self.assertEqual(self._get_rights(self.env[name], user), "")

    def test_r_p03_second_company_finds_nothing(self):
        records = self._get_records(self._bring_plan_to("acting"))
        records.update(self._get_further_records())
        for name, record in records.items():
            model = self.env[name].with_user(self.stranger)
            if not model.has_access("read"):
                continue
            theirs = Domain("id", "in", record.ids)
            if name in SHARED:
                continue
            self.assertFalse(model.search(theirs))
            self.assertFalse(model.search_count(theirs))

    def test_r_p03_who_is_asked_meets_the_number_of_a_complaint_only(self):
        plan = self._bring_plan_to("acting")
        case = plan.case_ids
        for user in (self.doer, self.verifier, self.owner, self.quality_user):
            seen = plan.with_user(user)
            seen.invalidate_recordset()
            self.assertFalse(seen.case_ids)
            self.assertEqual(seen.case_numbers, case.number)
            self.assertEqual(case.with_user(user).display_name, case.number)

    def test_r_p02_who_is_no_longer_asked_reads_no_longer(self):
        plan = self._create_plan()
        self.assertTrue(plan.with_user(self.quality_user).has_access("read"))
        plan.owner_id = self.doer
        self.assertFalse(plan.with_user(self.owner).has_access("read"))
