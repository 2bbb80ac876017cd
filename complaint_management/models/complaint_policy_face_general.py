from odoo import api, models
from odoo.tools import format_list


class ComplaintPolicyFaceGeneral(models.AbstractModel):
    """What a policy says in general and of the settlement, in the reader's language
    (R-P01)."""

    _name = "complaint.policy.face.general"
    _description = "General rules of a policy in words"

    @api.model
    def _get_label(self, record, name):
        """The label of a selection in the reader's language."""
        field = record._fields[name]
        return dict(field._description_selection(self.env)).get(record[name], "")

    @api.model
    def _tell_general(self, policy):
        lines = []
        if policy.owner_kind:
            owner = self._get_label(policy, "owner_kind")
            lines.append(
                self.env._(
                    "%(department)s sees every case, chases what is late and archives.",
                    department=owner,
                )
            )
        lines.append(
            self.env._("The limits stop while we wait for the customer.")
            if policy.pause_for_customer
            else self.env._("The limits run on while we wait for the customer.")
        )
        if policy.progress_days:
            span = self._say_span(policy.progress_days, "day")
            lines.append(
                self.env._(
                    "The complainant hears every %(span)s how far it is.", span=span
                )
            )
        lines += self._tell_settlement(policy)
        way = self._get_label(policy, "feedback_way")
        lines.append(self.env._("Feedback that is no complaint: %(way)s.", way=way))
        lines.append(
            self.env._(
                "Cases are kept for at least %(years)s years; repeats are looked for "
                "over %(months)s months.",
                years=policy.retention_years,
                months=policy.repeat_months,
            )
        )
        return lines

    @api.model
    def _tell_settlement(self, policy):
        lines = []
        if policy.talks_first:
            lines.append(
                self.env._(
                    "The remedy is talked over with the customer before it is decided."
                )
            )
        if policy.talks_leader_role:
            role = self._get_label(policy, "talks_leader_role")
            lines.append(
                self.env._("%(role)s: leads the talks with the customer.", role=role)
            )
        if policy.documents_by_system:
            # in whose name it is done is no secret to who reads the policy
            person = policy.documents_user_id.sudo().name
            lines.append(
                self.env._(
                    "Credit notes, returns and deliveries are drafted by the system in "
                    "the name of %(person)s.",
                    person=person,
                )
            )
        if policy.copy_ids:
            whom = format_list(self.env, [one._say_whom() for one in policy.copy_ids])
            lines.append(
                self.env._(
                    "Keep a signed copy of the handling form: %(whom)s.", whom=whom
                )
            )
        return lines
