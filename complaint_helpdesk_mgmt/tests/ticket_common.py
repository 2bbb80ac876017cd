from odoo.addons.complaint_management.tests.common import ComplaintCommon


class TicketCommon(ComplaintCommon):
    """A helpdesk of one agent, and a ticket of Ms. Zhang that came by mail."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agent = cls._create_user("agent", "helpdesk_mgmt.group_helpdesk_user")
        cls.team = cls.env["helpdesk.ticket.team"].create(
            {
                "name": "Support",
                "company_id": cls.company.id,
                "user_ids": [(6, 0, cls.agent.ids)],
            }
        )
        cls.done = cls.env["helpdesk.ticket.stage"].create(
            {"name": "Solved", "closed": True, "company_id": cls.company.id}
        )
        cls.ticket = cls._create_ticket()
        cls.env.cr.execute(  # a ticket is older than the click, to the microsecond
            "UPDATE helpdesk_ticket SET create_date = %s WHERE id = %s",
            ["2026-03-02 08:00:00.654321", cls.ticket.id],
        )
        cls.ticket.invalidate_recordset()

    @classmethod
    def _create_ticket(cls, **values):
        tickets = cls.env["helpdesk.ticket"].with_user(cls.agent)
        return tickets.create(
            {
                "name": "Kettle leaks",
                "description": "<p>It leaks at the spout.</p>",
                "team_id": cls.team.id,
                "user_id": cls.agent.id,
                "partner_id": cls.customer.id,
                "partner_email": "Ms. Zhang <zhang@example.com>",
                "channel_id": cls.env.ref(
                    "helpdesk_mgmt.helpdesk_ticket_channel_email"
                ).id,
                **values,
            }
        )

    @classmethod
    def _make_complaint(cls, ticket=None, user=None):
        """The complaint that ``user`` (the agent) makes of ``ticket``."""
        ticket = (ticket or cls.ticket).with_user(user or cls.agent)
        action = ticket.action_make_complaint()
        return cls.env[action["res_model"]].browse(action["res_id"])

    @classmethod
    def _end(cls, case):
        """The officer has ``case`` decided, tells it and closes it."""
        case = case.with_user(cls.officer)
        case.category_id = cls.quality
        case.action_accept()
        cls._propose(case)
        case.action_submit()
        case.with_user(cls.executive).action_approve()
        case.action_confirm()
        cls._tell(case)
        case.action_close()
