from datetime import timedelta

from .backdate import backdate_step


def build(book):
    """What was decided lately is being carried out by those whose work it is: the
    bookkeeper credits, the storeman takes back and sends anew (R-S01)."""
    company = book.company
    company.complaint_account_id = book.env["account.account"].search(
        [("company_ids", "in", company.ids), ("account_type", "=", "expense")], limit=1
    )
    remedies = book.env["complaint.remedy"].search(
        [("company_id", "=", company.id), ("state", "=", "approved")], order="id"
    )
    money = remedies.filtered(lambda one: one.executor == "invoicing")
    goods = remedies.filtered(lambda one: one.executor == "stock")
    _make(book, "bookkeeper", money[:1])
    _make(book, "storeman", goods[:1])


def _make(book, key, remedies):
    for remedy in remedies:
        remedy.with_env(book.acting(key)).action_make_document()
        backdate_step(remedy.case_id, book.now - timedelta(hours=1))
