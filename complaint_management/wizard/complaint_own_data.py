from tempfile import TemporaryFile

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import email_normalize

from ..tools.package import fingerprints, safe_name

OFFICER = "complaint_management.group_complaint_officer"


class ComplaintOwnData(models.TransientModel):
    """Gives a person all that is held about him, and nothing about others, as one
    archive (R-S06)."""

    _name = "complaint.own.data"
    _description = "A Person's Own Data"

    partner_id = fields.Many2one("res.partner", "Person")
    email = fields.Char(
        "E-mail", compute="_compute_email", store=True, readonly=False, precompute=True
    )
    case_ids = fields.Many2many(
        "complaint.case",
        string="Complaints",
        compute="_compute_case_ids",
        compute_sudo=False,  # those that this user may read
        store=True,
        readonly=False,
        precompute=True,
        help="Take out what is not his: a mailbox may be shared.",
    )
    file = fields.Binary("Archive", readonly=True)
    file_name = fields.Char("Name", readonly=True)

    @api.depends("partner_id")
    def _compute_email(self):
        for form in self:
            form.email = form.partner_id.email or form.email

    @api.depends("partner_id", "email")
    def _compute_case_ids(self):
        for form in self:
            form.case_ids = form._find_cases()

    def _find_cases(self):
        """The cases of the person that this user may read. What another contact filed
        from the same mailbox is not his."""
        key = email_normalize(self.email or "")
        mine = Domain("partner_id", "=", self.partner_id.id)
        nobody = Domain("partner_id", "=", False)
        domain = mine if self.partner_id else Domain.FALSE
        if key:
            same = Domain("partner_id.email_normalized", "=", key)
            others = Domain.FALSE if self.partner_id else same
            domain |= Domain("email_key", "=", key) & (nobody | others)
        return self.env["complaint.case"].search(domain)

    def _find_letters(self):
        """Seam: what else left to this person, about no complaint of his, as far as
        this user may read it."""
        return self.env["complaint.reply"]

    @api.model
    def _get_action(self, **values):
        """The form for the data of a person."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Data held about a person"),
            "res_model": self._name,
            "res_id": self.create(values).id,
            "view_mode": "form",
            "target": "new",
        }

    def action_make(self):
        """Make the archive; each of the cases keeps a note of it.

        :raises AccessError: only officers do
        :raises UserError: nothing is held, or a case is somebody else's
        :return: the download
        """
        self.ensure_one()
        if not (self.env.su or self.env.user.has_group(OFFICER)):
            raise AccessError(self.env._("Officers give people their own data."))
        if not (self.case_ids or self._find_letters()):
            raise UserError(self.env._("Nothing is held about this person."))
        if self.case_ids - self._find_cases():
            raise UserError(
                self.env._("One of these complaints is not of this person.")
            )
        self._make_file()
        self._note_given()
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/file"
            "?download=true&filename_field=file_name",
            "target": "self",
        }

    def _make_file(self):
        """A temporary file, copied in pieces: his files need not fit into memory. It is
        a field of this form, and gone with it after a day."""
        files = self.env["ir.attachment"].sudo()  # his own form, checked above
        files.search(
            [
                ("res_model", "=", self._name),
                ("res_id", "=", self.id),
                ("res_field", "=", "file"),
            ]
        ).unlink()
        with TemporaryFile() as stream:
            self.env["complaint.own.data.builder"]._build(
                self.case_ids,
                self.partner_id,
                self.email,
                stream,
                self._find_letters(),
            )
            size, _sha256, sha1 = fingerprints(stream)
            files._keep_package(stream, size, sha1, self, "file")
        name = self.partner_id.name or self.email
        self.file_name = safe_name(f"{name}.zip")
        self.invalidate_recordset(["file"])

    def _note_given(self):
        words = self.env._("The complainant's own data were put together for him.")
        for case in self.case_ids:
            case._message_log(body=words)
