from odoo import api, fields, models

from .capa_plan_steps import STATES

# the state in which a discipline is over
_OVER = {
    "D0": "analysing",
    "D1": "analysing",
    "D2": "analysing",
    "D3": "planning",
    "D4": "planning",
    "D5": "acting",
    "D6": "effective",
    "D7": "closed",
    "D8": "closed",
}
_ORDER = {state: place for place, (state, _label) in enumerate(STATES)}


class CapaPlanGates(models.AbstractModel):
    """The disciplines of a plan, D0 to D8, and the gate behind each: what is missing
    before the next one (8D). A step of the plan passes the gates of its arrow."""

    _name = "capa.plan.gates"
    _inherit = "capa.plan.decision"
    _description = "Disciplines of a plan"

    gates = fields.Json("8D", compute="_compute_gates")
    hint = fields.Text(
        compute="_compute_gates", help="What is missing before the next step."
    )

    @api.depends(
        "state",
        "owner_id",
        "member_ids",
        "problem",
        "category_id",
        "product_ids",
        "containment_note",
        "prevention",
        "lesson_ids",
        "no_lesson",
        "conclusion",
        "cause_ids.is_root",
        "cause_ids.kind",
        "cause_ids.evidence",
        "action_ids.state",
        "action_ids.kind",
        "action_ids.cause_id",
        "action_ids.user_id",
        "action_ids.date_due",
        "block_ids.state",
        "check_ids.state",
        "check_ids.verifier_id",
    )
    @api.depends_context("lang")
    def _compute_gates(self):
        for plan in self:
            plan.gates = plan._get_gates()
            plan.hint = "\n".join(plan._get_hint()) or False

    def _get_gates(self):
        """Each discipline: its key, name, what is missing, where it stands."""
        now = _ORDER[self.state] if self.state != "cancelled" else -1
        ahead = sorted({_ORDER[state] for state in _OVER.values()} - {*range(now + 1)})
        gates = []
        for key, label in self._get_disciplines():
            over = _ORDER[_OVER[key]]
            current = bool(ahead) and over == ahead[0]
            gates.append(
                {
                    "key": key,
                    "label": label,
                    "state": "done" if over <= now else "now" if current else "later",
                    "missing": (
                        [] if over <= now else getattr(self, f"_guard_{key.lower()}")()
                    ),
                }
            )
        return gates

    @api.model
    def _get_disciplines(self):
        """Key and name of D0 to D8, in the reader's language."""
        return [
            ("D0", self.env._("What it is about")),
            ("D1", self.env._("Team")),
            ("D2", self.env._("Problem")),
            ("D3", self.env._("Containment")),
            ("D4", self.env._("Root causes")),
            ("D5", self.env._("Measures chosen")),
            ("D6", self.env._("Carried out, effect")),
            ("D7", self.env._("Prevented elsewhere")),
            ("D8", self.env._("Closed")),
        ]

    # ------------------------------------------------------------
    # GATES: what is missing; none when it may go on
    # ------------------------------------------------------------

    def _guard_d0(self):
        if self.category_id or self.product_ids:
            return []
        return [self.env._("Say which product or which category it is about.")]

    def _guard_d1(self):
        """R-Q16: a team drives it, an owner follows it to the end (R-Q03)."""
        missing = []
        if not self.owner_id:
            missing.append(self.env._("Name the owner, who follows it to the end."))
        if not self.member_ids:
            missing.append(self.env._("Name the people of the improvement team."))
        return missing

    def _guard_d2(self):
        if (self.problem or "").strip():
            return []
        return [self.env._("Describe the problem: what, where, since when, how many.")]

    def _guard_d3(self):
        """R-Q01: at once, or said why nothing is needed."""
        if (
            (self.containment_note or "").strip()
            or any(block.state != "draft" for block in self.block_ids)
            or any(
                action.kind == "containment" and action.state != "dropped"
                for action in self.action_ids
            )
        ):
            return []
        return [
            self.env._(
                "Say what holds the problem back for now, or why nothing is needed."
            )
        ]

    def _guard_d4(self):
        """R-Q02: why it happened, and why it was not found."""
        missing = []
        roots = self.cause_ids.filtered("is_root")
        labels = dict(
            self.env["capa.cause"]._fields["kind"]._description_selection(self.env)
        )
        for kind in ("occurrence", "escape"):
            if not roots.filtered(lambda cause, kind=kind: cause.kind == kind):
                missing.append(
                    self.env._("Mark the root cause: %(kind)s.", kind=labels[kind])
                )
        for cause in roots:
            if not (cause.evidence or "").strip():
                missing.append(
                    self.env._(
                        "Say what shows that “%(cause)s” is the cause.",
                        cause=cause.name,
                    )
                )
        return missing

    def _guard_d5(self):
        """R-Q03: each root cause has its measure, each measure a person and a date."""
        live = self.action_ids.filtered(lambda action: action.state != "dropped")
        corrective = live.filtered(lambda action: action.kind == "corrective")
        missing = [
            self.env._("No measure removes “%(cause)s” yet.", cause=cause.name)
            for cause in self.cause_ids.filtered("is_root") - corrective.cause_id
        ]
        if not corrective:
            missing.append(self.env._("Plan at least one corrective measure."))
        for action in live:
            if not (action.user_id and action.date_due):
                missing.append(
                    self.env._(
                        "“%(action)s” lacks a person or a date.", action=action.name
                    )
                )
        if self.round and corrective and not corrective.filtered("is_open"):
            missing.append(
                self.env._(
                    "All measures are done and did not suffice: plan a further one."
                )
            )
        if not self.check_ids.filtered(lambda one: one.state == "planned"):
            missing.append(
                self.env._("Say how and by whom the effect is checked, and when.")
            )
        return missing

    def _guard_d6(self):
        """Nothing is checked or closed over open measures."""
        return [
            self.env._("Not done yet: %(action)s.", action=action.name)
            for action in self.action_ids.filtered("is_open")
        ]

    def _guard_effect(self):
        """R-Q05: every check of this round is passed."""
        current = self.check_ids.filtered(lambda one: one.round == self.round)
        missing = [
            self.env._("Not checked yet: %(check)s.", check=check.name)
            for check in current.filtered(lambda one: one.state == "planned")
        ]
        if not missing and not current.filtered(lambda one: one.state == "passed"):
            missing.append(self.env._("No check has passed yet."))
        return missing

    def _guard_d7(self):
        if (self.prevention or "").strip() or self.action_ids.filtered(
            lambda action: action.kind == "preventive" and action.state == "done"
        ):
            return []
        return [
            self.env._("Say where else it could happen, and what prevents it there.")
        ]

    def _guard_d8(self):
        if (self.conclusion or "").strip():
            return []
        return [self.env._("Sum up what was learned.")]
