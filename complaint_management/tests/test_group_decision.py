import json

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .group_common import GUESTS, GroupCommon


@tagged("post_install", "-at_install")
class TestGroupDecision(GroupCommon):
    """One disposition, decided once: what is signed, what is locked, what each is
    told."""

    def _get_request(self, lead):
        return lead.sudo().request_id

    # ------------------------------------------------------------
    # WHAT IS PUT UP
    # ------------------------------------------------------------

    def test_r_i15_the_same_for_all_of_each_his_own(self):
        lead, members = self._group(2)
        remedy = self._propose(lead, "replacement", line_id=lead.line_ids.id)
        self.assertEqual(remedy.quantity, 1)
        remedy.action_same_for_members()
        self.assertEqual(members.remedy_ids.mapped("quantity"), [2, 3])
        self.assertEqual(members.remedy_ids.line_id, members.line_ids)
        remedy.action_same_for_members()
        self.assertEqual(len(members.remedy_ids), 2)

    def test_r_a02_it_is_complete_for_each_before_it_is_put_up(self):
        lead, members = self._group(2)
        self._propose(lead, "compensation", amount=100)
        lead.outcome = f"Sorry, {GUESTS[1]}."
        with self.assertRaises(UserError) as caught:
            lead.action_submit()
        for member in members:
            self.assertIn(f"{member.number}: Propose a remedy", str(caught.exception))
        self.assertIn(
            "Leave out: Ms. Zhao".replace("Ms. Zhao", GUESTS[1]), str(caught.exception)
        )

    def test_r_i15_the_gravest_leads(self):
        lead, members = self._group(1)
        members.sudo()._make_major("Somebody was hurt.")
        with self.assertRaisesRegex(UserError, "let it lead"):
            self._put_up(lead)

    def test_r_a05_members_and_their_remedies_are_signed(self):
        """R-A05: number, customer and remedies of each are in the snapshot; no name
        stands there, texts lie beside and belong to whose they are."""
        lead, members = self._group(2)
        self._put_up(lead)
        request = self._get_request(lead)
        rows = request.snapshot["facts"]["member_ids"]
        self.assertEqual([row["id"] for row in rows], members.ids)
        self.assertEqual(rows[0]["partner_id"]["id"], self.guests[1].id)
        self.assertEqual(rows[0]["remedy_ids"][0]["id"], members[0].remedy_ids.id)
        told = json.dumps(request.snapshot, ensure_ascii=False)
        for guest in GUESTS:
            self.assertNotIn(guest.split()[1], told)
        self.assertIn("300", str(request.snapshot["amount"]))
        texts = self.env["complaint.approval.text"].sudo()
        own = texts.search([("case_id", "=", members[0].id)])
        self.assertIn(GUESTS[1], own.mapped("text"))
        self.assertEqual(own.request_id, request)
        self.assertIn(members[0].number, request.with_user(self.executive).facts)

    def test_r_p03_who_received_the_lead_learns_nothing_of_the_others(self):
        """R-P03: its approval tells no other's name or remedy to whom the lead alone is
        his business; who decides reads all."""
        lead, members = self._group(1)
        lead.sudo()._write_guarded({"receiver_id": self.clerk.id})
        self._put_up(lead)
        request = self._get_request(lead)
        facts = request.with_user(self.clerk).facts
        self.assertIn("fired too hot", facts)
        for secret in (members.number, GUESTS[1]):
            self.assertNotIn(secret, facts)
            self.assertIn(secret, request.with_user(self.executive).facts)
        with self.assertRaises(AccessError):
            request.with_user(self.clerk).read(["snapshot"])
        form = self.env["complaint.approval.decision"].with_user(self.clerk)
        action = form._get_action(request=request.with_user(self.clerk))
        rows = form.browse(action["res_id"]).change_ids
        self.assertEqual(rows.mapped("remedy_id"), lead.remedy_ids.ids)

    def test_r_s04_a_member_is_erased_from_the_approval_too(self):
        """R-S04: his words go with his data, those of the others stay."""
        lead, members = self._group(2)
        self._put_up(lead)
        self._decide(lead)
        texts = self.env["complaint.approval.text"].sudo()
        request = self._get_request(lead)
        self.env["complaint.personal"].sudo()._erase(members[0].sudo(), "demand #1")
        left = texts.search([("request_id", "=", request.id)])
        self.assertNotIn(members[0], left.case_id)
        self.assertIn(members[1], left.case_id)
        self.assertIn(lead, left.case_id)
        self.assertEqual(members[0].lead_number, lead.number)

    def test_r_a05_the_snapshot_is_another_with_another_member(self):
        lead, _members = self._group(1)
        self._put_up(lead)
        request = self._get_request(lead)
        request.with_user(self.officer).action_withdraw("One more wrote.")
        more = self._complain(3)
        more.action_handle_with(lead.id)
        self._follow()
        self._propose(more, "compensation", amount=50)
        lead.action_request_decision()
        again = self._get_request(lead)
        self.assertNotEqual(again, request)
        self.assertNotEqual(again.snapshot_hash, request.snapshot_hash)
        self.assertEqual(len(again.snapshot["facts"]["member_ids"]), 2)

    def test_r_a05_what_is_put_up_is_locked_on_each_member(self):
        lead, members = self._group(1)
        self._put_up(lead)
        changes = {
            "customer": lambda: members.write({"partner_id": self.guests[3].id}),
            "quantity": lambda: members.line_ids.write({"defective_qty": 9}),
            "amount": lambda: members.remedy_ids.write({"amount": 900}),
            "one more": lambda: self._propose(members, "compensation", amount=9),
        }
        for name, change in changes.items():
            with self.subTest(name), self.assertRaisesRegex(UserError, lead.number):
                change()
        self.assertTrue(members.is_form_locked)
        self._get_request(lead).with_user(self.officer).action_withdraw("Wait.")
        members.remedy_ids.amount = 90
        self.assertFalse(members.is_form_locked)

    def test_r_a04_less_is_given_to_one(self):
        """R-A04: who decides lowers what a member gets; the words change for all."""
        lead, members = self._group(1)
        self._put_up(lead)
        turn = lead.with_user(self.executive)._get_my_turn()
        action = turn.action_open_decision()
        form = self.env[action["res_model"]].with_user(self.executive)
        form = form.browse(action["res_id"])
        own = form.change_ids.filtered(lambda one: members.number in one.name)
        self.assertEqual(own.remedy_id, members.remedy_ids.id)
        form.decision, form.comment = "change", "Less for him."
        own.amount = 60
        with self.assertRaisesRegex(UserError, "change the words"):
            form.action_confirm()
        form.words = "Credited as agreed."
        form.action_confirm()
        self._follow()
        self.assertEqual(members.remedy_ids.amount, 60)
        self.assertEqual(lead.remedy_ids.amount, 100)
        self.assertEqual(members.outcome, "Credited as agreed.")

    # ------------------------------------------------------------
    # DECIDED FOR ALL, EACH ANSWERED
    # ------------------------------------------------------------

    def test_r_i15_each_is_decided_and_answered_with_his_own(self):
        """R-I15, R-A06, R-K01: the same words, his number, his remedy, his language;
        nothing of anybody else."""
        self.env["res.lang"]._activate_lang("fr_FR")
        lead, members = self._group(3)
        self.guests[2].lang = "fr_FR"
        remedy = self._propose(lead, "compensation", amount=101.01)
        lead.outcome = "The glaze was fired too hot."
        remedy.action_same_for_members()
        for amount, member in zip((202.02, 303.03, 404.04), members, strict=True):
            member.remedy_ids.amount = amount
        lead.action_submit()
        self._follow()
        self._decide(lead)
        everybody = lead | members
        self.assertEqual(set(everybody.mapped("state")), {"approved"})
        sent = self._run_job()
        self.assertEqual(len(sent), 4)
        replies = everybody.reply_ids.filtered(lambda one: one.state == "sent")
        self.assertEqual(replies.case_id, everybody)
        amounts = {"101.01", "202.02", "303.03", "404.04"}
        for reply in replies:
            case, told = reply.case_id, f"{reply.subject} {reply.body}"
            own = f"{case.remedy_ids.amount:.2f}"
            self.assertIn("fired too hot", told)
            self.assertIn(case.number, told)
            told = told.replace(",", ".")  # as the French write it
            self.assertIn(own, told)
            for other in amounts - {own}:
                self.assertNotIn(other, told)
            for other in everybody - case:
                self.assertNotIn(other.number, told)
                self.assertNotIn(other.partner_name, told)
        self.assertEqual(replies.mapped("user_id"), self.officer)
        self.assertEqual(
            replies.filtered(lambda one: one.case_id == members[1]).lang, "fr_FR"
        )
        self.assertTrue(all(case._is_told() for case in everybody))

    def test_r_i16_a_member_sees_its_own_progress_only(self):
        """R-I16: the page of a complainant shows nothing of the others."""
        lead, members = self._group(2)
        self._put_up(lead)
        self._decide(lead)
        shown = json.dumps(members[0].sudo()._get_customer_view(), default=str)
        self.assertIn(members[0].number, shown)
        for other in lead | members[1]:
            self.assertNotIn(other.number, shown)
            self.assertNotIn(other.partner_name, shown)

    def test_r_k01_who_has_no_address_is_told_by_who_handles_it(self):
        lead, members = self._group(1)
        members.write({"partner_email": False})
        self._put_up(lead)
        self._decide(lead)
        draft = members.reply_ids.filtered(lambda one: one.state == "draft")
        self.assertEqual(draft.kind, "decision")
        self.assertNotEqual(draft.medium, "mail")
        self.assertIn(
            "Tell the complainant the decision", members.activity_ids.mapped("summary")
        )

    def test_r_s01_each_gets_his_own_document(self):
        """R-S01: remedies of members are carried out as any other, for their own
        customer."""
        lead, members = self._group(1)
        self._put_up(lead)
        with self.assertRaisesRegex(UserError, "not approved"):
            members.remedy_ids.sudo()._check_still_approved()
        self._decide(lead)
        self.assertEqual(members.remedy_ids.state, "approved")
        self.assertEqual(members.remedy_ids._get_customer(), self.guests[1])
        self.assertEqual(members.remedy_ids._get_origin(), members.number)

    # ------------------------------------------------------------
    # THE END
    # ------------------------------------------------------------

    def _carry_out(self, cases):
        for remedy in cases.sudo().remedy_ids.filtered(lambda r: r.state == "approved"):
            remedy._walk("done")
        cases.sudo()._note_carried_out()

    def test_r_i15_the_lead_ends_when_each_was_told_and_settled(self):
        lead, members = self._group(2)
        self._put_up(lead)
        self._decide(lead)
        self._run_job()
        self._carry_out(lead | members[0])
        lead.action_confirm()
        with self.assertRaisesRegex(UserError, rf"\(1\): {members[1].number}"):
            lead.action_close()
        self._carry_out(members[1])
        lead.action_close()
        self.assertCaseState(lead, "closed")
        members.action_confirm()
        members.action_close()
        self.assertEqual(set(members.mapped("state")), {"closed"})

    def test_r_i15_r_d11_who_is_not_satisfied_goes_his_own_way(self):
        """R-D07, R-D11: out of the group, decided anew along the higher chain; for the
        others nothing changes."""
        lead, members = self._group(2)
        self._put_up(lead)
        self._decide(lead)
        self._run_job()
        self._carry_out(lead | members)
        members.action_confirm()
        one, other = members
        self._appoint(self.executive)
        one.action_submit("He wants his money back.")
        self.assertFalse(one.lead_id)
        self.assertCaseState(one, "deciding")
        self.assertTrue(one._goes_up("disposition"))
        self.assertFalse(one.approval_locks)
        one.outcome = "Refunded."
        one.action_request_decision()
        self.assertEqual(self._get_request(one).case_id, one)
        self.assertEqual(other.lead_id, lead)
        self.assertCaseState(other, "confirming")

    def test_r_i15_a_lead_who_is_not_satisfied_leaves_the_others_decided(self):
        lead, members = self._group(1)
        self._put_up(lead)
        self._decide(lead)
        self._run_job()
        self._carry_out(lead | members)
        lead.action_confirm()
        lead.action_submit("Not enough.")
        self.assertFalse(members.lead_id)
        self.assertCaseState(members, "approved")
        self.assertIn("disposition", members.approval_locks)
        self.assertFalse(lead.approval_locks)
