from odoo.tests import HttpCase, tagged

from .suggestion_common import SuggestionCommon


@tagged("post_install", "-at_install")
class TestTour(SuggestionCommon, HttpCase):
    def test_a_complaint_becomes_a_plan_that_is_closed(self):
        """R-Q02, R-Q03, R-Q05, R-Q06: each role in its browser, from the complaint to
        the confirmed effect."""
        case = self._register_kettle()
        self._walk("officer_proposes", self.officer, f"complaints/{case.id}")
        plan = case.capa_plan_ids
        self._create_plan_people(plan)
        page = f"capa-plans/{plan.id}"
        self._walk("owner_analyses", self.owner, page)
        self._analyse(plan)
        plan.with_user(self.owner).action_plan()
        self._measure(plan)
        check = self._check(plan)
        self._walk("owner_puts_up", self.owner, page)
        self._walk("vice_approves", self.vice, "complaint-approvals")
        self.assertEqual(plan.state, "acting")
        for action in plan.action_ids:
            self._walk("doer_carries_out", self.doer, f"capa-measures/{action.id}")
        self._walk("owner_has_it_checked", self.owner, page)
        self._walk("verifier_judges", self.verifier, f"capa-checks/{check.id}")
        self._walk("owner_has_it_confirmed", self.owner, page)
        self._walk("vice_approves", self.vice, "complaint-approvals")
        self._walk("owner_closes", self.owner, page)
        self.assertEqual(plan.state, "closed")

    def _create_plan_people(self, plan):
        plan.sudo().write(
            {
                "department_id": self.plant.id,
                "owner_id": self.owner.id,
                "member_ids": self.quality_user.ids,
                "problem": "Water at the base after boiling.",
                "containment_note": "The stock is looked through.",
            }
        )

    def test_a_suggestion_is_handed_in_and_answered(self):
        """R-Q10: a clerk proposes, the head of his department answers."""
        page = "capa-suggestions"
        self._walk("capa_suggestion_hand_in", self.clerk, page)
        suggestion = self.env["capa.suggestion"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertEqual(suggestion.proposer_id, self.clerk)
        self._walk("capa_suggestion_answer", self.owner, f"{page}/{suggestion.id}")
        self.assertEqual(suggestion.state, "declined")

    def _walk(self, tour, user, page):
        name = tour if tour.startswith("capa_") else f"capa_plan_{tour}"
        self.start_tour(f"/odoo/{page}", name, login=user.login)
        self.env.invalidate_all()
