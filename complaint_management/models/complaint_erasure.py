from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date, format_list

ADMIN = "complaint_management.group_complaint_admin"
AT_ONCE = 10  # more are left to the job
GROUNDS = [("retention", "Time of keeping is over"), ("demand", "Lawful demand")]
STATES = [
    ("draft", "Being prepared"),
    ("asked", "Asked once"),
    ("queued", "Under way"),
    ("failed", "Stopped"),
    ("done", "Erased"),
]


class ComplaintErasure(models.Model):
    """Who had the personal data of which cases erased, when and why (R-S04).

    Asked twice: the administrator says why, then types how many complaints lose their
    data. Nothing brings them back.
    """

    _name = "complaint.erasure"
    _inherit = ["complaint.guarded.mixin"]
    _description = "Erasure of Personal Data"
    _order = "id desc"
    _rec_name = "ground"

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, guarded=True
    )
    ground = fields.Selection(GROUNDS, "Why", required=True, default="retention")
    reason = fields.Text(
        help="What the demand rests on, or who decided it. It stays on file: name "
        "nobody whose data are erased."
    )
    state = fields.Selection(
        STATES,
        "Status",
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        guarded=True,
        trailed=True,
    )
    case_ids = fields.Many2many(
        "complaint.case", string="Complaints", readonly=True, guarded=True, copy=False
    )
    case_count = fields.Integer("Complaints chosen", readonly=True, guarded=True)
    erased_count = fields.Integer("Complaints erased", readonly=True, guarded=True)
    confirmation = fields.Integer("How many complaints lose their data?", copy=False)
    user_id = fields.Many2one(
        "res.users",
        "By",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        guarded=True,
    )
    done_on = fields.Datetime("Erased on", readonly=True, guarded=True)
    error = fields.Text(readonly=True, guarded=True)

    _queue_idx = models.Index("(id) WHERE state = 'queued'")

    @api.depends("ground", "case_count")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = dict(self._fields["ground"]._description_selection(self.env))
        for erasure in self:
            erasure.display_name = f"{labels.get(erasure.ground)} ({erasure.id})"

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        raise UserError(self.env._("Choose the complaints, then have them erased."))

    def write(self, vals):
        if vals.keys() - {"confirmation"}:
            self._check_draft()
        return super().write(vals)

    # no ondelete method: a context key of the uninstaller's switches those off
    def unlink(self):
        self._check_draft()
        return super().unlink()

    def _check_draft(self):
        if any(one.state != "draft" for one in self):
            raise UserError(
                self.env._("Who had what erased, and why, stays as it was asked.")
            )

    @api.model
    def _prepare_for(self, cases):
        """The form for erasing ``cases``; nothing is erased yet."""
        self._check_admin()
        cases.check_access("write")
        if len(cases.company_id) != 1:
            raise UserError(self.env._("Choose complaints of one company."))
        cases._check_erasable("demand")
        return self.sudo()._create_guarded(
            [
                {
                    "company_id": cases.company_id.id,
                    "case_ids": cases.ids,
                    "case_count": len(cases),
                    "user_id": self.env.uid,
                    "ground": "demand" if cases._filter_kept() else "retention",
                }
            ]
        )

    def _check_admin(self):
        if not (self.env.su or self.env.user.has_group(ADMIN)):
            raise AccessError(
                self.env._("Only administrators of complaints erase personal data.")
            )

    # ------------------------------------------------------------
    # ASKED TWICE
    # ------------------------------------------------------------

    def action_ask(self):
        """The first time: why, and may these be erased at all.

        :raises UserError: no reason, a case is open or has to be kept
        """
        self.ensure_one()
        self._check_admin()
        self.check_access("write")
        self._check_draft()
        if not (self.reason or "").strip():
            raise UserError(self.env._("Please say why."))
        self.case_ids.sudo()._check_erasable(self.ground)
        self.sudo()._write_guarded({"state": "asked", "user_id": self.env.uid})

    def action_erase(self):
        """The second time, with the number of complaints typed in: erase for good. Of
        many the job does it.

        :raises UserError: the number is another, or something speaks against it now
        """
        self.ensure_one()
        self._check_admin()
        self.check_access("write")
        if self.state not in ("asked", "failed"):
            raise UserError(self.env._("Say why first."))
        if self.confirmation != self.case_count:
            raise UserError(
                self.env._(
                    "Type %(count)s if the personal data of so many complaints are to "
                    "be erased for good.",
                    count=self.case_count,
                )
            )
        self.case_ids.sudo()._check_erasable(self.ground)
        erasure = self.sudo()
        erasure._write_guarded({"state": "queued", "error": False})
        if self.case_count > AT_ONCE:
            job = self.env.ref("complaint_management.ir_cron_complaint_erasure")
            job.sudo()._trigger()
            return
        self.env["complaint.archive"]._lock(self.case_ids)
        erasure._erase(erasure._get_left())
        erasure._finish()

    # ------------------------------------------------------------
    # ERASING
    # ------------------------------------------------------------

    def _get_left(self):
        return self.case_ids.filtered(lambda case: not case.erased_on).sorted("id")

    def _erase(self, cases):
        """Erase ``cases``, whose rows are locked; judged anew, now that nobody else
        can change them."""
        cases._check_erasable(self.ground)
        # in no particular language: it is signed and stays
        self.env["complaint.personal"]._erase(cases, f"{self.ground} #{self.id}")
        cases._write_guarded(
            {"erased_on": fields.Datetime.now(), "erasure_id": self.id}
        )
        packages = cases.archive_ids.filtered(lambda one: one.state == "made")
        packages._write_guarded({"state": "erased"})
        cases.import_id._erase_file()
        self._write_guarded({"erased_count": self.erased_count + len(cases)})

    def _finish(self):
        self._write_guarded({"state": "done", "done_on": fields.Datetime.now()})

    @api.model
    def _cron_erase(self):
        """Erase what was asked for, case by case, each committed; safe to run at any
        time, and a run that is killed is gone on with."""
        cron = self.env["ir.cron"]
        while erasure := self._get_next():
            erasure._step()
            if not cron._commit_progress(1, remaining=self._count_left()):
                break

    @api.model
    def _get_next(self):
        waiting = self.sudo().search([("state", "=", "queued")], order="id", limit=5)
        return waiting.try_lock_for_update(limit=1)

    @api.model
    def _count_left(self):
        waiting = self.sudo().search([("state", "=", "queued")])
        return sum(one.case_count - one.erased_count for one in waiting)

    def _step(self):
        left = self._get_left()
        if not left:
            self._finish()
            return
        try:
            with self.env.cr.savepoint():
                self.env["complaint.archive"]._lock(left[:1])
                self._erase(left[:1])
        except Exception as error:  # noqa: BLE001 whatever it is, it is told
            self.env.invalidate_all()
            self._write_guarded({"state": "failed", "error": str(error) or repr(error)})

    # ------------------------------------------------------------
    # WORDS
    # ------------------------------------------------------------

    @api.model
    def _refuse_kept(self, cases):
        days = [
            f"{case.number} ({format_date(self.env, case.keep_until)})"
            for case in cases[:10]
        ]
        raise UserError(
            self.env._(
                "These have to be kept longer: %(cases)s. Before that only a lawful "
                "demand has their personal data erased.",
                cases=format_list(self.env, days),
            )
        )
