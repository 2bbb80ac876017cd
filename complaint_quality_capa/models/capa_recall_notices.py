from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import email_normalize, format_list

# customers written to in one transaction
BATCH = 100
NOTICE, REMINDER = "recall", "recall_reminder"


class CapaRecallNotices(models.AbstractModel):
    """Each customer is told once, by a reply that leaves through the gate of replies:
    by mail, or by letter where there is no address (R-Q07, R-A06).

    Asked for once, written in batches: a run that is killed goes on where it was, and
    whom a batch has written to has his notice on his lines.
    """

    _name = "capa.recall.notices"
    _inherit = "complaint.guarded.mixin"
    _description = "Notices of a recall"

    reply_ids = fields.One2many("complaint.reply", "recall_id", "Notices")
    notices_asked = fields.Boolean(readonly=True, copy=False, guarded=True)
    channel_id = fields.Many2one(
        "complaint.channel",
        "Notices go out by",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        domain="[('system_user_ids', '!=', False), ('company_id', '=', company_id)]",
        help="Another system that passes our answers on. Empty: by e-mail, by letter "
        "where there is no address.",
    )
    remind_days = fields.Integer(
        "Remind after days",
        default=7,
        help="Who has not answered is written to again after so many days, three "
        "times. 0: nobody is.",
    )
    notified_count = fields.Integer("Customers told", readonly=True, guarded=True)
    letter_count = fields.Integer("Letters to print", compute="_compute_letter_count")

    def _compute_letter_count(self):
        # how many wait is no secret to who reads the recall
        groups = self.reply_ids.sudo()._read_group(
            [
                ("recall_id", "in", self.ids),
                ("state", "=", "draft"),
                ("medium", "=", "letter"),
            ],
            ["recall_id"],
            ["__count"],
        )
        counts = {recall.id: count for recall, count in groups}
        for recall in self:
            recall.letter_count = counts.get(recall.id, 0)

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_notify(self):
        """Tell each customer who was not told yet: mails are queued at once, letters
        lie ready to be printed (R-Q07).

        :raises UserError: it does not run, or what customers are told is missing
        """
        self._check_may_lead()
        for recall in self:
            recall._check_may_notify()
            # who leads it may, and need not know addresses or replies
            asked = recall.sudo()
            asked._write_guarded({"notices_asked": True})
            asked._notify_batch()
        if any(self.sudo().mapped("notices_asked")):
            self.env.ref("complaint_quality_capa.ir_cron_capa_recall").sudo()._trigger()

    def action_print_letters(self):
        """Print the letters that lie ready; then they count as sent."""
        self.check_access("read")
        letters = self.env["complaint.reply"].search(
            [
                ("recall_id", "in", self.ids),
                ("state", "in", ("draft",)),
                ("medium", "=", "letter"),
            ],
            order="id",
        )
        if not letters:
            raise UserError(self.env._("No letter waits to be printed."))
        return letters.action_print()

    def action_remind(self):
        """Write again to those who have not answered, whatever the time (R-Q07)."""
        self._check_may_lead()
        for recall in self:
            recall._check_may_notify()
            recall.sudo()._remind_batch(fields.Datetime.now())

    def action_open_notices(self):
        """What customers were told."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Notices"),
            "res_model": "complaint.reply",
            "view_mode": "list,kanban,form",
            "mobile_view_mode": "kanban",
            "domain": [("recall_id", "=", self.id)],
            "context": {"create": False},
        }

    def _check_may_notify(self):
        if self.state not in ("open", "ending"):
            raise UserError(
                self.env._(
                    "%(recall)s is “%(state)s”: customers are told while it runs.",
                    recall=self.display_name,
                    state=self._get_state_label(self.state),
                )
            )
        if missing := self._guard_words():
            raise UserError("\n".join(missing))

    @api.constrains("channel_id", "company_id")
    def _check_channel(self):
        """Nobody fetches what waits in the outbox of a channel without a system."""
        for recall in self:
            channel = recall.channel_id.sudo()  # who leads it need not read channels
            if channel and not (
                channel.system_user_ids and channel.company_id == recall.company_id
            ):
                raise ValidationError(
                    self.env._(
                        "No other system of this company fetches what goes out by "
                        "“%(channel)s”.",
                        channel=channel.name,
                    )
                )

    # ------------------------------------------------------------
    # BATCHES
    # ------------------------------------------------------------

    @api.model
    def _cron_notify(self):
        """Go on with what was asked for; then remind. Safe to be killed at any time."""
        cron = self.env["ir.cron"]
        while recall := self._get_next_asked():
            recall._notify_batch()
            if not cron._commit_progress(1):
                return
        for recall in self._get_due_to_remind():
            recall = recall.try_lock_for_update()
            while recall and recall._remind_batch(recall._get_patience()):
                if not cron._commit_progress(1):
                    return

    @api.model
    def _get_next_asked(self):
        domain = [("notices_asked", "=", True), ("is_running", "=", True)]
        return self.search(domain, order="id", limit=1).try_lock_for_update()

    @api.model
    def _get_due_to_remind(self):
        return self.search([("is_running", "=", True), ("remind_days", ">", 0)])

    def _get_patience(self):
        return fields.Datetime.now() - timedelta(days=self.remind_days)

    def _notify_batch(self):
        """Write to the next customers; none left: it is done."""
        lines = self._get_lines_to(
            [("notice_id", "=", False), ("due_qty", ">", 0)], BATCH + 1
        )
        batch = list(lines)[:BATCH]
        self._write_notices({partner: lines[partner] for partner in batch}, NOTICE)
        if len(lines) <= BATCH:
            self._write_guarded({"notices_asked": False})

    def _remind_batch(self, told_before):
        """Write again to those who were told before that moment.

        :return: how many were written to
        """
        lines = self._get_lines_to(
            [
                ("notified_on", "<=", told_before),
                ("notice_state", "=", "sent"),
                ("answered_on", "=", False),
                ("is_settled", "=", False),
                ("reminder_count", "<", 3),
            ],
            BATCH,
        )
        self._write_notices(lines, REMINDER)
        return len(lines)

    def _get_lines_to(self, domain, limit):
        """By customer those of his lines that are as ``domain`` says."""
        groups = self.env["capa.recall.line"]._read_group(
            [("recall_id", "=", self.id), ("partner_id", "!=", False), *domain],
            ["partner_id"],
            ["id:recordset"],
            order="partner_id",
            limit=limit,
        )
        return dict(groups)

    def _write_notices(self, lines_by_partner, kind):
        """One notice to each of these customers, in one INSERT."""
        if not lines_by_partner:
            return
        replies = self.env["complaint.reply"].sudo()
        now = fields.Datetime.now()
        rounds = self._count_notices(lines_by_partner)
        vals_list = []
        for partner, lines in lines_by_partner.items():
            medium, state = self._get_way_to(partner)
            vals_list.append(
                {
                    "recall_id": self.id,
                    "recall_partner_id": partner.id,
                    "recall_round": rounds.get(partner.id, 0),
                    "kind": kind,
                    "medium": medium,
                    "text": self._list_goods(partner, lines),
                    "state": state,
                    "queued_on": now if state != "draft" else False,
                    "user_id": (self.owner_id or self.env.user).id,
                }
            )
        notices = replies._create_guarded(vals_list)
        for state, leaving in notices.grouped("state").items():
            if state != "draft":
                leaving._check_arrow_guards(leaving._get_arrow("draft", state))
        if "queued" in notices.mapped("state"):
            notices._wake_job()
        for notice, lines in zip(notices, lines_by_partner.values(), strict=True):
            lines._note_notice(notice)

    def _get_way_to(self, partner):
        """By which medium a notice goes to ``partner``, and where it stands then."""
        if self.channel_id:
            return "outbox", "outbox"
        if email_normalize(partner._get_recall_email() or ""):
            return "mail", "queued"
        return "letter", "draft"

    def _count_notices(self, partners):
        groups = self.env["complaint.reply"]._read_group(
            [
                ("recall_id", "=", self.id),
                ("recall_partner_id", "in", [partner.id for partner in partners]),
            ],
            ["recall_partner_id"],
            ["recall_round:max"],
        )
        return {partner.id: last + 1 for partner, last in groups}

    def _list_goods(self, partner, lines):
        """What this customer got, one lot a line, in his language."""
        env = self.with_context(lang=partner.lang or self.env.lang).env
        return "\n".join(
            env._(
                "%(product)s, lot %(lot)s: %(quantity)s %(unit)s",
                product=line.product_id.with_env(env).display_name,
                lot=line.lot_id.name,
                quantity=f"{line.due_qty:g}",
                unit=line.product_uom_id.with_env(env).name,
            )
            for line in lines
        )

    # ------------------------------------------------------------
    # WHAT A NOTICE LEAVES ON THE RECALL
    # ------------------------------------------------------------

    def _note_replied(self, reply):
        """A notice has left: its lines say so (``complaint.reply._walk``)."""

    def _ask_to_see_failed(self, user, reply):
        """One activity for the owner, however many did not arrive."""
        self._tell(
            self.owner_id or user,
            lambda env: env._("Notices did not reach their customers"),
        )

    def message_update(self, msg_dict, update_vals=None):
        """A customer answers the notice: who leads the recall notes it on his line."""
        result = super().message_update(msg_dict, update_vals)
        if not self.env.context.get("complaint_automatic_mail"):
            senders = format_list(self.env, [msg_dict.get("email_from") or ""])
            for recall in self.sudo():
                recall._tell(
                    recall.owner_id,
                    lambda env: env._(
                        "Customers answered: note what they have and send back"
                    ),
                    note=senders,
                )
        return result
