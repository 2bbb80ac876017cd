from contextlib import contextmanager
from datetime import timedelta

from odoo.addons.complaint_management.tests.common import ComplaintCommon
from odoo.fields import Command


class CapaCommon(ComplaintCommon):
    """Plans of a company with a quality department: its people, the owner of a plan,
    who carries out, who verifies, and the vice GM in charge who decides."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        group = "complaint_quality_capa.group_complaint_quality"
        cls.quality_user = cls._create_user("quality", group)
        cls.owner = cls._create_user("owner", "base.group_user")
        cls.doer = cls._create_user("doer", "base.group_user")
        cls.verifier = cls._create_user("verifier", "base.group_user")
        cls.vice = cls.executive
        cls.plant = cls.env["hr.department"].create(
            {"name": "Plant 1", "company_id": cls.company.id}
        )
        cls.plant.executive_id = cls.env["hr.employee"].create(
            {"name": "Vice", "user_id": cls.vice.id, "company_id": cls.company.id}
        )
        cls.kettle = cls.env["product.product"].create({"name": "Kettle 1.7"})
        # where the company is: late in Greenwich's day it is the next one there
        cls.today = cls.env["complaint.numbering"]._get_day(cls.company.id)

    @contextmanager
    def _refused(self, error, words):
        """What is refused with these words leaves nothing behind."""
        with self.assertRaisesRegex(error, words), self.env.cr.savepoint():
            yield

    @classmethod
    def _day(cls, days):
        return cls.today + timedelta(days=days)

    @classmethod
    def _register_kettle(cls, **values):
        line = Command.create({"product_id": cls.kettle.id, "defective_qty": 1})
        return cls._register(line_ids=[line], **values)

    @classmethod
    def _create_plan(cls, cases=None, **values):
        """A plan as an officer proposes it."""
        cases = cases or cls._register_kettle()
        plan = cls.env["capa.plan"].browse(
            cases.with_user(cls.officer).action_propose_plan()["res_id"]
        )
        plan.write(
            {
                "department_id": cls.plant.id,
                "owner_id": cls.owner.id,
                "member_ids": [Command.set(cls.quality_user.ids)],
                "problem": "Water at the base after boiling.",
                "containment_note": "The stock is looked through.",
                **values,
            }
        )
        return plan

    @classmethod
    def _analyse(cls, plan):
        """Two whys to the root, and why nobody saw it."""
        causes = cls.env["capa.cause"].with_user(cls.owner)
        crack = causes.create(
            {"plan_id": plan.id, "name": "The seam cracks", "branch": "material"}
        )
        causes.create(
            {
                "plan_id": plan.id,
                "parent_id": crack.id,
                "name": "Steel of another supplier",
                "is_root": True,
                "evidence": "Analysis of 5 pieces.",
            }
        )
        causes.create(
            {
                "plan_id": plan.id,
                "name": "No test with boiling water",
                "branch": "measurement",
                "kind": "escape",
                "is_root": True,
                "evidence": "Test plan of May.",
            }
        )

    @classmethod
    def _measure(cls, plan, **values):
        """A measure for each root cause, and how the effect is checked."""
        actions = cls.env["capa.action"].with_user(cls.owner)
        found = actions
        for number, cause in enumerate(plan.cause_ids.filtered("is_root")):
            found |= actions.create(
                {
                    "plan_id": plan.id,
                    "name": f"Measure {number + 1}",
                    "cause_id": cause.id,
                    "user_id": cls.doer.id,
                    "date_due": cls._day(10),
                    **values,
                }
            )
        return found

    @classmethod
    def _check(cls, plan, **values):
        return (
            cls.env["capa.check"]
            .with_user(cls.owner)
            .create(
                {
                    "plan_id": plan.id,
                    "name": "100 pieces without a leak",
                    "verifier_id": cls.verifier.id,
                    "date_from": cls._day(0),
                    "date_to": cls._day(30),
                    **values,
                }
            )
        )

    @classmethod
    def _report(cls, plan, **values):
        reports = cls.env["capa.special.report"].with_user(cls.owner)
        return reports.create(
            {
                "plan_id": plan.id,
                "name": "A kiln with three zones",
                "problem": "The old one cannot hold the temperature.",
                "cost": 90000,
                **values,
            }
        )

    @classmethod
    def _learn(cls, plan, user=None, **values):
        lessons = cls.env["capa.lesson"].with_user(user or cls.owner)
        return lessons.create(
            {
                "plan_id": plan.id,
                "name": "A new supplier is tried first",
                "text": "Steel of another supplier cracked at the seam.",
                **values,
            }
        )

    @classmethod
    def _contain(cls, plan=None, lots=None, products=None, user=None, **values):
        """Stock that the quality department holds back."""
        rows = [
            {"product_id": lot.product_id.id, "lot_id": lot.id} for lot in lots or ()
        ]
        whole = products or (() if lots else cls.kettle)
        rows += [{"product_id": product.id} for product in whole]
        containment = (
            cls.env["capa.containment"]
            .with_user(user or cls.quality_user)
            .create(
                {
                    "plan_id": plan.id if plan else False,
                    "reason": "Leaks at the base.",
                    "line_ids": [Command.create(row) for row in rows],
                    **values,
                }
            )
        )
        containment.action_block()
        return containment

    @classmethod
    def _lift(cls, lines, disposition="released", user=None):
        """What became of it, and the block is lifted."""
        mine = lines.with_user(user or cls.quality_user)
        mine.write(
            {
                "disposition": disposition,
                "lift_reason": "All pieces are tested.",
                "evidence": "Record 12.",
            }
        )
        mine.action_lift()

    @classmethod
    def _carry_out(cls, plan):
        for action in plan.action_ids.filtered("is_open").with_user(cls.doer):
            action.evidence = "Photo 7."
            action.action_done()

    @classmethod
    def _decide(cls, plan, decision="approve", words=False, user=None):
        """The vice GM decides what is put up."""
        request = cls.env["complaint.approval.request"].search(
            [
                ("res_model", "=", "capa.plan"),
                ("res_id", "=", plan.id),
                ("state", "=", "open"),
            ]
        )
        turn = request.turn_ids.filtered(lambda turn: turn.state == "open")
        turn.with_user(user or cls.vice).action_decide(
            decision, words, False, request.snapshot_hash
        )

    @classmethod
    def _bring_plan_to(cls, state, plan=None, **values):
        """A plan that has gone its ordinary way as far as ``state``."""
        plan = plan or cls._create_plan(**values)
        own = plan.with_user(cls.owner)
        way = {
            "analysing": own.action_analyse,
            "planning": lambda: (cls._analyse(plan), own.action_plan()),
            "deciding": lambda: (
                cls._measure(plan),
                cls._check(plan),
                own.action_submit(),
            ),
            "acting": lambda: cls._decide(plan),
            "verifying": lambda: (cls._carry_out(plan), own.action_verify()),
            "confirming": lambda: (
                plan.check_ids.with_user(cls.verifier).action_pass("No leak."),
                own.action_confirm(),
            ),
            "effective": lambda: cls._decide(plan),
            "closed": lambda: (
                own.write({"prevention": "All kettles.", "conclusion": "Learned."}),
                cls._learn(plan),
                own.action_close(),
            ),
        }
        steps = list(way)
        begin = steps.index(plan.state) + 1 if plan.state in steps else 0
        for step in steps[begin:]:
            if plan.state == state:
                break
            way[step]()
            assert plan.state == step, (plan.state, step)
        return plan
