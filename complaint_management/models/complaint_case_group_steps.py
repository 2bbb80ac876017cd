from markupsafe import Markup
from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_list


class ComplaintCaseGroupSteps(models.AbstractModel):
    """The buttons of a group complaint (R-I15): together, on its own again, who
    leads."""

    _name = "complaint.case.group.steps"
    _inherit = "complaint.case.following"
    _description = "Steps of a group complaint"

    def action_handle_together(self):
        """The form that says which of these leads; of one case it offers others that
        may be about the same matter."""
        self._check_may_group()
        if len(self) == 1:
            self._check_not_led()
        return self.env["complaint.grouping"]._get_action(self)

    def action_handle_with(self, lead_id):
        """Handle these cases together with another: what is looked into and decided
        there holds for them, each complainant is answered (R-I15).

        :param int lead_id: the complaint that leads
        :raises AccessError: not an officer, or one of them is not his to change
        :raises UserError: one is decided, of another company, in a group already …
        """
        lead = self.browse(lead_id).exists()
        if not (lead and self):
            raise UserError(
                self.env._("Choose the complaint that leads, and which follow it.")
            )
        (self | lead)._check_may_group()
        self._check_can_join(lead)
        self.sudo()._join(lead.sudo())

    def action_handle_alone(self, reason=False):
        """Each on its own again, as long as nothing was put up or decided. Without a
        reason a form asks for it.

        :param str reason: why
        :raises UserError: it is handled alone, or decided together already
        """
        self._check_may_group()
        self._check_members()
        self.sudo()._check_undecided()
        reason = (reason or "").strip()
        if not reason:
            self.ensure_one()
            return self.env["complaint.closing"]._get_action(self, "alone")
        self.sudo()._leave(reason)
        return None

    def action_lead(self):
        """This one leads from now on; the one that led is handled together with it.

        :raises UserError: it is handled alone, or something was put up already
        """
        self.ensure_one()
        self._check_may_group()
        self._check_members()
        mine = self.sudo()
        mine._check_undecided()
        lead = mine.lead_id
        others = lead | (lead.member_ids - mine)
        lead.member_ids._leave(self.env._("%(case)s leads.", case=self.number))
        others.filtered("is_open")._join(mine)

    def _check_members(self):
        if alone := self.filtered(lambda case: not case.lead_id):
            raise UserError(
                self.env._(
                    "%(cases)s: handled on its own already.",
                    cases=format_list(self.env, alone.mapped("number")),
                )
            )

    # ------------------------------------------------------------
    # LOOKING AT IT
    # ------------------------------------------------------------

    def action_open_lead(self):
        """The complaint that this one is handled together with."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "complaint.case",
            "res_id": self.lead_id.id,
            "views": [(False, "form")],
        }

    def action_open_members(self):
        """Those handled together with this one, and how far each is."""
        self.ensure_one()
        rows = self.env.ref("complaint_management.complaint_case_view_list_members")
        views = [
            (rows.id, mode) if mode == "list" else (view, mode)
            for view, mode in self._get_flat_views("list", "kanban", "form")
        ]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Together with %(case)s", case=self.number),
            "res_model": "complaint.case",
            "view_mode": "list,kanban,form",
            "mobile_view_mode": "kanban",
            "views": views,
            "domain": [("lead_id", "=", self.id)],
            "help": self._say_nothing_there(
                self.env._("No complaint is handled together with this one"),
                self.env._(
                    "Choose several in the list of complaints, then “Handle together”."
                ),
            ),
        }

    @api.model
    def _say_nothing_there(self, title, text):
        """What an empty list says."""
        said = '<p class="o_view_nocontent_smiling_face">%s</p><p>%s</p>'
        return Markup(said) % (title, text)

    def action_open_group_remedies(self):
        """What each complainant of this group gets."""
        self.ensure_one()
        rows = self.env.ref("complaint_management.complaint_remedy_view_list_group")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Remedies of all"),
            "res_model": "complaint.remedy",
            "view_mode": "list,kanban,form",
            "mobile_view_mode": "kanban",
            "views": [(rows.id, "list"), (False, "kanban"), (False, "form")],
            "domain": [
                "|",
                ("case_id", "=", self.id),
                ("case_id.lead_id", "=", self.id),
            ],
            "help": self._say_nothing_there(
                self.env._("Nobody gets anything yet"),
                self.env._(
                    "Propose a remedy on the complaint that leads; from there it is "
                    "proposed for all."
                ),
            ),
        }
