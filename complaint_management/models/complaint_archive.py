import hashlib
from tempfile import TemporaryFile

from odoo import api, fields, models
from odoo.exceptions import LockError, UserError

from ..tools.package import CHUNK, fingerprints, safe_name

BATCH = 20
STATES = [("made", "Complete"), ("failed", "Could not be made"), ("erased", "Erased")]


class ComplaintArchive(models.Model):
    """A case as it was when it ended, in one file with index and fingerprints (R-S03).

    One for each time a case ended; when it is taken up again and ends anew there is a
    further one, the earlier stay. Legal advice is not in it: fewer may read that than
    the case (R-D10).
    """

    _name = "complaint.archive"
    _inherit = ["complaint.guarded.mixin"]
    _description = "Archive Package"
    _order = "id desc"
    _rec_name = "file_name"

    case_id = fields.Many2one(
        "complaint.case",
        "Complaint",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        guarded=True,
    )
    company_id = fields.Many2one(
        related="case_id.company_id",
        store=True,
        precompute=True,
        index=True,
        guarded=True,
    )
    state = fields.Selection(
        STATES, "Status", required=True, readonly=True, default="made", guarded=True
    )
    ended_on = fields.Datetime(
        "Case ended on", required=True, readonly=True, guarded=True
    )
    made_on = fields.Datetime("Made on", required=True, readonly=True, guarded=True)
    user_id = fields.Many2one(
        "res.users",
        "Made by",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        guarded=True,
        help="Empty: by the job.",
    )
    file = fields.Binary("Package", attachment=True, readonly=True, guarded=True)
    file_name = fields.Char("Name", readonly=True, guarded=True)
    file_size = fields.Integer("Bytes", readonly=True, guarded=True)
    part_count = fields.Integer("Parts", readonly=True, guarded=True)
    checksum = fields.Char(
        "SHA-256",
        readonly=True,
        guarded=True,
        help="Fingerprint of the package: one that was changed in one place has "
        "another.",
    )
    error = fields.Text(readonly=True, guarded=True)

    _ending_uniq = models.UniqueIndex(
        "(case_id, ended_on) WHERE state != 'failed'",
        "This complaint was archived already.",
    )
    _failed_idx = models.Index("(id DESC) WHERE state = 'failed'")

    # ------------------------------------------------------------
    # CRUD: by hand nothing
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        raise UserError(self.env._("Packages are made from the complaint."))

    def write(self, vals):
        if vals:
            raise UserError(self.env._("A package stays as it was made."))
        return super().write(vals)

    # no ondelete method: a context key of the uninstaller's switches those off
    def unlink(self):
        self._refuse_deletion()
        return super().unlink()

    def _refuse_deletion(self):
        raise UserError(
            self.env._(
                "A package is kept as long as its complaint. When the time is over, "
                "have the personal data of the complaint erased."
            )
        )

    # ------------------------------------------------------------
    # MAKING
    # ------------------------------------------------------------

    @api.model
    def _make_for(self, cases, user=None):
        """A package of each of ``cases``, which have ended; those that are archived
        already are passed over. The caller has checked the right and locked the rows.

        :return: the packages, as superuser
        """
        archives = self.sudo().browse()
        for case in cases.sudo():
            if not self._is_made(case):
                archives += self._make(case, user)
            case._write_guarded({"archive_due": False})
        return archives

    @api.model
    def _is_made(self, case):
        return bool(
            self.sudo().search_count(
                [
                    ("case_id", "=", case.id),
                    ("ended_on", "=", case._get_ended_on()),
                    ("state", "!=", "failed"),
                ],
                limit=1,
            )
        )

    @api.model
    def _make(self, case, user):
        vals = self._prepare_archive(case, user)
        archive = self.sudo()._create_guarded([vals])
        with TemporaryFile() as stream:
            parts = self.env["complaint.archive.builder"]._build(case, stream)
            size, sha256, sha1 = fingerprints(stream)
            self.env["ir.attachment"].sudo()._keep_package(
                stream, size, sha1, archive, "file"
            )
        archive._write_guarded(
            {"file_size": size, "checksum": sha256, "part_count": len(parts)}
        )
        archive.invalidate_recordset(["file"])
        case._write_guarded({"archive_count": case.archive_count + 1})
        return archive

    @api.model
    def _prepare_archive(self, case, user):
        ended_on = case._get_ended_on()
        day = case._get_own_day(ended_on)
        return {
            "case_id": case.id,
            "ended_on": ended_on,
            "made_on": fields.Datetime.now(),
            "user_id": user and user.id,
            "file_name": safe_name(f"{case.number} {day}.zip"),
        }

    # ------------------------------------------------------------
    # THE JOB
    # ------------------------------------------------------------

    @api.model
    def _cron_archive(self):
        """Archive the cases that ended, one by one; safe to run at any time, and a run
        that is killed loses the one it was at."""
        cron = self.env["ir.cron"]
        while cases := self._get_due():
            for case in cases:
                self._make_by_job(case)
                if not cron._commit_progress(1, remaining=self._count_due()):
                    return

    @api.model
    def _get_due(self):
        cases = self.env["complaint.case"].sudo()
        due = cases.search([("archive_due", "=", True)], limit=BATCH, order="id")
        # one at a time: each is committed, which lets go of the locks
        return due.try_lock_for_update(limit=1)

    @api.model
    def _count_due(self):
        return self.env["complaint.case"].search_count([("archive_due", "=", True)])

    @api.model
    def _make_by_job(self, case):
        """One case; what goes wrong is kept, and the others come all the same."""
        try:
            with self.env.cr.savepoint():
                self._make_for(case)
        except Exception as error:  # noqa: BLE001 whatever it is, the others wait
            self.env.invalidate_all()
            vals = self._prepare_archive(case, None)
            self.sudo()._create_guarded(
                [{**vals, "state": "failed", "error": str(error) or repr(error)}]
            )
            case.sudo()._write_guarded({"archive_due": False})

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_download(self):
        """Open the package."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/file"
            "?download=true&filename_field=file_name",
            "target": "new",
        }

    def action_check(self):
        """Compare the file with the fingerprint that was taken when it was made.

        :return: a notification that says whether it is unchanged
        """
        self.ensure_one()
        self.check_access("read")
        whole = self._is_unchanged()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if whole else "danger",
                "sticky": not whole,
                "message": self.env._("The package is as it was made.")
                if whole
                else self.env._(
                    "The package is not what was made: its fingerprint differs. Tell "
                    "the administrator."
                ),
            },
        }

    def _is_unchanged(self):
        files = self.env["ir.attachment"].sudo()
        content = files._open_package(self, "file")
        if content is None:
            return False
        digest = hashlib.sha256()
        with content:
            while piece := content.read(CHUNK):
                digest.update(piece)
        return digest.hexdigest() == self.checksum

    def action_make_again(self):
        """Try anew what could not be made.

        :raises UserError: the case has been taken up, or it is archived meanwhile
        """
        self.ensure_one()
        return self.case_id.action_make_archive()

    @api.model
    def _lock(self, cases):
        """:raises UserError: somebody is at one of ``cases`` at this moment"""
        try:
            cases.sudo().lock_for_update()
        except LockError as error:
            raise UserError(
                self.env._(
                    "Somebody is working on one of these complaints at this very "
                    "moment. Try again in a minute."
                )
            ) from error
        cases.invalidate_recordset()
