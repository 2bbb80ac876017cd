import logging

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.old_systems import CLAIMS, NONCONFORMITIES

_logger = logging.getLogger(__name__)

BATCH = 200


class ComplaintTakeover(models.Model):
    """The records of another module, taken over as historical cases.

    A record a company and module. Run again it takes over what is new: each case keeps
    which record it was (``old_model``, ``old_id``). A batch is a transaction, so that
    what is killed goes on after the last one. Nobody is told of anything.
    """

    _name = "complaint.takeover"
    _inherit = ["complaint.guarded.mixin"]
    _description = "Take-over from another module"
    _order = "id desc"
    _rec_name = "source"

    source = fields.Selection("_get_sources", "From", required=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.company,
    )
    channel_id = fields.Many2one(
        "complaint.channel",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        help="By which they reached the company: the old module does not say.",
    )
    state = fields.Selection(
        [("draft", "To do"), ("running", "Taking over"), ("done", "Done")],
        "Status",
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        guarded=True,
    )
    closed_stages = fields.Char(
        "Stages that are over",
        help="Names of the stages, with commas between, whose records are over; "
        "empty: those that the module itself brought. Others become new cases.",
    )
    last_id = fields.Integer(readonly=True, copy=False, guarded=True)
    report = fields.Text(readonly=True, copy=False, guarded=True)
    refusals = fields.Text("Not taken over", readonly=True, copy=False, guarded=True)
    run_on = fields.Datetime("Last run", readonly=True, copy=False, guarded=True)

    _source_uniq = models.UniqueIndex(
        "(company_id, source)",
        "There is a take-over from this module already: run that one again.",
    )

    @api.model
    def _get_systems(self):
        """What can be taken over, by model; another add-on of ours may add to it."""
        return {one.model: one for one in (CLAIMS, NONCONFORMITIES)}

    @api.model
    def _get_sources(self):
        return [(one.model, one.title) for one in self._get_systems().values()]

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_count(self):
        """Say how much there is and how much of it is here; takes nothing over."""
        self._check_ready()
        self._write_guarded({"report": self._get_counter()._get_report(self)})

    def action_take_over(self):
        """Take over what is not here yet; the job does it when it is much."""
        self._check_ready()
        self._write_guarded({"state": "running", "last_id": 0, "refusals": False})
        if (
            self._get_old().search_count(self._get_left_domain(), limit=BATCH + 1)
            > BATCH
        ):
            self.env.ref(
                "complaint_management.ir_cron_complaint_takeover"
            ).sudo()._trigger()
        else:
            self._take_batch()
            self._finish()

    def action_open_cases(self):
        """The cases that came from this module."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": "complaint.case",
            "view_mode": "list,kanban,form,pivot,graph",
            "mobile_view_mode": "kanban",
            "views": self.env["complaint.case"]._get_flat_views(
                "list", "kanban", "form", "pivot", "graph"
            ),
            "domain": [
                ("old_model", "=", self.source),
                ("company_id", "=", self.company_id.id),
            ],
        }

    def _check_ready(self):
        self.ensure_one()
        self.check_access("write")
        if self.source not in self.env:
            raise UserError(
                self.env._("This module is not installed here: there is nothing.")
            )
        if self.state == "running":
            raise UserError(self.env._("It is running: wait until it is done."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never_run(self):
        if any(one.state != "draft" for one in self):
            raise UserError(
                self.env._("A take-over is kept: it says where cases are from.")
            )

    @api.model
    def _cron_take_over(self):
        """Go on with what is running, a batch a transaction."""
        for takeover in self.search([("state", "=", "running")], order="id"):
            user = takeover.create_uid
            takeover = takeover.with_user(user).with_context(lang=user.lang)
            takeover = takeover.with_company(takeover.company_id)
            if takeover.source in self.env:
                while takeover._take_batch():
                    if not self.env["ir.cron"]._commit_progress(1, remaining=1):
                        return
            takeover._finish()
            self.env["ir.cron"]._commit_progress(1, remaining=0)

    # ------------------------------------------------------------
    # TAKING OVER
    # ------------------------------------------------------------

    def _get_counter(self):
        return self.env["complaint.takeover.counter"]

    def _get_old(self):
        """The old records, all of them: who may take over sees each of his company."""
        return self.env[self.source].sudo().with_context(active_test=False)

    def _get_left_domain(self):
        companies = [self.company_id.id, False]
        return [("id", ">", self.last_id), ("company_id", "in", companies)]

    def _take_batch(self):
        """Take over the next records.

        :return: whether there may be more
        """
        old = self._get_old().search(self._get_left_domain(), order="id", limit=BATCH)
        known = (
            self.env["complaint.case"]
            .sudo()
            .search_fetch(
                [("old_model", "=", self.source), ("old_id", "in", old.ids)], ["old_id"]
            )
        )
        new = old - old.browse(known.mapped("old_id"))
        refused = self._take_or_refuse(new) if new else {}
        lines = [f"{name}: {why}" for name, why in refused.items()]
        self._write_guarded(
            {
                "last_id": old[-1:].id or self.last_id,
                "refusals": "\n".join(filter(None, [self.refusals, *lines])),
            }
        )
        return len(old) == BATCH

    def _take_or_refuse(self, old):
        """All at once; if that cannot be, each for itself: why those stay that do."""
        try:
            with self.env.cr.savepoint():
                return self._take(old)
        except Exception as error:
            if len(old) == 1:
                _logger.info("%s is not taken over", old, exc_info=True)
                return {f"{self.source},{old.id}": str(error)}
        refused = {}
        for one in old:
            refused |= self._take_or_refuse(one)
        return refused

    def _take(self, old):
        reader = self.env["complaint.takeover.reader"]
        values, refused = reader._read(self, old)
        cases = self.env["complaint.case"].with_context(
            tracking_disable=True, mail_create_nosubscribe=True
        )
        made = cases._create_guarded(list(values.values()))
        self.env["complaint.takeover.letters"]._bring(old.browse(values), made.sudo())
        self.env.flush_all()
        return refused

    def _finish(self):
        report = False
        if self.source in self.env:
            report = self._get_counter()._get_report(self)
        self._write_guarded(
            {"state": "done", "run_on": fields.Datetime.now(), "report": report}
        )
