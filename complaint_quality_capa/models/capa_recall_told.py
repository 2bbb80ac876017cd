from odoo import fields, models
from odoo.addons.complaint_management.models.complaint_post import POSTS
from odoo.fields import Command

ACTIVITY = "complaint_quality_capa.mail_activity_type_recall"


class CapaRecallTold(models.AbstractModel):
    """Who is told of a recall: the top at once, who leads it of what comes back
    (R-Q07).

    Runs with rights of the system: whoever takes a step need not know the next."""

    _name = "capa.recall.told"
    # tracing and notices are steps of their own; mail last, so that they may hear it
    _inherit = [
        "capa.recall.notices",
        "capa.recall.tracing",
        "capa.recall.steps",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _description = "Who is told of a recall"

    # stored: a rule runs from the record to the user
    told_ids = fields.Many2many(
        "res.users",
        "capa_recall_told_rel",
        "recall_id",
        "user_id",
        "Told of it",
        readonly=True,
        copy=False,
        guarded=True,
    )

    containment_id = fields.Many2one(
        "capa.containment",
        "Blocked stock",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        guarded=True,
    )

    def _tell(self, user, say, note=False):
        """One activity for ``user`` in his language, the same only once; he may read
        the recall from now on.

        :param say: takes the environment of the reader, gives the words
        """
        user = user.filtered("active")
        if not user:
            return
        if user not in self.told_ids:
            self._write_guarded({"told_ids": [Command.link(user.id)]})
        summary = say(self.with_context(lang=user.lang or self.env.lang).env)
        if any(
            activity.user_id == user and activity.summary == summary
            for activity in self.activity_ids
        ):
            return
        self.with_context(mail_activity_quick_update=True).activity_schedule(
            ACTIVITY, user_id=user.id, summary=summary, note=note or ""
        )

    def _tell_top(self):
        """GM and vice GMs hear of it at once, as of a major case."""
        posts = self.env["complaint.post"]
        for kind, _label in POSTS:
            self._tell(
                posts._get_holder(kind, self.company_id),
                lambda env: env._("Recall opened: look"),
            )

    def _follow_step(self, before, target):
        """What a step brings with it."""
        result = super()._follow_step(before, target)
        if target == "open" and before in ("draft", "deciding"):
            if before == "draft":  # else the engine said who decided
                self._write_guarded({"decided_by_id": self.env.uid})
            self._trace()
            self._tell_top()
            self._contain()
        if target in ("closed", "cancelled"):
            self.activity_unlink([ACTIVITY])
        return result

    def _contain(self):
        """What is still here of the lots is blocked, also of those that a later trace
        finds (R-Q01)."""
        containment = self.containment_id
        rows = [
            Command.create({"product_id": lot.product_id.id, "lot_id": lot.id})
            for lot in self.lot_ids.lot_id - containment.line_ids.lot_id
        ]
        if not rows:
            return
        if containment.state == "open":
            containment.write({"line_ids": rows})
        else:
            containment = containment.create(
                {
                    "company_id": self.company_id.id,
                    "plan_id": self.plan_id.is_open and self.plan_id.id,
                    "owner_id": (self.owner_id or self.env.user).id,
                    "reason": self.reason,
                    "line_ids": rows,
                }
            )
            self._write_guarded({"containment_id": containment.id})
        containment.action_block()

    def action_open_containment(self):
        """The stock that is blocked for this recall."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Blocked stock"),
            "res_model": "capa.containment",
            "view_mode": "form",
            "res_id": self.sudo().containment_id.id,
        }
