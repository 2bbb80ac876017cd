from odoo.fields import Command

from .reply_common import ReplyCommon

GUESTS = ("Ms. Wang", "Mr. Zhao", "Ms. Liu", "Mr. Chen")


class GroupCommon(ReplyCommon):
    """The same cracked plate, complained about by several who know nothing of each
    other; each with so many plates as his place in the row."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plate = cls.env["product.product"].create({"name": "Plate"})
        cls.guests = cls.env["res.partner"].create(
            [
                {"name": name, "email": f"guest{place}@example.com"}
                for place, name in enumerate(GUESTS)
            ]
        )

    @classmethod
    def _complain(cls, place=0, state="accepted", **values):
        """The complaint of the guest of that place."""
        line = {"product_id": cls.plate.id, "defective_qty": place + 1}
        case = cls._bring_to(
            state,
            title=f"Plates cracked ({place})",
            partner_id=cls.guests[place].id,
            line_ids=[Command.create(line)],
            user_id=cls.officer.id,
            **values,
        )
        return case.with_env(cls.env(user=cls.officer.id))

    @classmethod
    def _group(cls, count=3, state="investigating", **values):
        """A lead at ``state``, and ``count`` that are handled together with it."""
        lead = cls._complain(0, state, **values)
        members = lead.browse().union(*(cls._complain(n + 1) for n in range(count)))
        members.action_handle_with(lead.id)
        cls._follow()
        return lead, members

    @classmethod
    def _follow(cls):
        """What the job does in a transaction."""
        cases = cls.env["complaint.case"].sudo()
        cases._get_behind()._follow_leads()

    @classmethod
    def _put_up(cls, lead, kind="compensation", **values):
        """Words for all, the same remedy for each, put up with the lead."""
        if kind == "compensation":
            values.setdefault("amount", 100)
        remedy = cls._propose(lead, kind, line_id=lead.line_ids.id, **values)
        lead.outcome = "The glaze was fired too hot. We are sorry."
        remedy.action_same_for_members()
        lead.action_submit()
        cls._follow()
        return remedy

    @classmethod
    def _decide(cls, lead):
        lead.with_user(cls.executive).action_approve()
        cls._follow()

    def _run_group_job(self):
        self.env.flush_all()
        with self.enter_registry_test_mode():
            job = self.env.ref("complaint_management.ir_cron_complaint_group")
            job.sudo().method_direct_trigger()
        self.env.invalidate_all()
