from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged, warmup

from .meeting_common import MeetingCommon


@tagged("post_install", "-at_install")
class TestFault(MeetingCommon):
    """R-Q13: at closing, what went wrong in the handling itself is noted with its own
    action; the process is reviewed at intervals."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.late = cls.env.ref("complaint_quality_capa.capa_fault_kind_late")
        cls.process = cls._get_kind("process")

    def _bring_to_close(self):
        case = self._bring_to("confirming")
        self._tell(case)
        return case

    def _miss(self, case):
        """A limit of the case that was not kept."""
        limit = self.env["complaint.policy.limit"].create(
            {
                "name": "Answer",
                "policy_id": case.policy_id.id,
                "start_event": "received_on",
                "stop_event": "closed_on",
                "active": False,
            }
        )
        return self.env["complaint.clock"]._create_guarded(
            [
                {
                    "case_id": case.id,
                    "limit_id": limit.id,
                    "company_id": case.company_id.id,
                    "amount": 1,
                    "unit": "day",
                    "state": "late",
                    "started_on": fields.Datetime.now() - timedelta(days=9),
                }
            ]
        )

    def _open_note(self, case):
        action = case.with_user(self.officer).action_note_faults()
        notes = self.env["capa.fault.note"].with_user(self.officer)
        return notes.browse(action["res_id"])

    def test_r_q13_noted_at_closing_with_its_own_action(self):
        case = self._bring_to_close()
        with Form(self._open_note(case)) as form, form.line_ids.new() as line:
            line.kind_id = self.late
            line.name = "The laboratory was asked too late"
            line.department_id = self.market
            line.measure = "Samples go the same day."
            line.user_id = self.doer
            line.date_due = self._day(9)
        form.record.action_note()
        self.assertEqual(case.state, "closed")
        fault = case.capa_fault_ids
        self.assertEqual((fault.state, fault.head_id), ("open", self.owner))
        self.assertEqual(fault.noted_by_id, self.officer)
        self.assertEqual(case.capa_fault_count, 1)
        self.assertEqual(self._get_asked(fault).user_id, self.doer)
        self.assertEqual(fault.next_alarm_on, self._day(6))

    def test_r_q13_offered_and_not_asked_by_default(self):
        case = self._bring_to_close()
        self._miss(case)
        self.assertIsNone(case.with_user(self.officer).action_close())
        self.assertEqual(case.state, "closed")

    def test_r_q13_required_where_a_limit_was_missed(self):
        self.company.capa_ask_faults = "late"
        kept, missed = self._bring_to_close(), self._bring_to_close()
        self._miss(missed)
        kept.with_user(self.officer).action_close()
        self.assertEqual(kept.state, "closed")
        action = missed.with_user(self.officer).action_close()
        self.assertEqual(missed.state, "confirming")
        with self._refused(UserError, "or that nothing did"):
            missed.with_user(self.officer)._walk("closed")
        note = self.env["capa.fault.note"].browse(action["res_id"])
        self.assertEqual(note.line_ids.kind_id, self.late)
        note.with_user(self.officer).action_note()
        self.assertEqual(missed.state, "closed")
        self.assertEqual(missed.capa_fault_ids.state, "noted")

    def test_r_q13_nothing_went_wrong_is_said_too(self):
        self.company.capa_ask_faults = "always"
        case = self._bring_to_close()
        note = self._open_note(case)
        with self._refused(UserError, "say that nothing did"):
            note.action_note()
        note.action_nothing()
        self.assertEqual(case.state, "closed")
        self.assertTrue(case.faults_said_on)
        self.assertFalse(case.capa_fault_ids)

    def test_r_p03_the_department_learns_nothing_of_who_complained(self):
        with self._refused(ValidationError, "must not learn"):
            self._fault(name="Ms. Zhang was called too late")
        fault = self._fault().with_user(self.owner)
        self.assertEqual(fault.case_id.display_name, fault.sudo().case_id.number)

    def test_r_q13_who_mends_it_says_how(self):
        own = self._fault().with_user(self.doer)
        with self._refused(UserError, "Say what was done"):
            own.action_done()
        with self._refused(AccessError, "said by the officers"):
            own.date_due = self._day(99)
        own.how_done = "A courier comes each noon."
        own.action_done()
        self.assertEqual(own.state, "done")
        self.assertFalse(self._get_asked(own))
        self.assertEqual(self._fault()._get_told(2), self.doer | self.owner)

    def test_r_q13_what_is_to_be_mended_names_who_and_until_when(self):
        with self._refused(UserError, "by whom, until when"):
            self._fault(date_due=False)

    def test_r_q13_the_process_is_reviewed_kind_by_kind(self):
        self.env["hr.department"].create(
            {
                "name": "Service",
                "complaint_kind": "customer_service",
                "company_id": self.company.id,
                "manager_id": self.market.manager_id.id,
            }
        )
        self._fault()
        self._fault()
        self._fault(kind_id=self.late.id)
        meeting = self._call(kind=self.process)
        counts = {one.fault_kind_id: one.fault_count for one in meeting.item_ids}
        lost = self.env.ref("complaint_quality_capa.capa_fault_kind_lost")
        self.assertEqual(counts, {lost: 2, self.late: 1})
        item = meeting.item_ids.filtered(lambda one: one.fault_kind_id == lost)
        domain = item.action_open_faults()["domain"]
        self.assertEqual(self.env["capa.fault"].search_count(domain), 2)

    def test_r_s03_it_is_held_with_the_complaint(self):
        fault = self._fault()
        found = self.env["complaint.holdings"]._find(fault.case_id)
        self.assertEqual(found["capa.fault"], fault.sudo())

    @warmup
    def test_list(self):
        case = self._register()
        for _number in range(5):
            self._fault(case)
        faults = self.env["capa.fault"].with_user(self.officer)
        names = ("case_id", "kind_id", "department_id", "user_id")
        specification = {name: {"fields": {"display_name": {}}} for name in names}
        specification.update(name={}, state={}, date_due={})
        faults.web_search_read([], specification, limit=80)
        self.env.invalidate_all()
        with self.assertQueryCount(8):
            faults.web_search_read([], specification, limit=80)
