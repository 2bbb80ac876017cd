from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from .complaint_post import POSTS


class ComplaintCaseMajor(models.AbstractModel):
    """Serious and major cases go up at once (R-D05, R-D08, R-D09, R-D13)."""

    _name = "complaint.case.major"
    _inherit = "complaint.case.events"
    _description = "Major cases"

    is_major = fields.Boolean(
        "Major case", readonly=True, copy=False, guarded=True, trailed=True
    )
    major_on = fields.Datetime("Major since", readonly=True, copy=False, guarded=True)

    _major_idx = models.Index("(received_on DESC, id DESC) WHERE is_major IS TRUE")

    # ------------------------------------------------------------
    # MAJOR CASES
    # ------------------------------------------------------------

    def action_make_major(self, reason=False):
        """A major case from now on: the vice GM who leads is asked for the plan of
        measures (R-D08, R-D09). Without a reason a form asks for it.

        :param str reason: why; stays on file
        :raises AccessError: neither officer nor executive
        """
        self._check_may_lead()
        if not (reason or "").strip():
            return self.env["complaint.duty.note"]._get_action(self, "major")
        # an executive may not write the case; that he may say so was asked
        self.sudo()._make_major(reason.strip())
        return None

    def _check_may_lead(self):
        self.check_access("read")
        groups = ("officer", "executive")
        if not self.env.su and not any(
            self.env.user.has_group(f"complaint_management.group_complaint_{group}")
            for group in groups
        ):
            raise AccessError(
                self.env._("Only an officer or an executive makes a case a major one.")
            )

    def _make_major(self, reason):
        """Mark open cases as major, once, and ask who leads; keeps the reason."""
        for case in self.filtered(lambda case: case.is_open and not case.is_major):
            case._write_guarded(
                {"is_major": True, "major_on": fields.Datetime.now()}, reason
            )
            user, _passed = self.env["complaint.role"]._find_up(
                "executive_vice_gm", case
            )
            case._ask(user, lambda env: env._("Major case: plan of measures, report"))

    def _ask(self, user, get_summary):
        """An activity for ``user``, in his language.

        :param get_summary: makes the text from an environment
        """
        if user:
            self.with_context(mail_activity_quick_update=True).activity_schedule(
                "complaint_management.mail_activity_type_limit",
                user_id=user.id,
                summary=get_summary(self.with_context(lang=user.lang).env),
            )

    def action_report_to_top(self):
        """A batch, repeated or returned-goods problem: GM and the three vice GMs are
        told at once (R-D05)."""
        self._check_may_tell()
        for case in self:
            posts = self.env["complaint.post"]
            holders = self.env["res.users"].union(
                *(posts._get_holder(kind, case.company_id) for kind, _label in POSTS)
            )
            if not holders:
                raise UserError(
                    self.env._(
                        "Nobody holds a post at the top of %(company)s: name the "
                        "holders under Configuration, Posts at the top.",
                        company=case.company_id.name,
                    )
                )
            case._stamp("reported_on")
            # who reports may not give others work; that he may report was asked
            asked = case.sudo()
            for user in holders:
                asked._ask(user, lambda env: env._("Reported to the top: look"))
            asked._send_originals()

    def _send_originals(self):
        """What the customer sent goes to production and quality at the same time, each
        once (R-D05)."""
        self.evidence_ids.filtered(
            lambda one: one.source == "complainant"
        ).for_investigator = True
        told = self.duty_ids.filtered(lambda one: one.kind == "report").department_id
        departments = self.env["hr.department"]
        near = self.department_id
        for kind in ("plant", "quality"):
            departments |= departments._get_of_kind(kind, self.company_id, near)
        self._ask_departments(
            [
                {
                    "case_id": self.id,
                    "department_id": department.id,
                    "kind": "report",
                    "sequence": 0,
                    "question": self.env._(
                        "Reported to the top: look at the customer's originals and say "
                        "what you find."
                    ),
                }
                for department in departments - told
            ]
        )
