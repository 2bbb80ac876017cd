from markupsafe import Markup
from odoo.fields import Command

MODULE = "complaint_helpdesk_mgmt"
KETTLE = (
    "The kettle that we bought last month leaks at the spout since Monday. Who pays "
    "for the table cloth?"
)
LATER = "It is the blue one, and I still have the box."
QUESTION = "May the plates go into the dishwasher?"


def build(book):
    """A ticket that became a complaint, on which the customer wrote once more, and one
    that is none (R-I17)."""
    agent = book.get("user_hotline")
    agent.group_ids += book.env.ref("helpdesk_mgmt.group_helpdesk_user")
    team = book.env["helpdesk.ticket.team"].create(
        {
            "name": "Hotline",
            "company_id": book.company.id,
            "user_ids": [Command.set(agent.ids)],
        }
    )
    kettle = _open(book, team, "Kettle leaks at the spout", KETTLE)
    kettle.action_make_complaint()
    kettle.sudo().message_post(
        body=Markup("<p>%s</p>") % LATER,
        author_id=kettle.partner_id.id,
        message_type="email",
    )
    dishwasher = _open(book, team, "Plates and dishwasher", QUESTION)
    found = {"team": team, "ticket_kettle": kettle, "ticket_dishwasher": dishwasher}
    book.env["ir.model.data"]._update_xmlids(
        [
            {"xml_id": f"{MODULE}.demo_{key}", "record": one, "noupdate": True}
            for key, one in found.items()
        ]
    )


def _open(book, team, name, text):
    tickets = book.acting("hotline")["helpdesk.ticket"]
    channel = book.env.ref("helpdesk_mgmt.helpdesk_ticket_channel_email")
    customer = book.get("contact_suzhou")
    return tickets.create(
        {
            "name": name,
            "description": Markup("<p>%s</p>") % text,
            "company_id": book.company.id,
            "team_id": team.id,
            "user_id": book.get("user_hotline").id,
            "channel_id": channel.id,
            "partner_id": customer.id,
            "partner_name": customer.name,
            "partner_email": customer.email,
        }
    )
