from odoo import fields, models

ACTIVITY = "complaint_management.mail_activity_type_talks"
# While it is being looked into and settled.
TALKING = ("accepted", "investigating", "deciding")
_PEOPLE = {"user_id", "receiver_id", "department_id"}


class ComplaintCaseLeading(models.AbstractModel):
    """Who leads the talks with the customer on investigation and settlement, as the
    policy says; B: the vice GM in charge (R-A10)."""

    _name = "complaint.case.leading"
    _inherit = "complaint.case.submission"
    _description = "Talks with the complainant"

    talks_leader_id = fields.Many2one(
        "res.users",
        "Leads the talks",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        guarded=True,
        trailed=True,
        help="With the customer, on investigation and settlement.",
    )
    talked_on = fields.Datetime(
        "Talked over on",
        readonly=True,
        copy=False,
        guarded=True,
        help="The last talk that was led by, or held with, who leads the talks.",
    )

    # ------------------------------------------------------------
    # WHO LEADS
    # ------------------------------------------------------------

    def _walk(self, target, reason=False, **asked):
        ended = self.filtered(lambda case: case.state in ("confirming", "closed"))
        result = super()._walk(target, reason, **asked)
        if target in TALKING:
            # who may take the step may have it talked over, anew where it ended
            if talked := ended.sudo().filtered("talked_on"):
                talked._write_guarded({"talked_on": False})
            self.sudo()._name_talks_leader()
        return result

    def _follow_people(self, vals):
        result = super()._follow_people(vals)
        if _PEOPLE.intersection(vals):
            led = self.sudo().filtered(lambda case: case.state in TALKING)
            led._name_talks_leader()
        return result

    def _name_talks_leader(self):
        """Who has the role now leads, until the customer was talked with."""
        policies, roles = self.env["complaint.policy"], self.env["complaint.role"]
        for case in self:
            role = policies._get_talks_leader_role(case.policy_id.id)
            if not role or case.kind != "complaint" or case.talked_on:
                continue
            leader = roles._find_up(role, case)[0]
            if leader != case.talks_leader_id:
                case._change_talks_leader(leader)
            elif case.state != "new" and not case._has_talks_activity():
                case._ask_leader()

    def _change_talks_leader(self, leader):
        if self.talks_leader_id:
            self.activity_unlink([ACTIVITY])
        self._write_guarded({"talks_leader_id": leader.id})
        self._ask_leader()

    def _has_talks_activity(self):
        kind = self.env.ref(ACTIVITY)
        return kind in self.activity_ids.activity_type_id

    def _ask_leader(self):
        leader = self.talks_leader_id
        if not leader:
            return
        env = self.with_context(lang=leader.lang or self.env.lang).env
        self.with_context(mail_activity_quick_update=True).activity_schedule(
            ACTIVITY,
            user_id=leader.id,
            summary=env._("Lead the talks with the customer"),
        )

    def _refresh_talks_leader(self, companies):
        """Heads, executives or posts of ``companies`` have changed."""
        led = self.sudo().search(
            [
                ("talks_leader_id", "!=", False),
                ("company_id", "in", companies.ids),
                ("state", "in", TALKING),
            ]
        )
        led._name_talks_leader()

    # ------------------------------------------------------------
    # WHAT COUNTS
    # ------------------------------------------------------------

    def _note_called(self, call):
        """A talk on the settlement counts when it was held by or with who leads."""
        result = super()._note_called(call)
        people = call.user_id | call.with_user_ids
        if call.purpose_id.is_talks and self.talks_leader_id & people:
            self._write_guarded({"talked_on": call.held_on})
            self.filtered("activity_ids").activity_feedback(
                [ACTIVITY], feedback=call.words
            )
        return result

    def _guard_disposition_written(self):
        """R-A10: what is put up was talked over by who leads the talks."""
        missing = super()._guard_disposition_written()
        if self.kind != "complaint" or self.talked_on or not self.talks_first:
            return missing
        policies = self.env["complaint.policy"]
        if not policies._get_talks_leader_role(self.policy_id.id):
            return missing
        if not self.talks_leader_id:
            return [
                *missing,
                self.env._(
                    "Nobody leads the talks with the customer: name an executive in "
                    "charge of the department."
                ),
            ]
        return [
            *missing,
            self.env._(
                "%(person)s leads the talks with the customer: note a talk on the "
                "settlement that he or she held or took part in.",
                person=self.sudo().talks_leader_id.name,
            ),
        ]

    def _check_may_talk(self):
        """Who leads the talks notes them, whatever else he may do here."""
        if all(case.talks_leader_id == self.env.user for case in self):
            self.check_access("read")
            return
        super()._check_may_talk()

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_note_talk(self):
        """The form for a talk on investigation and settlement (R-A10).

        :raises AccessError: neither who leads the talks, nor first receiver, nor in
            charge, nor officer
        """
        action = self.action_note_call()
        offered = self.env["complaint.call.purpose"]._get_offered(self.sudo())
        talks = offered.filtered("is_talks")[:1]
        action["context"] = {**action["context"], "default_purpose_id": talks.id}
        return action
