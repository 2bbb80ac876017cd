from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import float_compare
from psycopg2 import OperationalError

from ..tools.remedy_arrows import TO_DO

EXECUTOR_GROUPS = {
    "invoicing": "account.group_account_invoice",
    "stock": "stock.group_stock_user",
}


class ComplaintRemedyDoing(models.AbstractModel):
    """A remedy on the way to being carried out: whose work it is, less of it by a
    changed instruction, its document made by the system where the policy says so."""

    _name = "complaint.remedy.doing"
    _inherit = ["complaint.remedy.document", "mail.activity.mixin"]
    _description = "Carrying out a remedy"

    document_error = fields.Text(
        "Why no document was made", readonly=True, copy=False, guarded=True
    )

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Nobody follows a remedy. Activities call this for whom they are given to.

        :return: ``True``, as Odoo's own
        """
        return True

    # ------------------------------------------------------------
    # WHOSE WORK IT IS
    # ------------------------------------------------------------

    @api.model
    def _get_executor_groups(self):
        """Seam: which group carries out what is for an ``executor``."""
        return EXECUTOR_GROUPS

    @api.model
    def _get_my_work(self):
        """Domain of what this user carries out: of his group, or of his cases."""
        mine = [
            executor
            for executor, group in self._get_executor_groups().items()
            if self.env.user.has_group(group)
        ]
        handled = Domain("executor", "=", "handler") & Domain(
            "case_id.user_id", "=", self.env.uid
        )
        to_do = Domain("state", "in", TO_DO)
        return to_do & (Domain("executor", "in", mine) | handled)

    # ------------------------------------------------------------
    # LESS OF IT
    # ------------------------------------------------------------

    def _get_less(self, vals):
        """What of ``vals`` is less than was proposed, as who decides says (R-A04).

        :raises UserError: it would be more
        """
        less = {}
        for name in ("quantity", "amount"):
            value = float(vals.get(name, self[name]))
            compared = float_compare(value, self[name], precision_digits=6)
            if compared > 0 or value < 0:
                raise UserError(
                    self.env._(
                        "“%(remedy)s”: less can be given by a changed instruction, not "
                        "more. Send it back, so that more is put up for decision.",
                        remedy=self.display_name,
                    )
                )
            if compared:
                less[name] = value
        return less

    # ------------------------------------------------------------
    # BY THE SYSTEM
    # ------------------------------------------------------------

    def action_make_document(self):
        """Make the document that carries this remedy out, as a draft, and open it.

        :raises UserError: not approved, made already, or something is missing in the
            ERP (invoice, delivery, journal …); nothing is made then
        """
        action = super().action_make_document()
        remedy = self.sudo()
        if remedy.document_error:  # it could not be made before
            remedy._write_guarded({"document_error": False})
            remedy.activity_ids.unlink()
        return action

    def _make_by_system(self):
        """Make the documents in the name of whom the policy names, with his rights
        (R-S01). What cannot be made keeps its reason and is asked of him; an approval
        never fails by it."""
        policy = self.case_id.policy_id.sudo()
        user = policy.documents_user_id
        wanted = self.filtered(lambda remedy: remedy._get_document_kind())
        for remedy in wanted if policy.documents_by_system else ():
            if error := remedy._try_document(user):
                remedy._write_guarded({"document_error": error})
                remedy._ask_for_document(user)

    def _try_document(self, user):
        """Make the document as ``user``; why it was not made, nothing when it was."""
        companies = self.company_id.ids
        own = self.with_user(user).with_context(allowed_company_ids=companies)
        try:
            with self.env.cr.savepoint():
                own.action_make_document()
        except OperationalError:
            raise  # Odoo runs the whole transaction again
        except Exception as error:  # noqa: BLE001 whatever it is, it is told
            self.env.invalidate_all()
            return str(error) or repr(error)
        return None

    def _ask_for_document(self, user):
        if not user.active:
            user = self.case_id.user_id or self.case_id.receiver_id
        env = self.with_context(lang=user.lang or self.env.lang).env
        self.with_context(mail_activity_quick_update=True).activity_schedule(
            "mail.mail_activity_data_todo",
            user_id=user.id,
            summary=env._("No document could be made: see why, and make it"),
            note=self.document_error,
        )
