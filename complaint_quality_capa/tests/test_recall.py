from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .recall_common import RecallCommon


@tagged("post_install", "-at_install")
class TestRecall(RecallCommon):
    """R-Q07: recall at once, authority informed, progress counted."""

    def test_r_q07_a_hazard_is_recalled_at_once_and_the_top_is_told(self):
        recall = self._prepare_recall()
        self.assertRegex(recall.number, r"^R\d{6}")
        recall.action_open()
        self.assertEqual(recall.state, "open")
        self.assertEqual(recall.decided_by_id, self.quality_user)
        self.assertTrue(recall.opened_on and recall.traced_on)
        activity = recall.activity_ids.filtered(lambda one: one.user_id == self.gm)
        self.assertEqual(activity.summary, "Recall opened: look")
        self.assertRecordValues(
            recall.line_ids.sorted("due_qty"),
            [
                {"partner_id": self.guest_house.id, "due_qty": 50},
                {"partner_id": self.dealer.id, "due_qty": 200},
            ],
        )
        self.assertEqual((recall.progress, recall.customer_count), (0, 2))

    def test_r_q07_an_executive_recalls_at_once(self):
        recall = self._prepare_recall(user=self.executive)
        recall.action_open()
        self.assertEqual(recall.decided_by_id, self.executive)

    def test_r_q07_what_is_no_hazard_is_decided_first(self):
        recall = self._prepare_recall(severity="defect")
        with self._refused(UserError, "put it up for decision"):
            recall.action_open()
        recall.action_submit()
        self.assertEqual(recall.state, "deciding")
        with self._refused(UserError, "decided"):
            recall.hazard = "Another danger."
        self._decide_recall(recall, "approve")
        self.assertEqual(recall.state, "open")
        self.assertEqual(recall.decided_by_id, self.executive)
        self.assertEqual(len(recall.line_ids), 2)

    def test_r_q07_refused_goes_back_with_the_words(self):
        recall = self._prepare_recall(severity="rule")
        recall.action_submit()
        self._decide_recall(recall, "refuse", "The label is right.")
        self.assertEqual(recall.state, "draft")
        recall.severity = "hazard"
        recall.action_open()

    def test_r_q07_a_hazard_waits_for_no_decision(self):
        with self._refused(UserError, "waits for no decision"):
            self._prepare_recall().action_submit()

    def test_r_q07_words_lots_and_reason_are_asked(self):
        recall = self._prepare_recall(
            hazard=False, instruction=" ", reason=False, lot_ids=[]
        )
        with self._refused(UserError, "(?s)lots.*why.*danger.*are to do"):
            recall.action_open()
        self.assertIn("Name the lots", recall.hint)

    def _decide_recall(self, recall, decision, words=False):
        request = self.env["complaint.approval.request"].search(
            [
                ("res_model", "=", "capa.recall"),
                ("res_id", "=", recall.id),
                ("state", "=", "open"),
            ]
        )
        turn = request.turn_ids.with_user(self.executive)
        turn.action_decide(decision, words, False, request.snapshot_hash)

    # ------------------------------------------------------------
    # PROGRESS, CLOSING
    # ------------------------------------------------------------

    def test_r_q07_progress_is_counted_to_the_last_piece(self):
        recall = self._recall()
        self._line(recall, self.dealer).write(
            {"returned_qty": 100, "destroyed_qty": 60, "used_qty": 39}
        )
        self.assertEqual(recall.progress, 79.6)
        self.assertEqual(recall.missing_count, 2)
        self._line(recall, self.guest_house).lost_qty = 50
        self.assertEqual((recall.progress, recall.missing_count), (99.6, 1))
        line = self._line(recall, self.dealer)
        self.assertEqual(line.noted_by_id, self.quality_user)
        self.assertTrue(line.noted_on and line.answered_on)
        with self._refused(UserError, "99.6 %"):
            recall.action_close()
        line.lost_qty = 1
        self.assertEqual((recall.progress, recall.missing_count), (100, 0))

    def test_r_q07_closed_when_all_is_there_and_the_authority_knows(self):
        recall = self._recall()
        self._settle_all(recall)
        with self._refused(UserError, "authority"):
            recall.action_close()
        report = self._inform(recall)
        self.assertEqual((report.progress, report.customer_count), (100, 2))
        recall.action_close()
        self.assertEqual(recall.state, "closed")
        self.assertFalse(recall.activity_ids)
        with self._refused(UserError, "while it runs"):
            recall.line_ids[0].returned_qty = 1
        recall.action_reopen("Another pallet turned up.")
        self.assertEqual((recall.state, recall.progress), ("open", 100))

    def test_r_q07_an_early_end_is_decided_by_an_executive(self):
        recall = self._recall()
        self._inform(recall)
        self._line(recall, self.dealer).returned_qty = 200
        with self._refused(UserError, "why it ends"):
            recall.action_end()
        recall.end_reason = "The guest house does not exist any more."
        recall.action_end()
        with self._refused(UserError, "decided"):
            recall.end_reason = "Something else."
        self._decide_recall(recall, "approve")
        self.assertEqual((recall.state, recall.progress), ("closed", 80))

    def test_r_q07_an_early_end_that_is_returned_goes_on(self):
        recall = self._recall(end_reason="Too far away.")
        self._inform(recall)
        recall.action_end()
        recall.action_take_back("We try again.")
        self.assertEqual(recall.state, "open")
        recall.end_reason = "Tried again."
        recall.action_end()
        self._decide_recall(recall, "refuse", "Go there.")
        self.assertEqual(recall.state, "open")

    def test_r_q07_what_an_authority_was_told_stays(self):
        report = self._inform(self._recall(), file="cHJvb2Y=", file_name="proof.txt")
        self.assertEqual(len(report.checksum), 64)
        for user in (self.quality_user, self.env.user):
            own = report.with_user(user)
            with self._refused((UserError, AccessError), "."):
                own.text = "Less."
            with self._refused((UserError, AccessError), "."):
                own.unlink()

    def test_r_q07_the_report_has_the_quantities_and_the_authority(self):
        """R-F01."""
        recall = self._recall()
        self._inform(recall, reference="SAMR-77")
        self._line(recall, self.dealer).write({"returned_qty": 150, "lost_qty": 7})
        reports = self.env["ir.actions.report"].with_user(self.quality_user)
        name = "complaint_quality_capa.capa_recall_report"
        text = reports._render_qweb_html(name, recall.ids)[0].decode()
        for words in ("SAMR-77", "260", "150", "Market supervision", recall.number):
            self.assertIn(words, text)
        [row] = recall._get_totals()
        self.assertEqual(
            [row[key] for key in ("delivered_qty", "back_qty", "missing_qty")],
            [260, 150, 93],
        )

    def test_r_q07_an_opened_recall_is_not_made_smaller(self):
        recall = self._recall()
        for vals in (
            {"severity": "defect"},
            {"with_products": False},
            {"reason": "None."},
            {"lot_ids": [Command.delete(recall.lot_ids.id)]},
            {"lot_ids": [Command.update(recall.lot_ids.id, {"lot_name": "LOT-B"})]},
        ):
            with self._refused(UserError, "another recall"):
                recall.write(vals)
        with self._refused((UserError, AccessError), "."):
            recall.unlink()

    # ------------------------------------------------------------
    # BAD INPUT
    # ------------------------------------------------------------

    def test_a_lot_without_moves_is_refused(self):
        self._create_lot("LOT-NEW")
        with self._refused(UserError, "LOT-NEW.*never received"):
            self._prepare_recall(lot_ids=[Command.create({"lot_name": "LOT-NEW"})])

    def test_a_lot_that_is_not_there_or_twice_is_refused(self):
        with self._refused(UserError, "no lot of this number"):
            self._prepare_recall(lot_ids=[Command.create({"lot_name": "LOT-X"})])
        self._create_lot("LOT-A", self.cup)
        with self._refused(UserError, "choose one.*Plate.*Cup|choose one.*Cup.*Plate"):
            self._prepare_recall()
        row = {"lot_name": "lot-a", "product_id": self.plate.id}
        recall = self._prepare_recall(lot_ids=[Command.create(row)])
        self.assertEqual(recall.lot_ids.lot_id, self.lot_a)

    def test_a_lot_of_another_company_is_refused(self):
        self._create_lot("LOT-FAR", company=self.other_company)
        with self._refused(UserError, "no lot of this number"):
            self._prepare_recall(lot_ids=[Command.create({"lot_name": "LOT-FAR"})])

    def test_a_lot_is_recalled_once_at_a_time(self):
        """Who may read the other recall is told which it is."""
        first = self._recall()
        again = self._prepare_recall()
        with self._refused(UserError, f"recalled already: {first.number}"):
            again.action_open()
        blind = first.lot_ids.with_user(self.clerk).sudo()
        self.assertFalse(first.with_user(self.clerk).has_access("read"))
        [words] = again.with_user(self.clerk).sudo()._guard_free()
        self.assertNotIn(first.number, words)
        self.assertTrue(blind)
        first.action_cancel("The wrong lot.")
        again.with_user(self.executive).action_open()
        self.assertEqual(again.decided_by_id, self.executive)
        with self._refused(UserError, "recalled already"):
            first.action_take_up_again()
            first.action_open()

    def test_a_hazard_is_not_known_before_the_complaint(self):
        case = self._register()
        with self._refused(ValidationError, "the complaint came on"):
            self._prepare_recall(
                user=self.executive, case_ids=case.ids, known_on=self._day(-3)
            )
        with self._refused(ValidationError, "cannot be known"):
            self._prepare_recall(known_on=self._day(1))

    def test_what_is_noted_is_possible(self):
        recall = self._recall()
        line = self._line(recall, self.dealer)
        for vals, words in (
            ({"returned_qty": -1}, "less than nothing"),
            ({"returned_qty": 150, "destroyed_qty": 51}, "only 200"),
            ({"held_qty": -5}, "less than nothing"),
            ({"answered_on": self._day(2)}, "between the day of the recall"),
            ({"noted_on": self._day(-9)}, "between the day of the recall"),
        ):
            with self._refused(ValidationError, words):
                line.write(vals)
        moment = fields.Datetime.now() + timedelta(days=1)
        with self._refused(ValidationError, "not come"):
            self._inform(recall, informed_on=moment)
        with self._refused(UserError, "steps of the"):
            line.delivered_qty = 5
        with self._refused((UserError, AccessError), "."):
            line.copy()

    def test_r_p03_a_recall_names_nobody_who_complained(self):
        case = self._register()
        with self._refused(UserError, "."):
            self._prepare_recall(
                user=self.executive, case_ids=case.ids, hazard="Ask Ms. Zhang."
            )

    # ------------------------------------------------------------
    # WHAT IS STILL HERE
    # ------------------------------------------------------------

    def test_r_q01_what_is_still_here_is_blocked_with_the_recall(self):
        """Also what a later trace finds."""
        clay = self._create_lot("CLAY-1", self._create_product("Clay"))
        self._make(clay, self.lot_a)
        recall = self._recall(clay)
        blocked = recall.containment_id.line_ids
        self.assertEqual(blocked.lot_id, clay | self.lot_a)
        self.assertEqual(set(blocked.mapped("state")), {"blocked"})
        self.env["stock.move.line"].search(
            [("lot_id", "=", self.lot_a.id), ("consume_line_ids", "!=", False)]
        ).consume_line_ids.produce_line_ids |= self.env["stock.move.line"].search(
            [("lot_id", "=", self.lot_b.id)], limit=1
        )
        recall.action_trace()
        self.assertIn(self.lot_b, recall.containment_id.line_ids.lot_id)
        self.assertEqual(len(recall.containment_id), 1)

    # ------------------------------------------------------------
    # WHERE IT COMES FROM
    # ------------------------------------------------------------

    def test_r_q07_from_a_complaint_a_plan_and_a_lot(self):
        line = self._complain(product_id=self.plate.id, lot_name="LOT-A")
        case = line.case_id
        action = case.with_user(self.executive).action_recall()
        recall = self.env["capa.recall"].browse(action["res_id"])
        self.assertEqual(recall.lot_ids.lot_id, self.lot_a)
        self.assertEqual(recall.case_ids, case)
        self.assertEqual(case.capa_recall_count, 1)
        plan = self._create_plan(case)
        action = plan.with_user(self.quality_user).action_open_recalls()
        recall = self.env["capa.recall"].browse(action["res_id"])
        self.assertEqual((recall.plan_id, recall.lots_text), (plan, "LOT-A"))
        self.assertEqual(recall.with_user(self.quality_user).case_numbers, case.number)
        action = self.lot_b.action_recall()
        recall = self.env["capa.recall"].browse(action["res_id"])
        self.assertEqual(recall.lots_text, "LOT-B")
        self.assertEqual(self.lot_b.capa_recall_count, 1)

    def test_who_has_no_part_prepares_no_recall(self):
        for user in (self.clerk, self.officer, self.supervisor):
            with self._refused(AccessError, "."):
                self._prepare_recall(user=user)
