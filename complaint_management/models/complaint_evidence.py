import mimetypes

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_list

KINDS = [
    ("document", "Document"),
    ("photo", "Photo"),
    ("video", "Video"),
    ("recording", "Recording"),
    ("mail", "E-mail"),
    ("receipt", "Receipt"),
    ("contract", "Contract"),
    ("authority", "Written authority"),
    ("material", "Material given to the customer"),
    ("other", "Other"),
]
SOURCES = [
    ("complainant", "Complainant"),
    ("staff", "Our staff"),
    ("supplier", "Supplier"),
    ("carrier", "Carrier"),
    ("authority", "Public authority"),
    ("other", "Other"),
]
# kinds that the file itself tells; the others are somebody's judgement and stay
KIND_BY_MIMETYPE = {"image": "photo", "video": "video", "audio": "recording"}
GUESSED_KINDS = ("document", "photo", "video", "recording", "mail")
# of the transaction, where no caller reaches it: evidence is being added right now
_ADDING = "complaint_evidence_adding"


class ComplaintEvidence(models.Model):
    """One piece of evidence: a file, a link, or a thing that is described (R-I04).

    Once its case is decided it is locked: nobody changes or removes it (R-V04), and
    it stays locked when the case is reopened. What its file may be, and the
    fingerprint of it, is in ``complaint.evidence.file``.
    """

    _name = "complaint.evidence"
    _inherit = [
        "complaint.approval.row.mixin",
        "complaint.evidence.file",
        "complaint.row.mixin",
    ]
    _description = "Evidence"
    _order = "received_on desc, id desc"
    _approval_open_to_more = True

    case_id = fields.Many2one(
        "complaint.case", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="case_id.company_id",
        store=True,
        precompute=True,
        index=True,
        guarded=True,
    )
    name = fields.Char(required=True, trailed=True)
    kind = fields.Selection(
        KINDS,
        compute="_compute_kind",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        trailed=True,
        help="A written authority shows that somebody may complain for another.",
    )
    source = fields.Selection(
        SOURCES, "From", required=True, default="complainant", trailed=True
    )
    received_on = fields.Datetime(
        "Received", required=True, default=fields.Datetime.now, trailed=True
    )
    description = fields.Text(
        help="What it shows; of a thing also where it is kept.", trailed=True
    )
    link = fields.Char(
        help="Where it lies, when it is too large to keep.", trailed=True
    )
    for_investigator = fields.Boolean(
        "For investigators",
        trailed=True,
        help="Those who investigate the case may see it, though not the case itself.",
    )
    call_id = fields.Many2one(
        "complaint.call",
        "Call or visit",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Noted with it.",
    )
    create_uid = fields.Many2one("res.users", "Added by", readonly=True)
    locked = fields.Boolean(
        readonly=True,
        copy=False,
        guarded=True,
        help="The case was decided on it: nobody changes or removes it.",
    )
    added_after_decision = fields.Boolean(readonly=True, copy=False, guarded=True)

    # ------------------------------------------------------------
    # COMPUTES AND CHECKS
    # ------------------------------------------------------------

    @api.depends("file_name")
    def _compute_kind(self):
        for evidence in self:
            kind = evidence.kind or "document"
            if evidence.file_name and kind in GUESSED_KINDS:
                kind = self._guess_kind(evidence.file_name)
            evidence.kind = kind

    @api.model
    def _guess_kind(self, file_name):
        mimetype = mimetypes.guess_type(file_name.lower())[0] or ""
        if mimetype == "message/rfc822" or file_name.lower().endswith(".msg"):
            return "mail"
        return KIND_BY_MIMETYPE.get(mimetype.partition("/")[0], "document")

    @api.constrains("case_id", "checksum", "link", "description")
    def _check_something_there(self):
        for evidence in self:
            if not (evidence.checksum or evidence.link or evidence.description):
                raise ValidationError(
                    self.env._(
                        "“%(name)s” holds nothing yet: choose a file, enter a link, or "
                        "describe the thing and where it is kept.",
                        name=evidence.name,
                    )
                )

    @api.constrains("call_id", "case_id")
    def _check_call(self):
        if any(one.call_id.case_id - one.case_id for one in self.sudo()):
            raise ValidationError(self.env._("The call is of another complaint."))

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def _create_guarded(self, vals_list):
        named = [
            {**self._get_call_case(vals), **vals, "name": self._get_name(vals)}
            for vals in vals_list
        ]
        self.env.cr.cache[_ADDING] = True
        try:
            evidences = super()._create_guarded(named)
        finally:
            del self.env.cr.cache[_ADDING]
        late = evidences.sudo().filtered(lambda one: one.case_id._is_evidence_locked())
        if late:
            late._write_guarded({"locked": True, "added_after_decision": True})
        evidences._trail_shelf(lambda label: (None, label))
        return evidences

    @api.model
    def _get_call_case(self, vals):
        """What is noted with a call belongs to its case."""
        call = self.env["complaint.call"].browse(vals.get("call_id"))
        return {"case_id": call.case_id.id} if call else {}

    @api.model
    def _get_name(self, vals):
        """What nobody named is called like its file, or its kind."""
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        kind = kinds[vals.get("kind") or "document"]
        return vals.get("name") or vals.get("file_name") or kind

    def write(self, vals):
        self._check_unlocked(vals)
        if any(one.case_id.id != vals.get("case_id", one.case_id.id) for one in self):
            raise UserError(
                self.env._(
                    "Evidence stays with the complaint that it was added to. Remove it "
                    "there and add it here."
                )
            )
        return super().write(vals)

    def unlink(self):
        """Take evidence off the shelf; its name and fingerprint stay in the history.

        :raises UserError: it is locked (R-V04)
        """
        # no ondelete method: a context key of the uninstaller's switches those off
        self._check_unlocked()
        self._check_not_given()
        self._trail_shelf(lambda label: (label, None))
        return super().unlink()

    # ------------------------------------------------------------
    # LOCK AND HISTORY
    # ------------------------------------------------------------

    @api.model
    def _get_never_locked_fields(self):
        """Fields that say who may see evidence, not what it is; they stay open."""
        return {"for_investigator"}

    def _check_unlocked(self, vals=None):
        """Raise when something of locked evidence is to be changed (R-V04).

        :param dict vals: what is to be written; ``None`` for all of it
        """
        if vals is not None and not vals.keys() - self._get_never_locked_fields():
            return
        if locked := self._filter_locked():
            raise UserError(
                self.env._(
                    "%(names)s cannot be changed or removed: the complaint was decided "
                    "on it. You can add further evidence.",
                    names=format_list(self.env, locked.mapped("name")),
                )
            )

    def _filter_locked(self):
        """Those that a decision stands on, or that one under way is about (R-A05)."""
        adding = self.env.cr.cache.get(_ADDING)  # what is added brings its file along
        return self.sudo().filtered(
            lambda one: one.locked or (not adding and one._is_decided_on())
        )

    def _check_not_given(self):
        """R-K09: what the customer was given stays on the case."""
        domain = [("material_ids", "in", self.ids)]
        replies = self.env["complaint.reply"].sudo().search_fetch(domain, ["subject"])
        if replies:
            raise UserError(
                self.env._(
                    "It goes, or went, to the customer with: %(replies)s. It stays on "
                    "file.",
                    replies=format_list(self.env, replies.mapped("subject")),
                )
            )

    def _trail_shelf(self, get_change):
        """Keep in the history of the cases what came to or left the shelf (R-P04)."""
        self.env["complaint.trail"]._keep(
            (one.case_id, "evidence_ids", *get_change(one._get_trail_label()))
            for one in self.sudo()
        )

    def _get_trail_label(self):
        fingerprint = self.checksum and f" (SHA-256 {self.checksum})"
        return {"id": self.id, "name": f"{self.name}{fingerprint or ''}"}

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_download(self):
        """Open the file, or the link where there is no file."""
        self.ensure_one()
        url = self.link
        if self.checksum:
            url = f"/web/content/{self._name}/{self.id}/file?download=true"
            url += "&filename_field=file_name"
        return {"type": "ir.actions.act_url", "url": url, "target": "new"}

    def action_remove(self):
        """Take it off the shelf, as long as it is not locked."""
        self.unlink()
