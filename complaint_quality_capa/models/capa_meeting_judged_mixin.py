from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

# whose work production is; everybody else is answerable for business and service
_PRODUCTION = ("team", "plant")


class CapaMeetingJudgedMixin(models.AbstractModel):
    """What a meeting judged of the responsibility becomes the shares of the complaint,
    what it wants done a plan (R-R07, R-Q09)."""

    _name = "capa.meeting.judged.mixin"
    _description = "What a meeting judged"

    def action_fix_shares(self):
        """Put up what was judged as the shares of the complaint (R-R07): before it is
        decided they go with its handling form, after that they are decided by
        themselves.

        :raises AccessError: who neither leads the meeting nor called it
        :raises UserError: nothing was judged, or shares are being written already
        :return: the action that opens the shares
        """
        self.ensure_one()
        self._check_leads()
        self._check_judged()
        # who leads the meeting fixes it; who may write shares otherwise is an officer
        attributions = self.env["complaint.attribution"].sudo()
        case = self.sudo().case_id
        agreed = attributions._get_agreed(case)
        if attributions.search_count(
            [("case_id", "=", case.id), ("state", "in", ("draft", "asked"))]
        ):
            raise UserError(
                self.env._(
                    "Shares of %(case)s are being written or decided already.",
                    case=case.number,
                )
            )
        draft = attributions.create(self._prepare_shares())
        if agreed:
            draft._write_guarded({"replaces_id": agreed.id})
        if draft._is_decided_by_itself():
            draft.action_give_in()
        return draft.sudo(False)._get_form_action()

    def _check_leads(self):
        meeting = self.meeting_id
        meeting.check_access("read")
        if self.env.user not in (meeting.chair_id | meeting.sudo().called_by_id):
            raise AccessError(
                self.env._(
                    "Responsibility is fixed by who leads the meeting: %(chair)s.",
                    chair=meeting.chair_id.name or "–",
                )
            )

    def _check_judged(self):
        if not self.case_id:
            raise UserError(self.env._("This item is about no complaint."))
        if not (self.department_id and (self.responsibility or "").strip()):
            raise UserError(
                self.env._("Say who is responsible, and what was judged of it.")
            )

    def _prepare_shares(self):
        department = self.sudo().department_id
        made = department.complaint_kind in _PRODUCTION
        return {
            "case_id": self.case_id.id,
            "reason": self.responsibility,
            "share_ids": [
                Command.create(
                    {
                        "area": "production" if made else "service",
                        "department_id": department.id,
                        "percent": 100,
                        "note": self.env._(
                            "Judged by %(meeting)s.",
                            meeting=self.meeting_id.display_name,
                        ),
                    }
                )
            ],
        }

    def action_propose_plan(self):
        """Propose the corrective action that the meeting wants (R-R07): the plan of the
        complaint.

        :raises AccessError: the complaint may not be read
        :return: the action that opens it
        """
        self.ensure_one()
        self._check_leads()
        case = self.case_id
        case.check_access("read")
        return case.action_propose_plan()
