from odoo import api, fields, models

from ..tools import batches

BATCH = 50


class ComplaintCaseArrival(models.AbstractModel):
    """What follows when a case came in from outside: its first note, who handles it
    follows and is told (R-I01), the complainant hears that it arrived (R-I11).

    Whoever sent it waits for none of that. What still has to follow is marked on the
    case, in the transaction that makes it; the mark goes in the transaction that does
    it. A run that is killed loses nothing and tells nobody twice.
    """

    _name = "complaint.case.arrival"
    _inherit = "complaint.case.customer"
    _description = "Arrival of a case"

    is_arriving = fields.Boolean(
        "Still to be told",
        readonly=True,
        copy=False,
        guarded=True,
        help="Who handles it, and the complainant, are told within the minute.",
    )

    _arriving_idx = models.Index("(id) WHERE is_arriving IS TRUE")

    @api.model
    def _create_arriving(self, vals_list):
        """Register cases that came in from outside; all that tells somebody is left to
        the job (:meth:`_wake_arrivals`)."""
        cases = self.with_context(tracking_disable=True)._create_guarded(
            [{**vals, "is_arriving": True} for vals in vals_list]
        )
        return cases.with_context(tracking_disable=False)

    @api.model
    def _wake_arrivals(self):
        """Nobody waits for the hour to be told of what has just come in."""
        job = self.env["ir.model.data"]._xmlid_to_res_id(
            "complaint_management.ir_cron_complaint_arrival"
        )
        # who files on the web wakes the job that tells of it
        self.env["ir.cron"].sudo().browse(job)._trigger()

    # ------------------------------------------------------------
    # THE JOB
    # ------------------------------------------------------------

    @api.model
    def _cron_tell_arrivals(self):
        """Tell of what came in, batch by batch, each committed; safe to be killed and
        run again at any time."""
        cron = self.env["ir.cron"]
        while cases := self._get_arriving():
            model = type(self)
            batches.walk(cases, model._tell_arrivals, model._give_up_arrival)
            if not cron._commit_progress(len(cases)):
                break

    @api.model
    def _get_arriving(self):
        """The next batch, locked for this run."""
        cases = self.search([("is_arriving", "=", True)], limit=BATCH, order="id")
        return cases.try_lock_for_update()

    def _tell_arrivals(self):
        self._write_guarded({"is_arriving": False})
        for creator, cases in self.grouped("create_uid").items():
            # who sent it made the note; what he may not do the system does for him
            cases.with_user(creator).sudo()._note_creation()
        for case in self:
            case._tell_arrival()

    def _note_creation(self):
        """The first note in the chatter, of the moment at which it was made."""
        bodies = {case.id: case._creation_message() for case in self}
        messages = self._message_log_batch(bodies)
        for case, message in zip(self, messages, strict=True):
            message.date = case.create_date

    def _tell_arrival(self):
        handler = self.user_id
        # who was given it in the meantime was told with that
        if handler.partner_id not in self.message_partner_ids:
            self._message_auto_subscribe({"user_id": handler.id})
        if "filing" in self.statement_ids.mapped("kind"):
            self._acknowledge_filing()

    def _acknowledge_filing(self):
        """R-I11: he is told that it arrived; by a reply, as all that leaves a case."""
        if not self.partner_email or self.acknowledged_on:
            return
        writer = self.user_id or self.receiver_id or self.env.ref("base.user_root")
        values = {"user_id": writer.id}
        if self.lang:
            values["lang"] = self.lang
        # without a template or an address the page says the number all the same
        self.env["complaint.reply"]._queue_if_it_may(self, "acknowledgement", **values)

    def _give_up_arrival(self, error):
        """What could not be told is asked of who handles it."""
        self._write_guarded({"is_arriving": False})
        self._tell_handler(
            lambda env: env._("A complaint arrived, of which nobody could be told"),
            [str(error) or repr(error)],
        )
