from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .duty_common import DutyCommon


class InvestigationCommon(DutyCommon):
    """A case that is looked into by Plant 1 and the laboratory."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls._bring_to(
            "investigating", line_ids=[Command.create({"lot_name": "K7"})]
        )
        cls.duty = cls._ask(cls.case)
        cls.day = timedelta(days=1)

    def _find(self, user=None, **values):
        findings = self.env["complaint.finding"].with_user(user or self.officer)
        values = {"case_id": self.case.id, "finding": "The seam is open.", **values}
        return findings.create(values)

    def _keep(self, user=None, **values):
        samples = self.env["complaint.sample"].with_user(user or self.officer)
        return samples.create(
            {"case_id": self.case.id, "name": "Kettle", "place": "Shelf 4", **values}
        )

    def _move(self, sample, user=None, **values):
        moves = self.env["complaint.sample.move"].with_user(user or self.officer)
        values = {"place": "Laboratory", "reason": "To be tested", **values}
        return moves.create({"sample_id": sample.id, **values})

    def _confirm_facts(self):
        self.case.confirmed_facts = "The seam opened when it boiled."


@tagged("post_install", "-at_install")
class TestFinding(InvestigationCommon):
    """R-V01, R-V02: what was found, how, by whom; what happened by that."""

    def test_r_v01_finding_keeps_how_when_who_and_on_what(self):
        photo = self.env["complaint.evidence"].create(
            {"case_id": self.case.id, "name": "Photo", "description": "Of the seam"}
        )
        finding = self._find(
            method="laboratory", outsider="Institute", evidence_ids=photo.ids
        )
        self.assertEqual(finding.user_id, self.officer)
        self.assertEqual(finding.found_on, fields.Date.today())
        self.assertEqual(finding.evidence_ids, photo)
        self.assertEqual(self.case.finding_count, 1)
        action = self.case.action_open_findings()
        self.assertEqual(finding.search(action["domain"]), finding)

    def test_r_v01_what_cannot_be_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "when it is found, not before"):
            self._find(found_on=fields.Date.today() + 2 * self.day)
        other = self._register()
        photo = self.env["complaint.evidence"].create(
            {"case_id": other.id, "name": "Photo", "description": "Of a plate"}
        )
        with self.assertRaisesRegex(ValidationError, "of its complaint"):
            self._find(evidence_ids=photo.ids)
        with self.assertRaisesRegex(ValidationError, "of its complaint"):
            self._find(case_id=other.id, duty_id=self.duty.id)

    def test_r_v01_who_looks_into_it_notes_it_on_his_duty(self):
        """He has no right on the case; the evidence he brings is seen by his like."""
        self.duty.with_user(self.plant_head).action_name_handler(self.potter.id)
        context = self.duty.with_user(self.potter).action_open_findings()["context"]
        findings = self.env["complaint.finding"].with_user(self.potter)
        finding = findings.with_context(**context).create(
            {
                "method": "technical_test",
                "finding": "It opens at 92 °C.",
                "evidence_ids": [
                    Command.create(
                        {
                            "case_id": self.case.id,
                            "name": "Log of the test",
                            "description": "On the server",
                            "for_investigator": True,
                        }
                    )
                ],
            }
        )
        self.assertEqual(finding.case_id, self.case)
        self.assertEqual(finding.user_id, self.potter)
        self.assertEqual(self.duty.finding_count, 1)
        finding.finding = "It opens at 93 °C."
        self.assertFalse(self.case.with_user(self.potter).has_access("read"))
        self.duty.with_user(self.potter).findings = "See there."
        self.duty.with_user(self.potter).action_answer()
        with self.assertRaises(AccessError):
            finding.finding = "It is tight."

    def test_r_v01_nobody_notes_it_for_another(self):
        """Neither another department, nor on the case that one may not read."""
        for user in (self.chemist, self.clerk, self.supervisor, self.stranger):
            with self.assertRaises(AccessError):
                self._find(user, duty_id=self.duty.id)
        with self.assertRaises(AccessError):
            self._find(self.potter)
        self.assertFalse(self._find().with_user(self.potter).has_access("read"))

    def test_r_v04_findings_are_locked_with_the_decision(self):
        finding = self._find()
        self._confirm_facts()
        self._propose(self.case)
        self.case.action_submit()
        with self.assertRaisesRegex(UserError, "cannot be changed there"):
            finding.finding = "It is tight."  # R-A05: what is being decided on
        self.case.with_user(self.executive).action_approve()
        self.assertTrue(finding.locked)
        late = self._find(finding="The next lot too.")
        self.assertTrue(late.added_after_decision)
        for record in (finding, late, finding.sudo(), late.with_user(self.admin)):
            with self.assertRaisesRegex(UserError, "Note another finding"):
                record.write({"finding": "It is tight."})
            with self.assertRaisesRegex(UserError, "Note another finding"):
                record.unlink()

    def test_r_v02_what_was_found_is_summed_up_before_it_is_decided(self):
        self._find()
        self._propose(self.case)
        with self.assertRaisesRegex(UserError, "say what happened, as confirmed"):
            self.case.action_submit()
        self._confirm_facts()
        self.case.action_submit()
        self.assertCaseState(self.case, "deciding")
        with self.assertRaisesRegex(UserError, "cannot be changed there"):
            self.case.confirmed_facts = "Nothing happened."


@tagged("post_install", "-at_install")
class TestSample(InvestigationCommon):
    """R-V03: samples are kept; where they are, who had them, what came of it."""

    def test_r_v03_sample_says_what_how_much_and_where(self):
        sample = self._keep(seal="S-17", quantity=3)
        self.assertEqual(sample.lot_name, "K7")  # the only lot complained about
        self.assertEqual(sample.holder_id, self.officer)
        self.assertEqual(self.case.sample_count, 1)

    def test_r_v03_custody_is_kept_hand_by_hand(self):
        sample = self._keep()
        first = self._move(sample, to_user_id=self.chemist.id, with_form=True)
        self.assertEqual(first.from_user_id, self.officer)
        self.assertEqual(first.from_place, "Shelf 4")
        self.assertEqual(first.user_id, self.officer)
        self.assertEqual(sample.holder_id, self.chemist)
        self.assertEqual(sample.place, "Laboratory")
        self.assertTrue(sample.sent_with_form)
        second = self._move(
            sample, self.chemist, kind="laboratory", place="Institute, Wuxi"
        )
        self.assertEqual(second.from_user_id, self.chemist)
        self.assertEqual(sample.state, "laboratory")
        self.assertFalse(sample.holder_id)

    def test_r_v03_custody_is_never_rewritten(self):
        sample = self._keep()
        move = self._move(sample)
        for record in (move, move.sudo()):
            with self.assertRaisesRegex(UserError, "stays as it was noted"):
                record.write({"reason": "No reason"})
            with self.assertRaisesRegex(UserError, "stays as it was noted"):
                record.sudo().unlink()
        for values in ({"place": "Bin"}, {"holder_id": self.clerk.id}):
            with self.assertRaisesRegex(UserError, "changes by a hand-over"):
                sample.write(values)
        with self.assertRaisesRegex(UserError, "has changed hands"):
            sample.name = "Another kettle"
        with self.assertRaisesRegex(UserError, "set by hand"):
            sample.sudo().write({"state": "destroyed"})
        with self.assertRaisesRegex(UserError, "stays on file"):
            sample.sudo().unlink()

    def test_r_v03_who_looks_into_the_case_takes_it_over(self):
        sample = self._keep()
        with self.assertRaises(AccessError):
            self._move(sample, self.chemist, to_user_id=self.chemist.id)
        self._ask(self.case, self.laboratory)
        action = sample.with_user(self.chemist).action_take_over()
        self.assertEqual(action["context"]["default_to_user_id"], self.chemist.id)
        self._move(sample, self.chemist, to_user_id=self.chemist.id)
        self.assertEqual(sample.holder_id, self.chemist)
        with self.assertRaises(AccessError):  # only to himself
            self._move(sample, self.potter, to_user_id=self.clerk.id)

    def test_r_v03_who_has_it_says_once_what_the_inspection_found(self):
        sample = self._keep()
        self._move(sample, to_user_id=self.chemist.id)
        mine = sample.with_user(self.chemist)
        mine.write({"inspection_result": "defective", "inspection_note": "Thin seam"})
        self.assertEqual(sample.inspector_id, self.chemist)
        self.assertEqual(sample.inspected_on, fields.Date.today())
        for user in (self.chemist, self.officer, self.admin):
            with self.assertRaisesRegex(UserError, "was inspected already"):
                sample.with_user(user).inspection_result = "sound"

    def test_r_v03_what_cannot_be_is_refused(self):
        sample = self._keep(keep_until=fields.Date.today() + 30 * self.day)
        now = fields.Datetime.now()
        with self.assertRaisesRegex(ValidationError, "has happened, not before"):
            self._move(self._keep(), moved_on=now + 2 * self.day)
        with self.assertRaisesRegex(ValidationError, "follows the one before"):
            self._move(self._keep(), moved_on=now - 5 * self.day)
        with self.assertRaisesRegex(UserError, "is kept until"):
            self._move(
                self._keep(keep_until=sample.keep_until), kind="destroyed", place="Bin"
            )
        with self.assertRaisesRegex(ValidationError, "before that is noted"):
            self._keep(taken_on=fields.Date.today() + 2 * self.day)
        sample.keep_until = False
        self._move(sample, kind="destroyed", place="Bin")
        for kind in ("handed", "returned"):
            with self.assertRaisesRegex(UserError, "no longer here"):
                self._move(sample, kind=kind)
        with self.assertRaisesRegex(UserError, "no longer here"):
            sample.inspection_result = "sound"
        with self.assertRaisesRegex(UserError, "no longer here"):
            sample.action_hand_over()


@tagged("post_install", "-at_install")
class TestQualitySpecialist(InvestigationCommon):
    """R-V05: a product-quality case is investigated by a named quality specialist."""

    def setUp(self):
        super().setUp()
        policy = self.env["complaint.policy"].create(
            {"name": "L", "company_id": self.company.id}
        )
        policy.needs_quality_specialist = True
        self.case.sudo()._write_guarded({"policy_id": policy.id})
        self._propose(self.case)

    def test_r_v05_no_decision_before_a_specialist_is_named(self):
        with self.assertRaisesRegex(UserError, "Name the quality specialist"):
            self.case.action_submit()
        with self.assertRaisesRegex(ValidationError, "not of the quality department"):
            self.case.quality_specialist_id = self.potter
        self.case.quality_specialist_id = self.chemist
        self.case.action_submit()
        self.assertCaseState(self.case, "deciding")

    def test_r_v05_nor_where_nothing_was_investigated(self):
        case = self._register(self.clerk).sudo()
        case._write_guarded({"policy_id": self.case.sudo().policy_id.id})
        case.user_id = self.officer
        case = case.with_user(self.officer)
        case.action_accept()
        self._propose(case)
        with self.assertRaisesRegex(UserError, "Name the quality specialist"):
            case.action_submit()
        case.quality_specialist_id = self.chemist
        case.action_submit()
        self.assertCaseState(case, "deciding")

    def test_r_v05_other_cases_and_policies_ask_for_none(self):
        self.case.category_id = self.env.ref(
            "complaint_management.complaint_category_delivery"
        )
        self.case.action_submit()
        self.assertCaseState(self.case, "deciding")

    def test_r_v05_who_handles_it_in_the_laboratory_is_the_specialist(self):
        duty = self._ask(self.case, self.laboratory, kind="quality")
        duty.with_user(self.quality_head).action_name_handler(self.chemist.id)
        self.assertEqual(self.case.quality_specialist_id, self.chemist)
        self.duty.with_user(self.plant_head).action_take()
        self.assertEqual(self.case.quality_specialist_id, self.chemist)
