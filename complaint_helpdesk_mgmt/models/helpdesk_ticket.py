from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import clean_context, html2plaintext
from odoo.tools.mail import parse_contact_from_email

from .complaint_ticket_correspondence import WRITTEN

TITLE_LENGTH = 250
# The way that a ticket came, as a way of complaints.
KINDS = {
    "helpdesk_mgmt.helpdesk_ticket_channel_email": "email",
    "helpdesk_mgmt.helpdesk_ticket_channel_phone": "hotline",
    "helpdesk_mgmt.helpdesk_ticket_channel_web": "web",
}


class HelpdeskTicket(models.Model):
    """A ticket that is a complaint becomes one, once, and shows what came of it
    (R-I17). Portal users may read tickets: what we add is not for them."""

    _name = "helpdesk.ticket"
    _inherit = ["helpdesk.ticket", "complaint.guarded.mixin"]

    complaint_case_id = fields.Many2one(
        "complaint.case",
        "Complaint",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        guarded=True,
        groups="base.group_user",
    )
    complaint_number = fields.Char(
        related="complaint_case_id.number", groups="base.group_user"
    )
    complaint_state = fields.Selection(
        related="complaint_case_id.state",
        string="Status of the complaint",
        groups="base.group_user",
    )
    complaint_outcome = fields.Text(
        "Outcome",
        compute="_compute_complaint_outcome",
        groups="base.group_user",
        help="As the customer was told; empty before.",
    )

    @api.depends(
        "complaint_case_id.state",
        "complaint_case_id.answered_on",
        "complaint_case_id.outcome",
    )
    def _compute_complaint_outcome(self):
        for ticket in self:
            # what the customer was told is no secret to who speaks with him
            case = ticket.complaint_case_id.sudo()
            told = case and case._is_told()
            ticket.complaint_outcome = told and case._get_approved_source()

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_make_complaint(self):
        """Register this ticket as a complaint, with its correspondence and files; one
        that is a complaint already opens that (R-I17).

        :return: the action that opens the complaint
        :raises AccessError: this user may not change the ticket, or not register
        """
        self.ensure_one()
        self.check_access("write")
        # two at once: the later one is told so; trying again he finds the complaint
        self.lock_for_update()
        if not self.complaint_case_id:
            self._register_complaint()
        return self.action_open_complaint()

    def action_open_complaint(self):
        """The complaint that this ticket became.

        :raises UserError: there is none, or it is not for this user
        """
        self.ensure_one()
        self.check_access("read")
        case = self.complaint_case_id
        if not case:
            raise UserError(
                self.env._("This ticket is no complaint yet: “Make a complaint”.")
            )
        if not case.has_access("read"):
            raise UserError(
                self.env._(
                    "This ticket is complaint %(number)s, which you may not read. "
                    "Ask %(handler)s.",
                    number=case.sudo().number,  # shown on the ticket
                    handler=(case.sudo().user_id or case.sudo().receiver_id).name,
                )
            )
        return {
            "type": "ir.actions.act_window",
            "res_model": "complaint.case",
            "res_id": case.id,
            "views": [(False, "form")],
            "name": case.display_name,
        }

    # ------------------------------------------------------------
    # FROM TICKET TO COMPLAINT
    # ------------------------------------------------------------

    def _register_complaint(self):
        """The complaint, registered by this user: he is its first receiver."""
        cases = self.env["complaint.case"].with_company(self.company_id)
        cases = cases.with_context(clean_context(self.env.context))  # of tickets
        case = cases.create(self._prepare_complaint_vals())
        # the right to change the ticket was checked
        self.sudo()._write_guarded({"complaint_case_id": case.id})
        correspondence = self.env["complaint.ticket.correspondence"]
        faults = correspondence._take_over(self, case)
        origin = self.env._("From ticket %(ticket)s.", ticket=self.display_name)
        case.message_post(
            body="\n".join([origin, *faults]), subtype_xmlid="mail.mt_note"
        )
        self.message_post(
            body=self.env._("Registered as complaint %(case)s.", case=case.number),
            subtype_xmlid="mail.mt_note",
        )
        return case

    def _prepare_complaint_vals(self):
        """Values of the complaint that this ticket becomes."""
        name, email = parse_contact_from_email(self.partner_email or "")
        contact = {
            "partner_id": self.partner_id.id,
            "partner_name": self.partner_name or name,
            "partner_email": email,
        }
        return {
            "title": self.name[:TITLE_LENGTH],
            "description": self.description,
            "company_id": self.company_id.id,
            "channel_id": self._get_complaint_channel_id(),
            # the database counts parts of a second, registration does not
            "received_on": self.create_date.replace(microsecond=0),
            **{name: value for name, value in contact.items() if value},
        }

    def _get_complaint_channel_id(self):
        """The way that the customer came; else the helpdesk itself."""
        # settings, which who works on tickets need not read
        xmlid = self.channel_id.sudo().get_external_id().get(self.channel_id.id)
        channels = self.env["complaint.channel"]
        found = KINDS.get(xmlid) and channels._get_default_id(
            KINDS[xmlid], self.company_id.id
        )
        own = "complaint_helpdesk_mgmt.complaint_channel_helpdesk"
        return found or self.env["ir.model.data"]._xmlid_to_res_id(own)

    # ------------------------------------------------------------
    # WHAT IS WRITTEN LATER
    # ------------------------------------------------------------

    def _message_post_after_hook(self, message, msg_vals):
        """R-I17: what is written on the ticket later goes along too; when it is the
        customer who writes, who handles the complaint hears of it."""
        result = super()._message_post_after_hook(message, msg_vals)
        # who writes on the ticket need not have any right on the case
        case = self.sudo().complaint_case_id
        if case and not case.erased_on and message.message_type in WRITTEN:
            self.env["complaint.ticket.correspondence"]._take_along(message, case)
            if not message.sudo().author_id.user_ids.filtered(
                lambda one: not one.share
            ):
                self._tell_complaint(case, message)
        return result

    def _tell_complaint(self, case, message):
        if not case.is_open:
            case._ask_to_look_again()
            return
        case.pause_id._end()  # R-I10: nobody waits for him any longer
        words = html2plaintext(message.body or "").strip()
        number = self.number
        case._tell_handler(
            lambda env: env._(
                "The complainant wrote on ticket %(ticket)s", ticket=number
            ),
            [words],
        )

    # ------------------------------------------------------------
    # WHAT BECAME OF IT
    # ------------------------------------------------------------

    def _follow_complaint(self):
        """Its complaint ended, or goes on: a note for who handles the ticket; ended,
        the stage that the settings say. The customer hears of it from the complaint."""
        for ticket in self:
            user = ticket.user_id.filtered("active")
            env = ticket.with_context(lang=user.lang or self.env.lang).env
            case = ticket.complaint_case_id.with_env(env)
            ticket.message_post(
                body=env._(
                    "Complaint %(case)s: %(state)s.",
                    case=case.number,
                    state=case._get_state_label(case.state),
                ),
                subtype_xmlid="mail.mt_note",
                partner_ids=user.partner_id.ids,
            )
            if not case.is_open:
                ticket._go_to_closing_stage()

    def _go_to_closing_stage(self):
        stage = self.company_id.complaint_ticket_stage_id
        team = self.team_id.with_company(self.company_id)
        if stage and not self.closed and stage in team._get_applicable_stages():
            self.stage_id = stage
