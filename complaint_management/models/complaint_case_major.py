from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from .complaint_post import POSTS

_LOOK_AT_MEASURES = ("gm", "executive_vice_gm")


class ComplaintCaseMajor(models.AbstractModel):
    """Serious and major cases go up at once (R-D05, R-D08, R-D09, R-D13)."""

    _name = "complaint.case.major"
    _inherit = "complaint.case.unsatisfied"
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
            case._route_further()  # R-D15

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

    def action_begin_analysis(self):
        """The vice GM who leads has begun the analysis on site (R-T05).

        :raises AccessError: neither officer nor executive
        """
        self._check_may_lead()
        # an executive may not write the case; that he may say so was asked
        self.sudo()._stamp("analysed_on")

    def action_put_forward_measures(self):
        """… of what was reported to the top, by who leads: GM and executive vice GM
        look at them, who handles the case contacts the customer (R-T05).

        :raises AccessError: neither first receiver, nor in charge, officer, executive
        """
        self.check_access("read")
        leads = self.env.user.has_group(
            "complaint_management.group_complaint_executive"
        )
        # an executive may not write the case; that he reads it was asked
        result = super(
            ComplaintCaseMajor, self.sudo() if leads else self
        ).action_put_forward_measures()
        for case in self.filtered("reported_on"):
            case.sudo()._tell_measures()
        return result

    def _tell_measures(self):
        """Whoever put them forward knows."""
        posts = self.env["complaint.post"]
        top = self.env["res.users"].union(
            *(posts._get_holder(kind, self.company_id) for kind in _LOOK_AT_MEASURES)
        )
        for user in top - self.env.user - self.user_id:
            self._ask(user, lambda env: env._("Analysis and measures: look at them"))
        self._ask(
            self.user_id - self.env.user,
            lambda env: env._("Measures are put forward: contact the customer"),
        )

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

    # ------------------------------------------------------------
    # NOT SOLVED ON THE DAY
    # ------------------------------------------------------------

    def _draw_in_plant(self):
        """R-D13: the executive vice GM leads production, equipment and quality people
        of the plant that made the product. Each is asked once for a plan with schedule
        and names; the case does not close before."""
        self.ensure_one()
        if not self.is_open:
            return
        asked = self.duty_ids.filtered(lambda one: one.kind == "plan").department_id
        found, faults = self._find_plant_people()
        leader, _passed = self.env["complaint.role"]._find_up("executive_vice_gm", self)
        duties = self._ask_departments(
            [self._prepare_plan_vals(one, leader) for one in found - asked]
        )
        if duties:
            self._ask(
                leader,
                lambda env: env._(
                    "Not solved in time: lead plant, equipment and quality to a plan"
                ),
            )
        if faults:
            self._tell_handler(lambda env: env._("Choose who looks into it"), faults)

    def _find_plant_people(self):
        """The departments that R-D13 means, and sentences for what is missing."""
        departments = self.env["hr.department"]
        plant = self._get_plant()
        near = plant or self.department_id
        found, faults = plant, []
        if not plant:
            faults.append(
                self.env._(
                    "Not solved in time, and the plant that made it is not known: "
                    "ask the plant."
                )
            )
        for kind in ("equipment", "quality"):
            found |= departments._get_of_kind(kind, self.company_id, near)
        unled = found.filtered(lambda one: not self._find_head_of(one))
        faults += [
            self.env._(
                "%(department)s and those above it have no manager with a login: name "
                "one.",
                department=one.sudo().name,
            )
            for one in unled
        ]
        return found - unled, faults

    def _get_plant(self):
        """The plant that made the product: where the case is led, else one that was
        asked, else the only one of the company; empty where none is certain."""
        departments = self.env["hr.department"]
        for one in (self.department_id, *self.duty_ids.department_id):
            for above in one._get_lineage() if one else ():
                if above.complaint_kind == "plant":
                    return above.sudo(False)
        # which plants there are is no secret to who handles the case
        plants = departments.sudo().search(
            [("complaint_kind", "=", "plant"), ("company_id", "=", self.company_id.id)],
            limit=2,
        )
        return plants.sudo(False) if len(plants) == 1 else departments

    def _prepare_plan_vals(self, department, leader):
        head = self._find_head_of(department)
        return {
            "case_id": self.id,
            "department_id": department.id,
            "kind": "plan",
            "sequence": 0,
            "told_user_ids": [Command.set(leader.ids)],
            "question": self.with_context(lang=head.lang).env._(
                "Not solved in time: work out a rectification plan with what is "
                "done, who does it and until when, and follow it until it is solved."
            ),
        }
