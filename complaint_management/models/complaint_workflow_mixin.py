from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_list

from ..tools.arrows import ArrowTable


class ComplaintWorkflowMixin(models.AbstractModel):
    """A guarded ``state`` that moves along arrows that are data.

    The model declares ``state`` (guarded, trailed) and ``_arrows``; modules above add
    arrows and guard methods. ``_walk`` is the only door to ``state``.

    Two people who walk the same record at once need no lock of ours: every arrow
    UPDATEs the row, PostgreSQL fails the later one, Odoo runs it again on the new
    state, and there the arrow is missing.
    """

    _name = "complaint.workflow.mixin"
    _inherit = "complaint.guarded.mixin"
    _description = "Workflow of arrows"

    _arrows = ArrowTable()

    @api.model
    def _get_arrows(self):
        """The arrow table of this model; extend with ``super() + ArrowTable(…)``."""
        return self._arrows

    def _walk(self, target, reason=False, **asked):
        """Move each record to ``target``, or none of them.

        :param str target: technical name of the state
        :param str reason: why; kept in the trail, required where the arrow says so
        :param asked: values of further fields, all those that the arrow asks for
        :raises UserError: no such arrow, or something is missing; names both states
        :raises AccessError: the user may not walk it
        """
        self.check_access("read")
        reason = (reason or "").strip()
        for state, records in self.grouped("state").items():
            arrow = records._get_arrow(state, target)
            records._check_arrow_allowed(arrow)
            records._check_arrow_guards(arrow)
            records._check_arrow_asked(arrow, reason, asked)
            # the arrow says who may walk it: an executive decides, yet edits nothing
            vals = records._prepare_walk_vals(arrow)
            vals.update({name: asked.get(name) for name in arrow.asks})
            records.sudo()._write_guarded(vals, reason)

    def _walk_or_ask(self, target, reason=False, **asked):
        """Walk; where an arrow wants a reason and none is given, open the form for it.

        :return: ``None`` when walked, else the action that asks
        """
        arrows = [
            self._get_arrows().get(state, target) for state in self.mapped("state")
        ]
        if reason or not any(arrow and arrow.reason for arrow in arrows):
            return self._walk(target, reason, **asked)
        return self.env["complaint.reason"]._get_action(self, target)

    def _get_arrow(self, source, target):
        arrow = self._get_arrows().get(source, target)
        if arrow:
            return arrow
        reachable = [
            self._get_state_label(state) for state in self._get_arrows().targets(source)
        ]
        raise UserError(
            self.env._(
                "%(name)s is “%(before)s” and cannot become “%(after)s”. "
                "From here it can become: %(reachable)s.",
                name=format_list(self.env, self.mapped("display_name")),
                before=self._get_state_label(source),
                after=self._get_state_label(target),
                reachable=format_list(self.env, reachable),
            )
        )

    def _check_arrow_allowed(self, arrow):
        if not self._may_walk(arrow) and not self._get_walker_names(arrow):
            raise AccessError(
                self.env._(
                    "Nobody moves a %(record)s from “%(before)s” to “%(after)s” by "
                    "hand: what leads there does.",
                    record=self.env["ir.model"]._get(self._name).name,
                    before=self._get_state_label(arrow.source),
                    after=self._get_state_label(arrow.target),
                )
            )
        if not self._may_walk(arrow):
            raise AccessError(
                self.env._(
                    "You may not move a %(record)s from “%(before)s” to “%(after)s”. "
                    "This is for: %(groups)s.",
                    record=self.env["ir.model"]._get(self._name).name,
                    before=self._get_state_label(arrow.source),
                    after=self._get_state_label(arrow.target),
                    groups=format_list(self.env, self._get_walker_names(arrow)),
                )
            )

    def _may_walk(self, arrow):
        if self.env.su or any(
            self.env.user.has_group(group) for group in arrow.group_ids
        ):
            return True
        return bool(arrow.parties) and all(
            any(getattr(record, f"_is_{party}")() for party in arrow.parties)
            for record in self
        )

    def _get_walker_names(self, arrow):
        """Who may walk ``arrow``, in the reader's language."""
        return [*self._get_party_names(arrow), *self._get_group_names(arrow)]

    def _get_party_names(self, arrow):
        """What the parts of ``arrow.parties`` are called; extend with the parts."""
        return []

    def _get_group_names(self, arrow):
        groups = [self.env.ref(xmlid) for xmlid in arrow.group_ids]
        # the names of groups are no secret; employees have no access to them
        return [group.sudo().name for group in groups]

    def _check_arrow_guards(self, arrow):
        for record in self:
            missing = record._get_missing(arrow)
            if missing:
                raise UserError(
                    self.env._(
                        "%(name)s cannot go from “%(before)s” to “%(after)s” yet:"
                        "\n%(missing)s",
                        name=record.display_name,
                        before=self._get_state_label(arrow.source),
                        after=self._get_state_label(arrow.target),
                        missing="\n".join(f"• {sentence}" for sentence in missing),
                    )
                )

    def _check_arrow_asked(self, arrow, reason, asked):
        """What an arrow asks is asked of everybody, in a form or by the API."""
        states = {
            "before": self._get_state_label(arrow.source),
            "after": self._get_state_label(arrow.target),
        }
        if arrow.reason and not reason:
            raise UserError(
                self.env._(
                    "Please say why: moving from “%(before)s” to “%(after)s” "
                    "needs a reason.",
                    **states,
                )
            )
        for name in arrow.asks:
            if not str(asked.get(name) or "").strip():
                raise UserError(
                    self.env._(
                        "Please fill in “%(field)s” too: moving from “%(before)s” to "
                        "“%(after)s” needs it.",
                        field=self._fields[name]._description_string(self.env),
                        **states,
                    )
                )

    def _get_missing(self, arrow):
        """The sentences that say why ``arrow`` cannot be walked; none when it can."""
        return [
            sentence for guard in arrow.guards for sentence in getattr(self, guard)()
        ]

    def _get_main_target(self):
        """The state that this record goes to when all goes the ordinary way, if any."""
        return False

    def _get_hint(self):
        """What is missing before the ordinary next step; none when it can be walked."""
        arrow = self._get_arrows().get(self.state, self._get_main_target())
        return self._get_missing(arrow) if arrow else []

    def _prepare_walk_vals(self, arrow):
        """What walking ``arrow`` writes: the state, its event columns, voided ones."""
        now = fields.Datetime.now()
        return {
            "state": arrow.target,
            **dict.fromkeys(arrow.clears, False),
            **dict.fromkeys(arrow.stamps, now),
        }

    @api.model
    def _get_open_states(self):
        """States in which something is still to be done; those of this model."""
        return ()

    @api.model
    def _group_expand_state(self, states, domain):
        """Columns of a board: each open state, and the others that hold records."""
        shown = {*self._get_open_states(), *states}
        return [
            state for state, _label in self._fields["state"].selection if state in shown
        ]

    @api.model
    def _get_state_label(self, state):
        return dict(self._fields["state"]._description_selection(self.env)).get(
            state, state
        )
