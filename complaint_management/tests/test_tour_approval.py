from odoo.tests import HttpCase, tagged

from .approval_common import ApprovalCommon


@tagged("post_install", "-at_install")
class TestTourApproval(ApprovalCommon, HttpCase):
    """Each role in its own browser: up the chain, back once, and up to the end."""

    def test_r_a04_up_the_chain_and_back(self):
        """R-A03, R-A04, R-P06: asked, approved, returned to a step, asked again,
        approved with a changed instruction, granted."""
        policy = self.env["complaint.policy"].create(
            {
                "name": "Our procedure",
                "company_id": self.company.id,
                "valid_from": "2020-01-01",
            }
        )
        self._create_route(
            self._step("Sales branch", "user", self.branch_head.id, 10),
            self._step(
                "Market department", "user", self.market_head.id, 20, may_refuse=False
            ),
            self._step("General manager", "role", "gm", 30),
            subject="policy_version",
        )
        action = policy.with_user(self.supervisor).action_new_version()
        draft = self.env["complaint.policy"].browse(action["res_id"])

        self._walk("supervisor_asks", self.supervisor, f"complaint.policy/{draft.id}")
        request = self._request(draft)
        self._walk("approves_in_the_list", self.branch_head)
        self.assertAsked(request, self.market_head)
        self._walk("market_returns", self.market_head)
        self.assertEqual(request.round, 2)
        self._walk("approves_in_the_list", self.branch_head)
        self._walk("market_changes", self.market_head)
        self._walk("gm_grants", self.gm)
        self.assertEqual((request.state, draft.state), ("granted", "approved"))
        self._walk(
            "supervisor_reads",
            self.supervisor,
            f"complaint.approval.request/{request.id}",
        )

    def _walk(self, tour, user, page="complaint-approvals"):
        self.start_tour(f"/odoo/{page}", f"complaint_approval_{tour}", login=user.login)
        self.env.invalidate_all()
