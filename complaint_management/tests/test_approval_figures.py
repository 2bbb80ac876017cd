from odoo.tests import tagged, warmup
from odoo.tools import mute_logger

from .approval_common import ApprovalCommon


@tagged("post_install", "-at_install")
class TestApprovalFigures(ApprovalCommon):
    """Queries of asking, deciding and of the list “waiting for me” (PERFORMANCE)."""

    def setUp(self):
        super().setUp()
        off = [
            key for key in self.env.context if key.startswith(("mail_", "tracking_"))
        ]
        self.on = dict.fromkeys(off, False)

    def _cases(self, count):
        cases = self.env["complaint.case"].with_user(self.officer)
        return cases.with_context(**self.on).create(
            [
                {
                    "title": f"Plate {number} chipped",
                    "category_id": self.quality.id,
                    "partner_name": f"Guest {number}",
                    "department_id": self.branch.id,
                    "branch_id": self.branch.id,
                    "claimed_amount": 100,
                }
                for number in range(count)
            ]
        )

    def _cold(self):
        self.env.flush_all()
        self.env.invalidate_all()

    def _measure_ask(self, count, limit):
        self._make_ready(self._cases(1)).action_request_approval("disposition")
        cases = self._make_ready(self._cases(count))
        self._cold()
        with self.assertQueryCount(limit):
            cases.action_request_approval("disposition")
            self.env.flush_all()

    @warmup
    def test_ask_4_steps(self):
        """≤ 45, and 2 for each step after the first."""
        self._measure_ask(1, 51)

    @warmup
    def test_ask_80_in_one_call(self):
        self._measure_ask(80, 400)

    def _measure_decision(self, decided, limit):
        """The decision of the person after so many of the chain."""
        requests = []
        for case in self._cases(2):
            requests.append(self._ask(case))
            for user in self.chain[:decided]:
                self._decide(requests[-1], user)
        self._decide(requests[0], self.chain[decided])
        request, user = requests[1], self.chain[decided]
        turn = self._open_turns(request).with_user(user).with_context(**self.on)
        seen = request.snapshot_hash
        self._cold()
        with self.assertQueryCount(limit):
            turn.action_decide("approve", False, False, seen)
            self.env.flush_all()

    @warmup
    def test_decide_with_an_activity_for_the_next_person(self):
        self._measure_decision(1, 55)

    @warmup
    def test_decide_last(self):
        """≤ 35, and the step of the case with its remedies."""
        self._measure_decision(3, 45)

    @warmup
    def test_waiting_for_me(self):
        """The list of 80, with what its rows show."""
        self._make_ready(self._cases(40)).action_request_approval("disposition")
        turns = self.env["complaint.approval.turn"].with_user(self.branch_head)
        specification = {
            "name": {},
            "subject": {},
            "reference": {},
            "requested_by_id": {"fields": {"display_name": {}}},
            "due_on": {},
            "snapshot_hash": {},
            "comment_required": {},
            "group_id": {},
            "user_id": {"fields": {"display_name": {}}},
        }

        def read():
            return turns.web_search_read(
                [("is_mine", "=", True)], specification, limit=80
            )

        self.assertEqual(read()["length"], 40)
        self._cold()
        with self.assertQueryCount(8):
            read()

    @mute_logger("odoo.models.unlink")
    def test_user_added_to_a_group_touches_no_approval(self):
        """Membership is asked at the moment: nothing is stored, nothing recomputed."""
        group = self.env["res.groups"].create({"name": "Committee"})
        group.user_ids = self.gm
        self._route_of(self._step("Committee", "group", group.id, 10))
        self._make_ready(self._cases(5)).action_request_approval("disposition")
        self._cold()
        queries, execute = [], self.env.cr.execute

        def keep(query, *arguments, **named):
            queries.append(str(getattr(query, "code", query)))
            return execute(query, *arguments, **named)

        self.patch(self.env.cr, "execute", keep)
        group.user_ids |= self.clerk
        self.clerk.group_ids |= group
        self.env.flush_all()
        self.assertTrue(queries)
        self.assertFalse([one for one in queries if "complaint_approval" in one])
