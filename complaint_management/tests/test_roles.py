from odoo.exceptions import AccessError
from odoo.fields import Command, Domain
from odoo.tests import new_test_user, tagged

from .approval_common import create_route, lend, put_up
from .intake_common import OURS, IntakeCommon
from .role_records import WebRecords
from .role_table import (
    ASKED_RIGHTS,
    CASE_RIGHTS,
    FORM_RIGHTS,
    OWN_RIGHTS,
    ROLES,
    SETTING_RIGHTS,
)


@tagged("post_install", "-at_install")
class TestRoles(WebRecords, IntakeCommon):
    """R-P02, R-P03: each role sees and does only its part."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.receiver = cls._create_user("receiver", "base.group_user")
        cls.remedy = cls.env.ref("complaint_management.complaint_remedy_type_refund")
        head = cls._create_user("head", "base.group_user")
        employee = cls.env["hr.employee"].create(
            {"name": "Head", "user_id": head.id, "company_id": cls.company.id}
        )
        cls.laboratory = cls.env["hr.department"].create(
            {
                "name": "Laboratory",
                "company_id": cls.company.id,
                "manager_id": employee.id,
            }
        )
        cls.severity = cls.env.ref("complaint_management.complaint_severity_minor")
        cls.policy = cls._create_policy(
            OURS,
            authority_ids=[cls._prepare_authority("base.group_user", cls.remedy)],
            limit_ids=[
                Command.create(
                    {
                        "name": "Answer",
                        "start_event": "received_on",
                        "stop_event": "judged_on",
                        "rung_ids": [Command.create({"role": "handler"})],
                    }
                )
            ],
        )
        cls.route = create_route(cls._create_user("decider", "base.group_user"))

    @classmethod
    def _prepare_case_records(cls):
        return {
            "complaint.assessment": {"severity_id": cls.severity.id},
            "complaint.acceptance.answer": {
                "test_id": cls.policy.acceptance_test_ids.id,
                "answer": "yes",
            },
            "complaint.handover": {"to_user_id": cls.officer.id, "reason": "Leave"},
            "complaint.reply": {"kind": "acknowledgement"},
            "complaint.call": {"words": "It leaks.", "question": "When?"},
            "complaint.evidence": {"name": "Base", "description": "On shelf 4."},
            "complaint.finding": {"finding": "It leaks at the seam."},
            "complaint.sample": {"name": "Kettle", "place": "Shelf 4"},
            "complaint.remedy": {"type_id": cls.remedy.id},
            "complaint.duty": {"department_id": cls.laboratory.id, "kind": "legal"},
        }

    @classmethod
    def _create_case_records(cls, receiver):
        """One record of each model that hangs on a case of ``receiver``."""
        case = cls._register(receiver, line_ids=[Command.create({"item_number": "7"})])
        case.title = "Kettle leaks at the base"
        case.kind = "suggestion"  # leaves a trail
        case.kind = "complaint"
        records = {
            name: cls.env[name].sudo().create({"case_id": case.id, **values})
            for name, values in cls._prepare_case_records().items()
        }
        records["complaint.handover"].sudo().action_withdraw()
        case.sudo().action_wait_for_customer("Which model?")
        clock = cls.env["complaint.clock"].search([("case_id", "=", case.id)])
        cls.env["complaint.ladder"]._tell([(clock, clock._get_spec().rungs[0])])
        trails = cls.env["complaint.trail"].search([("res_id", "=", case.id)])
        survey = cls._create_survey(case)
        return {
            "complaint.survey": survey,
            "complaint.survey.line": survey.line_ids,
            "complaint.case": case,
            "complaint.line": case.line_ids,
            "complaint.clock": clock,
            "complaint.pause": case.pause_id,
            "complaint.extension": cls._create_extension(clock),
            "complaint.escalation": clock.escalation_ids,
            "complaint.trail": trails[:1],
            "complaint.archive": cls._create_archive(case),
            "complaint.legal.advice": records["complaint.duty"].advice_ids,
            "complaint.question": case.question_ids,
            "complaint.statement": cls.env["complaint.statement"]._say(
                case, "addition", "It is the blue one.", False
            ),
            "complaint.link": cls._create_link(case),
            "complaint.sample.move": cls._move(records["complaint.sample"]),
            **records,
            **(asked := put_up(case, cls.officer)),
            "complaint.form.copy": cls._create_copy(
                case, asked["complaint.approval.request"]
            ),
        }

    @classmethod
    def _create_further_records(cls):
        """One record of each model that hangs on no case."""
        records = {}
        imports = cls.env["complaint.register.import"]
        records[imports._name] = imports.create(
            {"name": "old.csv", "data": b"eA==", "company_id": cls.company.id}
        )
        own = {"company_id": cls.company.id, "user_id": cls.admin.id}
        erasures = cls.env["complaint.erasure"]
        records[erasures._name] = erasures._create_guarded([own])
        cls.env["complaint.throttle"]._take("file", "192.0.2.1", 5)
        throttles = cls.env["complaint.throttle"]
        records[throttles._name] = throttles.search([], limit=1)
        systems = cls.env["complaint.system.case"]
        channel = cls.env["complaint.channel"].search([], limit=1)
        takeovers = cls.env["complaint.takeover"]
        own = {"source": "crm.claim", "company_id": cls.company.id}
        records[takeovers._name] = takeovers.create({**own, "channel_id": channel.id})
        claimed, _known = systems._claim(channel, {"wx-1": "f"})
        records[systems._name] = claimed["wx-1"]
        return {**records, **cls._create_spot_check()}

    @classmethod
    def _create_archive(cls, case):
        vals = {"ended_on": "2020-01-01", "made_on": "2020-01-01", "state": "failed"}
        archives = cls.env["complaint.archive"]
        return archives._create_guarded([{**vals, "case_id": case.id}])

    @classmethod
    def _create_copy(cls, case, request):
        vals = {"case_id": case.id, "request_id": request.id, "role": "gm"}
        return cls.env["complaint.form.copy"]._create_guarded([vals])

    @classmethod
    def _move(cls, sample):
        values = {"place": "Laboratory", "reason": "To be tested"}
        moves = cls.env["complaint.sample.move"]
        return moves.create({"sample_id": sample.id, **values})

    @classmethod
    def _create_extension(cls, clock):
        return cls.env["complaint.extension"]._create_guarded(
            [{"clock_id": clock.id, "new_due_on": "2099-01-01", "reason": "Kiln."}]
        )

    @classmethod
    def _create_reader(cls):
        vals = {"policy_id": cls.policy.id, "user_id": cls.receiver.id}
        return cls.env["complaint.policy.reader"]._create_guarded([vals])

    @classmethod
    def _create_rows(cls):
        """Rows of the policy that were not made with it."""
        policy = {"policy_id": cls.policy.id}
        copies, reviews = "complaint.policy.copy", "complaint.policy.review"
        return {
            copies: cls.env[copies].create({"role": "gm", **policy}),
            reviews: cls.env[reviews].create({"name": "Weekly summary", **policy}),
            "complaint.policy.reader": cls._create_reader(),
        }

    @classmethod
    def _create_settings(cls):
        """One record of each setting; of the company, where it can be of one."""
        own = {"company_id": cls.company.id}
        channel = cls.env["complaint.channel"].create({"name": "Own", **own})
        category = cls.env["complaint.category"].create({"name": "Own", **own})
        routing = cls._create_routing_to(cls.laboratory, **own)
        return {
            "complaint.routing": routing,
            "complaint.routing.line": routing.line_ids,
            "complaint.team": cls.env["complaint.team"].create(
                {"name": "Heads", "leader_id": cls.officer.id, **own}
            ),
            "complaint.policy": cls.policy,
            "complaint.acceptance.test": cls.policy.acceptance_test_ids,
            "complaint.policy.authority": cls.policy.authority_ids,
            "complaint.policy.limit": cls.policy.limit_ids,
            "complaint.policy.rung": cls.policy.limit_ids.rung_ids,
            **cls._create_rows(),
            "complaint.channel": channel,
            "complaint.category": category,
            "complaint.reply.template": cls._create_template(**own),
            **cls._create_web_settings(own),
            "complaint.call.purpose": cls.env["complaint.call.purpose"].create(
                {"name": "Own", **own}
            ),
            "complaint.severity": cls.severity,
            "complaint.remedy.type": cls.remedy,
            "complaint.post": cls.env["complaint.post"].create(
                {"kind": "gm", "user_id": cls.executive.id, **own}
            ),
            "complaint.approval.route": cls.route,
            "complaint.approval.step": cls.route.step_ids,
            "complaint.approval.delegation": lend(cls.receiver, cls.officer),
            "complaint.workday": cls.env["complaint.workday"].create(
                {"day": "2030-01-01", "name": "Holiday", "company_id": cls.company.id}
            ),
        }

    def _walk_table(self, table, records):
        for name, rights in table.items():
            for role, expected in zip(ROLES, rights, strict=True):
                with self.subTest(model=name, role=role):
                    found = self._get_rights(records[name], self[role])
                    self.assertEqual(found, expected)

    def __getitem__(self, role):
        return getattr(self, role)

    # ------------------------------------------------------------
    # THE TABLE
    # ------------------------------------------------------------

    def test_r_p02_every_model_is_in_the_table(self):
        """A new model: say above who may do what with it."""
        tables = (CASE_RIGHTS, SETTING_RIGHTS, FORM_RIGHTS)
        models = {
            name
            for name, model in self.env.registry.items()
            if name.startswith("complaint.")
            and not model._abstract
            and model._original_module == "complaint_management"
        }
        self.assertEqual({name for table in tables for name in table}, models)

    def test_r_p02_role_by_verb_of_what_somebody_else_received(self):
        records = self._create_case_records(self.receiver)
        records.update(self._create_further_records())
        self._walk_table(CASE_RIGHTS, records)

    def test_r_p02_role_by_verb_of_settings(self):
        self._walk_table(SETTING_RIGHTS, self._create_settings())

    def test_r_p02_role_by_verb_of_forms(self):
        self._walk_table(FORM_RIGHTS, {name: self.env[name] for name in FORM_RIGHTS})

    def test_r_p03_nobody_reads_the_form_that_somebody_else_fills_in(self):
        case = self._register()
        for action in (
            case.action_cancel(),
            case.action_test_acceptance(),
            case.action_settle_on_spot(),
            case.action_wait_for_customer(),
        ):
            form = self._open(action)
            self.assertEqual(self._get_rights(form, self.officer), "rwc")
            for user in (self.clerk, self.admin, self.executive, self.stranger):
                self.assertEqual(self._get_rights(form, user), "", form)
                found = form.with_user(user)._filtered_access("read")
                self.assertFalse(found)

    def test_r_p03_form_shows_nothing_of_a_case_that_is_not_ones_own(self):
        case = self._register()
        forms = self.env["complaint.spot.settlement"].with_user(self.clerk)
        with self.assertRaises(AccessError):
            forms.create({"case_id": case.id}).web_read(
                {"case_id": {"fields": {"display_name": {}}}}
            )

    def test_r_p02_r_i24_employee_by_verb_of_what_he_received(self):
        """Supervisors and executives are employees too."""
        for user in (self.clerk, self.supervisor, self.executive):
            records = self._create_case_records(user)
            if user != self.clerk:
                for name in (
                    "trail",
                    "clock",
                    "pause",
                    "escalation",
                    "approval.turn",
                    "legal.advice",
                    "archive",
                    "form.copy",
                ):
                    del records[f"complaint.{name}"]  # they read all of it
            for column, state in enumerate(("new", "accepted")):
                self.assertCaseState(records["complaint.case"], state)
                for name, record in records.items():
                    with self.subTest(user=user.name, state=state, model=name):
                        found = self._get_rights(record, user)
                        self.assertEqual(found, OWN_RIGHTS[name][column])
                if state == "new":
                    records["complaint.case"].with_user(self.officer).action_accept()

    def test_r_p02_r_i12_employee_by_verb_of_what_he_is_asked_to_take_over(self):
        records = self._create_case_records(self.receiver)
        handover = self.env["complaint.handover"].create(
            {
                "case_id": records["complaint.case"].id,
                "to_user_id": self.clerk.id,
                "reason": "Leave",
            }
        )
        records["complaint.handover"] = handover
        for name, record in records.items():
            with self.subTest(model=name):
                found = self._get_rights(record, self.clerk)
                self.assertEqual(found, ASKED_RIGHTS[name])
        handover.with_user(self.clerk).action_decline()
        for name, record in records.items():
            with self.subTest(model=name, answered=True):
                if record != handover:  # what he was asked and answered stays his
                    self.assertEqual(self._get_rights(record, self.clerk), "")

    # ------------------------------------------------------------
    # WHO IS OUTSIDE
    # ------------------------------------------------------------

    def test_r_p03_portal_and_public_have_no_right_on_any_model_of_ours(self):
        portal = new_test_user(self.env, "portal_zhang", groups="base.group_portal")
        public = self.env.ref("base.public_user")
        for name in (*CASE_RIGHTS, *SETTING_RIGHTS, *FORM_RIGHTS):
            for user in (portal, public):
                with self.subTest(model=name, user=user.login):
                    self.assertEqual(self._get_rights(self.env[name], user), "")

    def test_r_p03_second_company_finds_and_counts_nothing(self):
        records = self._create_case_records(self.receiver)
        for name, record in records.items():
            with self.subTest(model=name):
                model = self.env[name].with_user(self.stranger)
                theirs = Domain("id", "in", record.ids)
                if not model.has_access("read"):
                    continue
                self.assertFalse(model.search(theirs))
                self.assertFalse(model.search_count(theirs))
                [(count,)] = model._read_group(theirs, [], ["__count"])
                self.assertFalse(count)

    def test_r_p03_one_of_two_companies_sees_both_when_he_works_in_both(self):
        case = self._register()
        self.stranger.company_ids |= self.company
        self.assertTrue(case.with_user(self.stranger).has_access("read"))
