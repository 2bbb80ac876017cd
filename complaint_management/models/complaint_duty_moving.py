from odoo import api, models
from odoo.fields import Domain

from .complaint_duty_notice import ACTIVITY


class ComplaintDutyMoving(models.AbstractModel):
    """People come and go: what a department is asked stays with who works there."""

    _name = "complaint.duty.moving"
    _inherit = "complaint.duty.notice"
    _description = "Duty whose people change places"

    @api.model
    def _refresh_people(self, domain, heads=True):
        """Somebody took over a department, left it or works elsewhere: what is asked
        there is asked of who answers for it now (R-P03). Who answered stays named.

        :param domain: of whose duties, or which departments'
        :param bool heads: also who answers for the department, else who handles it
        """
        asked = Domain("state", "in", ("open", "handling"))
        for duty in self.sudo().search(asked & Domain(domain)):
            head = duty._find_head()[0] if heads else duty.head_id
            vals, owes = {}, duty.user_id
            if head and head != duty.head_id:
                vals["head_id"] = head.id
            if duty.handler_id and not duty._works_there(duty.handler_id, head):
                vals["handler_id"] = (head or duty.head_id).id
            if not vals:
                continue
            duty._write_guarded(
                vals, self.env._("Somebody else answers for the department now.")
            )
            if duty.user_id != owes:
                duty.activity_unlink([ACTIVITY])
                duty._ask_handler() if duty.handler_id else duty._ask_again()

    def _works_there(self, user, head):
        people = self._get_people() | head
        return user in people and self.company_id in user.company_ids
