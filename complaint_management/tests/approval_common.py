from odoo.fields import Command

from .common import ComplaintCommon


def create_route(decider):
    """A route on which one person decides."""
    step = {"name": "Decision", "asked": "user", "named_user_id": decider.id}
    return decider.env["complaint.approval.route"].create(
        {
            "name": "One person",
            "company_id": decider.company_id.id,
            "step_ids": [Command.create(step)],
        }
    )


def put_up(case, user):
    """What a case that ``user`` puts up for decision leaves, by model."""
    case.with_user(user).sudo().action_request_approval("disposition", "Expensive.")
    models = case.env(su=True)
    request = models["complaint.approval.request"].search([("case_id", "=", case.id)])
    text = models["complaint.approval.text"].search(
        [("request_id", "=", request.id)], limit=1
    )
    records = (request, request.turn_ids, request.signature_ids, text)
    return {one._name: one for one in records}


def lend(user, delegate):
    """``delegate`` decides for ``user`` from today on."""
    return user.env["complaint.approval.delegation"].create(
        {
            "user_id": user.id,
            "delegate_id": delegate.id,
            "company_id": user.company_id.id,
            "date_to": "2099-01-01",
        }
    )


class ApprovalCommon(ComplaintCommon):
    """The chain of policy B: sales branch → market department → vice GM in charge →
    GM, each a person with a login."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gm = cls._create_user("gm", "complaint_executive")
        cls.vice = cls._create_user("vice", "complaint_executive")
        cls.branch_head = cls._create_user("branch head", "base.group_user")
        cls.market_head = cls._create_user("market head", "complaint_officer")
        cls.market = cls._create_department("Market", "market", cls.market_head)
        cls.branch = cls._create_department(
            "Shanghai branch", "sales_branch", cls.branch_head
        )
        cls.branch.executive_id = cls._create_employee(cls.vice)
        cls.post = cls.env["complaint.post"].create(
            {"kind": "gm", "user_id": cls.gm.id, "company_id": cls.company.id}
        )
        cls.route = cls._create_route(
            cls._step("Sales branch", "department", "sales_branch", 10),
            cls._step("Market department", "department", "market", 20),
            cls._step("Vice GM in charge", "role", "executive", 30),
            cls._step("General manager", "role", "gm", 40),
        )
        cls.case = cls._register(
            department_id=cls.branch.id, branch_id=cls.branch.id, claimed_amount=900
        )
        cls._make_ready(cls.case)
        cls.chain = (cls.branch_head, cls.market_head, cls.vice, cls.gm)

    @classmethod
    def _create_employee(cls, user, **values):
        return cls.env["hr.employee"].create(
            {
                "name": user.name,
                "user_id": user.id,
                "company_id": cls.company.id,
                **values,
            }
        )

    @classmethod
    def _create_department(cls, name, kind, head):
        department = cls.env["hr.department"].create(
            {"name": name, "complaint_kind": kind, "company_id": cls.company.id}
        )
        department.manager_id = cls._create_employee(head, department_id=department.id)
        return department

    @classmethod
    def _step(cls, name, asked, whom, level, **values):
        field = {
            "role": "role",
            "department": "department_kind",
            "group": "group_id",
            "user": "named_user_id",
        }[asked]
        return {
            "name": name,
            "asked": asked,
            field: whom,
            "sequence": level,
            **values,
        }

    @classmethod
    def _create_route(cls, *steps, **values):
        return cls.env["complaint.approval.route"].create(
            {
                "name": "Chain",
                "subject": "disposition",
                "company_id": cls.company.id,
                "step_ids": [Command.create(step) for step in steps],
                **values,
            }
        )

    @classmethod
    def _route_of(cls, *steps):
        """The route of the company, with these steps instead."""
        cls.route.step_ids = [
            Command.clear(),
            *(Command.create(step) for step in steps),
        ]

    def _ask(self, case=None, user=None, subject="disposition"):
        """The request that ``user`` (the officer) makes."""
        case = case or self.case
        if case._name == "complaint.case":
            self._make_ready(case)
        case.with_user(user or self.officer).action_request_approval(subject)
        return self._request(case)

    def _request(self, record):
        return self.env["complaint.approval.request"].search(
            [("res_model", "=", record._name), ("res_id", "=", record.id)], limit=1
        )

    def _open_turns(self, request):
        return request.turn_ids.filtered(lambda turn: turn.state == "open")

    def _decide(self, request, user, decision="approve", comment=False, level=False):
        """The open turn of ``user`` is decided by him."""
        turn = self._open_turns(request).with_user(user)
        mine = turn._filter_mine() or turn[:1]
        mine.action_decide(decision, comment, level, request.snapshot_hash)
        return mine

    def _grant(self, request):
        for user in self.chain:
            self._decide(request, user)

    def assertAsked(self, request, *users):
        asked = self.env["res.users"]
        for turn in self._open_turns(request):
            asked |= turn.user_id
        self.assertEqual(asked, self.env["res.users"].union(*users))


class CommitteeCommon(ApprovalCommon):
    """A group that is asked beside the chain."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.group = cls.env["res.groups"].create({"name": "Committee"})
        cls.members = [
            cls._create_user(f"member {n}", "base.group_user") for n in "abc"
        ]
        cls.group.user_ids = cls.env["res.users"].union(*cls.members)

    def _ask_group(self, **values):
        self._route_of(self._step("Committee", "group", self.group.id, 10, **values))
        return self._ask()

    def _waiting(self, user):
        turns = self.env["complaint.approval.turn"].with_user(user)
        return turns.search([("is_mine", "=", True)])
