from odoo import fields, models
from odoo.exceptions import UserError

DOCUMENTS = {
    "refund": "credit_note",
    "price_reduction": "credit_note",
    "compensation": "credit_note",
    "return": "return",
    "replacement": "delivery",
}


class ComplaintRemedyDocument(models.AbstractModel):
    """A remedy is carried out once, by one document of the ERP, made with the rights of
    who presses the button (R-S01)."""

    _name = "complaint.remedy.document"
    _inherit = "complaint.workflow.mixin"
    _description = "Document of a remedy"

    move_ids = fields.One2many(
        "account.move", "complaint_remedy_id", "Credit notes", readonly=True
    )
    picking_ids = fields.One2many(
        "stock.picking", "complaint_remedy_id", "Transfers", readonly=True
    )

    def action_make_document(self):
        """Make the document that carries this remedy out, as a draft, and open it.

        :raises UserError: not approved, made already, or something is missing in the
            ERP (invoice, delivery, journal …); nothing is made then
        """
        self.ensure_one()
        self.check_access("read")
        kind = self._get_document_kind()
        if not kind:
            raise UserError(
                self.env._(
                    "“%(remedy)s” needs no document: say when it was carried out.",
                    remedy=self.display_name,
                )
            )
        remedy = self.sudo()
        remedy._check_to_be_made()
        document = getattr(self, f"_make_{kind}")()
        document.sudo()._bind_to_remedy(remedy)
        remedy._walk("started")
        return self._prepare_document_action(document)

    def action_open_document(self):
        """The document that carries this remedy out."""
        self.ensure_one()
        return self._prepare_document_action(self._get_documents()[:1])

    def _prepare_document_action(self, document):
        return {
            "type": "ir.actions.act_window",
            "res_model": document._name,
            "res_id": document.id,
            "views": [(False, "form")],
        }

    def _needs_document(self):
        """Whether a document of the ERP carries this remedy out."""
        return bool(self._get_document_kind())

    def _get_document_kind(self):
        """Seam: what carries a remedy of this kind out; ``_make_<kind>`` makes it."""
        if self.executor == "handler":
            return None
        return DOCUMENTS.get(self.kind)

    def _get_documents(self):
        """Seam: the live documents of this remedy, the first one first."""
        money = DOCUMENTS.get(self.kind) == "credit_note"
        live = (self.move_ids if money else self.picking_ids).sorted("id")
        return live.filtered(lambda one: one.state != "cancel")

    def _check_to_be_made(self):
        self.lock_for_update()  # of two who press it at once the later one is told
        self.invalidate_recordset(["state"])
        self._check_still_approved()
        if self.state == "started" or self._get_documents():
            raise UserError(
                self.env._(
                    "“%(remedy)s” has its document already: %(document)s.",
                    remedy=self.display_name,
                    document=", ".join(self._get_documents().mapped("display_name")),
                )
            )

    def _check_still_approved(self):
        if self.state not in ("approved", "started"):
            raise UserError(
                self.env._(
                    "“%(remedy)s” of %(case)s is not approved: %(state)s. Nothing is "
                    "carried out before it is, and nothing twice.",
                    remedy=self.display_name,
                    case=self.case_id.number,
                    state=self._get_state_label(self.state),
                )
            )

    def _get_customer(self):
        """The contact that the documents are made for.

        :raises UserError: the case names none
        """
        customer = self.sudo().case_id.partner_id
        if not customer:
            raise UserError(
                self.env._(
                    "%(case)s names no contact as complainant: choose or create it on "
                    "the complaint first.",
                    case=self.sudo().case_id.number,
                )
            )
        return customer

    def _get_origin(self):
        """What the document says it is from; the number, nothing of the customer's."""
        return self.sudo().case_id.number

    # ------------------------------------------------------------
    # WHAT BECOMES OF THE DOCUMENT
    # ------------------------------------------------------------

    def _note_document_done(self):
        """Its document is posted or validated: carried out."""
        for remedy in self.filtered(lambda one: one.state in ("approved", "started")):
            remedy._write_guarded({"done_by_id": self.env.uid})
            remedy._walk("done")
            remedy.case_id._note_carried_out()

    def _note_document_open(self):
        """What was posted is a draft again."""
        for remedy in self.filtered(lambda one: one.state == "done"):
            remedy._walk("started")
            remedy.case_id._note_carried_out()

    def _note_document_gone(self):
        """Its draft was cancelled or deleted: it can be made again."""
        for remedy in self.filtered(lambda one: one.state in ("started", "done")):
            if not remedy._get_documents():
                remedy._walk("approved")
                remedy.case_id._note_carried_out()
