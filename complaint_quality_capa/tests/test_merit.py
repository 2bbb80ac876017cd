import base64
import io
from datetime import timedelta

import openpyxl
from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .merit_common import MeritCommon


@tagged("post_install", "-at_install")
class TestMerit(MeritCommon):
    """R-R05: told, heard, decided; a proposal is no deduction."""

    def test_r_r05_who_is_meant_reads_it_when_he_is_told(self):
        merit = self._propose_merit()
        seen = merit.with_user(self.seller)
        self.assertFalse(seen.has_access("read"))
        merit.action_tell()
        self.assertTrue(seen.has_access("read"))
        self.assertFalse(seen.has_access("write"))
        self.assertTrue(merit.with_user(self.manager).has_access("read"))  # his head
        self.assertFalse(merit.with_user(self.doer).has_access("read"))
        self.assertEqual(merit.activity_ids.user_id, self.seller)
        self.assertEqual(merit.object_until, self.today + timedelta(days=7))

    def test_r_r05_nothing_is_decided_before_the_days_to_object_are_over(self):
        merit = self._propose_merit()
        with self._refused(UserError, "told first"):
            merit.action_submit()
        merit.action_tell()
        with self._refused(UserError, "may object until"):
            merit.action_submit()
        self.assertFalse(merit.instalment_ids)

    def test_r_r05_an_objection_is_answered_before_it_is_decided(self):
        merit = self._propose_merit()
        merit.action_tell()
        merit.with_user(self.seller).action_object("The laboratory was late, not I.")
        self.assertEqual(merit.state, "objected")
        self.assertEqual(merit.objection, "The laboratory was late, not I.")
        with self._refused(UserError, "Answer the objection"):
            merit.action_submit()
        merit.answer = "It was asked nine days late."
        merit.action_submit()
        self._decide_merit(merit)
        self.assertEqual(merit.state, "decided")

    def test_r_r05_nobody_objects_for_somebody_else_nor_too_late(self):
        merit = self._propose_merit()
        merit.action_tell()
        with self._refused(AccessError, "whom it is about"):
            merit.with_user(self.manager).action_object("He is a good man.")
        late = fields.Datetime.now() + timedelta(days=9)
        with freeze_time(late), self._refused(UserError, "days to object are over"):
            merit.with_user(self.seller).action_object("Too late.")

    def _upload(self, user, **values):
        files = self.env["ir.attachment"].with_user(user)
        return files.create({"name": "a.txt", "raw": b"Asked on the ninth.", **values})

    def test_r_r05_evidence_is_his_own(self):
        merit = self._propose_merit()
        merit.action_tell()
        about = {"res_model": merit._name, "res_id": merit.id}
        file = self._upload(self.keeper, **about)
        with self._refused(AccessError, "you uploaded here"):
            merit.with_user(self.seller).action_object("Look.", file.ids)
        self.assertEqual(merit.state, "heard")

    def test_r_r05_the_form_asks_why_and_takes_what_shows_it(self):
        merit = self._propose_merit()
        merit.action_tell()
        action = merit.with_user(self.seller).action_object()
        form = self.env[action["res_model"]].with_user(self.seller)
        form = form.browse(action["res_id"])
        with self._refused(UserError, "Say why it is not right"):
            form.action_done()
        form.write(
            {
                "reason": "The laboratory was late.",
                "attachment_ids": self._upload(self.seller).ids,
            }
        )
        form.action_done()
        self.assertEqual(merit.objection, "The laboratory was late.")
        self.assertEqual(merit.objection_file_ids.res_id, merit.id)
        read = merit.with_user(self.keeper).objection_file_ids.raw
        self.assertEqual(read, b"Asked on the ninth.")

    def test_r_r05_nobody_decides_about_himself(self):
        self.plant.executive_id.department_id = self.plant
        merit = self._propose_merit(
            employee_id=self.plant.executive_id.id, department_id=self.plant.id
        )
        merit.action_tell()
        self._submit_late(merit)
        self.assertEqual(self._get_turn(merit).user_id, self.gm)  # the next one up

    def test_r_r05_the_gm_decides_not_about_himself(self):
        merit = self._propose_merit(employee_id=self._employ(self.gm).id)
        merit.action_tell()
        with self._refused(UserError, "[Nn]obody"):
            self._submit_late(merit)
        self.assertEqual(merit.state, "heard")

    def test_r_r05_nor_in_the_place_of_who_is_away(self):
        merit = self._hear(self._propose_merit())
        self.env["complaint.approval.delegation"].create(
            {
                "user_id": self.vice.id,
                "delegate_id": self.seller.id,
                "company_id": self.company.id,
                "date_to": "2099-01-01",
            }
        )
        turn = self._get_turn(merit).with_user(self.seller)
        with self._refused(AccessError, "is about Seller"):
            turn.action_decide("approve", "", False, turn.request_id.snapshot_hash)
        with self._refused(UserError, "cannot be asked"):
            turn.with_user(self.admin).action_reassign(self.seller.id, "Holiday.")

    def _submit_late(self, merit):
        with freeze_time(fields.Datetime.now() + timedelta(days=9)):
            merit.action_submit()

    def _get_turn(self, merit):
        return self.env["complaint.approval.turn"].search(
            [
                ("request_id.res_model", "=", merit._name),
                ("request_id.res_id", "=", merit.id),
                ("state", "=", "open"),
            ]
        )

    def test_r_r05_what_was_told_is_not_changed(self):
        merit = self._propose_merit()
        merit.amount = 250
        merit.action_tell()
        with self._refused(UserError, "told already"):
            merit.amount = 500
        with self._refused(UserError, "stays on file"):
            merit.unlink()

    def test_r_r05_who_has_no_login_is_told_on_paper(self):
        worker = self.env["hr.employee"].create(
            {"name": "Old Wang", "company_id": self.company.id}
        )
        merit = self._propose_merit(employee_id=worker.id)
        with self._refused(UserError, "Old Wang has no login"):
            merit.action_tell()
        merit.told_how = "By his foreman on the 3rd; signed, file 12."
        merit.action_tell()
        self.assertEqual(merit.state, "heard")

    def test_r_r05_money_is_a_persons(self):
        merit = self._propose_merit(employee_id=False, department_id=self.branch.id)
        with self._refused(UserError, "Money is a person's"):
            merit.action_tell()
        merit.form = "criticism"
        merit.action_tell()
        self.assertEqual(merit.activity_ids.user_id, self.manager)

    def test_somebody_is_named(self):
        with self._refused(ValidationError, "whom it is about"):
            self._propose_merit(employee_id=False)

    def test_r_r05_the_vice_gm_decides_and_what_he_refuses_costs_nothing(self):
        merit = self._hear(self._propose_merit())
        self._decide_merit(merit, "refuse")
        self.assertEqual(merit.state, "refused")
        self.assertFalse(merit.instalment_ids)

    def test_r_r02_serious_is_approved_by_the_gm_and_published(self):
        merit = self._hear(self._propose_merit(is_serious=True, form="criticism"))
        request = self.env["complaint.approval.request"].search(
            [("res_model", "=", "complaint.merit"), ("res_id", "=", merit.id)]
        )
        self._decide_merit(merit)
        self.assertIn(self.gm, request.turn_ids.user_id)
        with self._refused(AccessError, "manager's office publishes"):
            merit.with_user(self.executive).action_publish()
        merit.action_publish()
        self.assertIn(self.salesman.name, merit.circular_id.text)
        self.assertEqual(merit.circular_id.state, "published")
        with self._refused(UserError, "once"):
            merit.action_publish()

    def test_r_r03_a_reward_needs_no_hearing(self):
        merit = self._propose_merit(sense="reward", finding="timely")
        merit.action_submit()
        self._decide_merit(merit)
        self.assertEqual(merit.instalment_ids.mapped("amount"), [300])

    # ------------------------------------------------------------
    # PAYROLL
    # ------------------------------------------------------------

    def _collect(self, month):
        payroll = self.env["complaint.payroll.list"].with_user(self.keeper)
        found = payroll.create({"month": month})
        found.action_collect()
        return found

    def test_r_r05_a_workbook_for_each_month_and_each_row_once(self):
        merit = self._propose_merit(
            amount=1000, instalment_amount=400, first_month="2026-03-10"
        )
        self._hear(merit)
        self._decide_merit(merit)
        rows = merit.instalment_ids.sorted("month")
        self.assertEqual(rows.mapped("amount"), [-400, -400, -200])
        self.assertEqual(str(rows[0].month), "2026-03-01")
        first = self._collect("2026-03-01")
        self.assertEqual(first.instalment_ids, rows[0])
        first.action_hand_over()
        book = openpyxl.load_workbook(io.BytesIO(base64.b64decode(first.file)))
        cells = [cell.value for cell in book.active[2]]
        self.assertEqual(cells[0], merit.number)
        self.assertEqual(cells[-1], -400)
        with self._refused(UserError, "stays as it was"):
            first.action_collect()
        self.assertEqual(self._collect("2026-04-01").instalment_ids, rows[1])

    def test_r_r05_without_a_contract_nothing_is_handed_over(self):
        self._create_decided(first_month="2019-01-01")
        found = self._collect("2019-01-01")
        with self._refused(UserError, "No contract in this month: Seller"):
            found.action_hand_over()

    def _create_decided(self, **values):
        merit = self._hear(self._propose_merit(**values))
        self._decide_merit(merit)
        return merit

    def test_r_r05_what_was_wrong_is_corrected_openly(self):
        merit = self._create_decided(
            amount=900, instalment_amount=300, first_month="2026-03-01"
        )
        self._collect("2026-03-01").action_hand_over()
        action = merit.action_correct("The clock was wrong.")
        correction = merit.browse(action["res_id"])
        correction.write({"amount": 0, "correction_reason": False})
        with self._refused(UserError, "why the former is corrected"):
            correction.action_tell()
        correction.correction_reason = "The clock was wrong."
        self._hear(correction)
        self.assertEqual(merit.state, "decided")  # until the correction is decided
        self._decide_merit(correction)
        self.assertEqual(merit.state, "corrected")
        rows = merit.instalment_ids.sorted("id")
        self.assertEqual(rows.mapped("is_cancelled"), [False, True, True, False])
        self.assertEqual((rows[3].amount, rows[3].reverses_id), (300, rows[0]))
        with self._refused(UserError, "Only what was decided"):
            merit.action_correct("Again.")

    def test_r_r05_what_lies_in_a_draft_list_is_cancelled_not_given_back(self):
        merit = self._create_decided(first_month="2026-03-01")
        payroll = self._collect("2026-03-01")
        correction = merit.browse(merit.action_correct("Wrong.")["res_id"])
        correction.amount = 0
        self._hear(correction)
        self._decide_merit(correction)
        self.assertEqual(merit.instalment_ids.mapped("is_cancelled"), [True])
        self.assertFalse(payroll.instalment_ids)

    def test_r_r05_another_month_lets_go_of_what_was_collected(self):
        merit = self._create_decided(first_month="2026-03-01")
        payroll = self._collect("2026-03-01")
        payroll.month = "2026-04-01"
        self.assertFalse(merit.instalment_ids.payroll_id)

    def test_r_r05_portal_users_see_nothing(self):
        merit = self._create_decided()
        portal = self._create_user("portal", "base.group_portal")
        self.assertFalse(merit.with_user(portal).has_access("read"))
