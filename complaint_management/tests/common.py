from odoo.addons.base.tests.common import BaseCommon
from odoo.tests import new_test_user


class ComplaintCommon(BaseCommon):
    """A company with one user of each role, a channel and a few categories."""

    company_name = "Lotus Tableware"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": cls.company_name})
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        cls.other_company = cls.env["res.company"].create({"name": "Other Ltd"})
        cls.clerk = cls._create_user("clerk", "base.group_user")
        cls.officer = cls._create_user("officer", "complaint_officer")
        cls.executive = cls._create_user("executive", "complaint_executive")
        cls.supervisor = cls._create_user("supervisor", "complaint_supervisor")
        cls.admin = cls._create_user("complaint admin", "complaint_admin")
        cls.stranger = cls._create_user(
            "stranger", "complaint_officer", company=cls.other_company
        )
        cls.quality = cls.env.ref("complaint_management.complaint_category_quality")
        cls.hotline = cls.env.ref("complaint_management.complaint_channel_hotline")
        cls.customer = cls.env["res.partner"].create(
            {"name": "Ms. Zhang", "email": "zhang@example.com", "phone": "5550101"}
        )

    @classmethod
    def _create_user(cls, name, group, company=None):
        """A user of one role; ``complaint_x`` is short for our group of that name."""
        company = company or cls.company
        if "." not in group:
            group = f"complaint_management.group_{group}"
        return new_test_user(
            cls.env,
            login=name.replace(" ", "_"),
            name=name.capitalize(),
            groups=group,
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
            email=f"{name.replace(' ', '.')}@lotus.example.com",
        )

    @classmethod
    def _register(cls, user=None, **values):
        """A case as ``user`` (the officer) registers it."""
        cases = cls.env["complaint.case"].with_user(user or cls.officer)
        return cases.create(
            {
                "title": "Kettle leaks",
                "channel_id": cls.hotline.id,
                "category_id": cls.quality.id,
                "partner_id": cls.customer.id,
                **values,
            }
        )

    @classmethod
    def _bring_to(cls, state, **values):
        """A case that has gone its ordinary way as far as ``state``."""
        case = cls._register(**values)
        way = {
            "accepted": lambda: case.action_accept(),
            "investigating": lambda: case.action_investigate(),
            "deciding": lambda: (cls._propose(case), case.action_submit()),
            "approved": lambda: case.with_user(cls.executive).action_approve(),
            "confirming": lambda: case.action_confirm(),
            "closed": lambda: (cls._tell(case), case.action_close()),
        }
        for step, walk in way.items():
            if case.state == state:
                break
            walk()
            assert case.state == step, (case.state, step)
        return case

    @classmethod
    def _appoint(cls, user, post="gm"):
        """``user`` holds a post at the top of the company."""
        return cls.env["complaint.post"].create(
            {"kind": post, "user_id": user.id, "company_id": cls.company.id}
        )

    @classmethod
    def _tell(cls, case, kind="decision", user=None):
        """The complainant hears it on the telephone (R-K05)."""
        replies = cls.env["complaint.reply"].with_user(user or cls.officer)
        values = {"case_id": case.id, "kind": kind, "medium": "phone"}
        replies.create(values).action_send()

    @classmethod
    def _propose(cls, case, kind="none", **values):
        """Fill in the handling form of ``case``: one remedy of ``kind``, in the name of
        an officer."""
        type_id = cls.env.ref(f"complaint_management.complaint_remedy_type_{kind}").id
        form = {
            "outcome": "Replaced.",
            "responsible_kind": "company",
            "talks_result": "agreed",
        }
        case.write({name: case[name] or value for name, value in form.items()})
        remedies = cls.env["complaint.remedy"].with_user(cls.officer)
        return remedies.create({"case_id": case.id, "type_id": type_id, **values})

    @classmethod
    def _make_ready(cls, cases):
        """``cases`` with a handling form that nobody was asked about yet."""
        none = cls.env.ref("complaint_management.complaint_remedy_type_none")
        todo = cases.sudo().filtered(lambda case: not case.approval_locks)
        todo.write({"outcome": "Replaced.", "responsible_kind": "company"})
        cls.env["complaint.remedy"].create(
            [{"case_id": case.id, "type_id": none.id} for case in todo]
        )
        todo._write_guarded({"state": "deciding"})
        return cases

    def assertCaseState(self, case, state):
        self.assertEqual(case.state, state, case.display_name)
