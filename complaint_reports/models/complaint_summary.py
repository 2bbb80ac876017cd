from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..tools.summary_arrows import SUMMARY_ARROWS
from ..tools.summary_periods import label

_STAMP = {"readonly": True, "copy": False, "guarded": True}


class ComplaintSummary(models.Model):
    """What management is told at the times that the policies name: figures of a period,
    kept as they were, with the weak points and proposals of whose it is (R-F02, R-F06).

    Made by the job (``complaint.summary.planner``), read by those for whom it is.
    """

    _name = "complaint.summary"
    _inherit = ["complaint.summary.paper", "complaint.workflow.mixin"]
    _description = "Summary"
    _order = "date_to desc, id desc"
    _arrows = SUMMARY_ARROWS

    name = fields.Char(**_STAMP)
    kind_id = fields.Many2one(
        "complaint.summary.kind",
        required=True,
        index=True,
        ondelete="restrict",
        **_STAMP,
    )
    company_id = fields.Many2one("res.company", required=True, index=True, **_STAMP)
    date_from = fields.Date("From", required=True, **_STAMP)
    date_to = fields.Date("To", required=True, **_STAMP)
    due_on = fields.Date("To be handed in by", **_STAMP)
    is_made_up = fields.Boolean(
        "Made up for",
        help="Made after it was due, because the time was missed.",
        **_STAMP,
    )
    owner_id = fields.Many2one(
        "res.users",
        "Whose it is",
        index="btree_not_null",
        ondelete="restrict",
        help="He adds the weak points, the proposals and his words, and hands it in.",
        trailed=True,
        **_STAMP,
    )
    # stored: rules run from the record to the user
    reader_ids = fields.Many2many(
        "res.users",
        "complaint_summary_reader_rel",
        "summary_id",
        "user_id",
        "For",
        **_STAMP,
    )
    state = fields.Selection(
        [("made", "Made"), ("handed_in", "Handed in")],
        "Status",
        required=True,
        default="made",
        trailed=True,
        **_STAMP,
    )
    handed_in_on = fields.Datetime("Handed in on", **_STAMP)
    conclusion = fields.Text(help="What management should know beside the figures.")
    point_ids = fields.One2many(
        "complaint.summary.point", "summary_id", "Weak points and proposals"
    )
    is_mine = fields.Boolean(compute="_compute_is_mine")

    # once for each period, whoever makes it and however often
    _period_uniq = models.UniqueIndex(
        "(company_id, kind_id, date_to)", "This summary was made already."
    )
    _list_idx = models.Index("(date_to DESC, id DESC)")
    _todo_idx = models.Index("(id) WHERE papers_on IS NULL")

    @api.depends("owner_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        for summary in self:
            summary.is_mine = summary._is_owner()

    @api.model
    def _get_today(self, company):
        """The day it is where the company is."""
        return self.env["complaint.numbering"]._get_day(company.id)

    @api.model
    def _get_title(self, kind, interval, period):
        return f"{kind.name} {label(interval, period)}"

    def write(self, vals):
        if "conclusion" in vals:
            self._check_not_handed_in()
        return super().write(vals)

    # no ondelete method: a context key of the uninstaller's switches those off
    def unlink(self):
        self._refuse_deletion()
        return super().unlink()

    def _refuse_deletion(self):
        if self:
            raise UserError(self.env._("What management was told is kept."))

    def _check_not_handed_in(self):
        for summary in self:
            if summary.state == "handed_in":
                raise UserError(
                    self.env._(
                        "“%(summary)s” is handed in: take it back to change it.",
                        summary=summary.name,
                    )
                )

    # ------------------------------------------------------------
    # STEPS
    # ------------------------------------------------------------

    def _is_owner(self):
        return self.owner_id == self.env.user

    def _get_party_names(self, arrow):
        return [self.env._("whose it is")]

    def action_hand_in(self):
        """It is complete: the job prints it anew, with its weak points and proposals
        (R-F06).

        :raises AccessError: it is somebody else's
        """
        self._walk("handed_in")
        for summary in self:
            # whose it is was checked by the arrow; papers are nobody's to write
            summary.sudo()._end_asking(self.env.user)
            summary.sudo()._write_guarded({"papers_on": False})
        cron = self.env.ref("complaint_reports.ir_cron_complaint_summary")
        cron.sudo()._trigger()  # who hands it in does not wait for the printing

    def action_take_back(self, reason=False):
        """Change it after all, with the reason."""
        return self._walk_or_ask("made", reason)

    # ------------------------------------------------------------
    # WHO IS TOLD
    # ------------------------------------------------------------

    def _tell(self):
        """Each reader has it on his list, in his language; whose it is is asked to add
        to it. Nobody outside."""
        for summary in self:
            for user in summary.reader_ids.filtered("active"):
                summary._tell_user(user)

    def _tell_user(self, user):
        env = self.with_context(lang=user.lang or self.env.lang).env
        words = (
            env._("Add weak points and proposals, then hand it in")
            if user == self.owner_id
            else env._("Read the summary")
        )
        # one digest a day tells of activities: no mail for each
        self.with_context(mail_activity_quick_update=True).activity_schedule(
            "complaint_reports.mail_activity_type_summary",
            user_id=user.id,
            date_deadline=self.due_on,
            summary=words,
        )

    def _follow_succession(self, left):
        """Who takes over from ``left`` reads it and is asked to hand it in."""
        for summary in self:
            summary._end_asking(left | summary.owner_id)
            summary._write_guarded({"reader_ids": [Command.link(summary.owner_id.id)]})
            summary._tell_user(summary.owner_id)

    def _end_asking(self, user):
        self.activity_ids.filtered(lambda one: one.user_id in user).unlink()
