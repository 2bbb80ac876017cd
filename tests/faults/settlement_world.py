"""A dealer whose complaint is settled by documents of the ERP, committed: whoever is
killed in the middle finds him there again."""

import uuid
from contextlib import contextmanager
from unittest.mock import patch

from odoo.addons.base.tests.common import DISABLED_MAIL_CONTEXT, BaseCommon
from odoo.addons.complaint_management.tests import settlement_common
from odoo.fields import Command
from test_concurrent_cases import _transaction

# what the dealer is given, and how much of it
REMEDIES = {
    "refund": {"amount": 150.05},
    "price_reduction": {"amount": 49.99},
    "compensation": {"amount": 33.33},
    "return": {"quantity": 7},
    "replacement": {"quantity": 7},
    "repair": {"quantity": 7},
}
MONEY = {kind: given["amount"] for kind, given in REMEDIES.items() if "amount" in given}
DOER = "account.group_account_invoice,stock.group_stock_user"
STOCK = 1000
TAXED = 13  # per cent on the invoice, so that amounts round


class _Dealer(settlement_common.SettlementCommon):
    """The dealer of the other tests, with people of his own: he stays there."""

    @classmethod
    def _create_user(cls, name, group, company=None):
        return super()._create_user(f"{name} {uuid.uuid4()}", group, company)


@contextmanager
def put_up(members=0, by_system=True):
    """Complaints put up for decision, each with every remedy of ``REMEDIES``.

    :param int members: how many are handled together with the first one
    :param bool by_system: the policy has the documents made with the approval
    :return: ids of the cases (the one that leads first), of who decides, of in whose
        name the documents are made
    """
    with _transaction() as env, patch.object(BaseCommon, "setUpClass"):
        _Dealer.env = env(context={**env.context, **DISABLED_MAIL_CONTEXT})
        _Dealer.company_name = f"Lotus Tableware {uuid.uuid4()}"
        _Dealer.setUpClass()
        doer = _Dealer._create_user("doer", DOER)
        _create_policy(doer, by_system)
        _Dealer._invoice(_Dealer, tax=TAXED)
        _fill_shelf()
        cases = _put_up(members)
        companies = _Dealer.company | _Dealer.other_company
        _Dealer.other_company.name = f"Other {uuid.uuid4()}"
        env.user.company_ids -= companies
        ids = cases.ids, _Dealer.executive.id, doer.id
    yield ids
    with _transaction() as env:
        _clear_away(env, cases.ids, companies.ids)


def _create_policy(doer, by_system):
    _Dealer.env["complaint.policy"].create(
        {
            "name": "By documents",
            "company_id": _Dealer.company.id,
            "valid_from": "2020-01-01",
            "documents_by_system": by_system,
            "documents_user_id": doer.id,
        }
    )


def _fill_shelf():
    """Plates of lot A, more than were delivered from nothing."""
    place = _Dealer.warehouses[_Dealer.company].lot_stock_id
    quants = _Dealer.env["stock.quant"]
    quants._update_available_quantity(_Dealer.plate, place, STOCK, lot_id=_Dealer.lot_a)


def _put_up(members):
    cases = _Dealer.env["complaint.case"].with_user(_Dealer.officer)
    for _one in range(1 + members):
        cases |= _complain()
    lead = cases[0]
    if members:
        lead.action_investigate()
        (cases - lead).action_handle_with(lead.id)
    for kind, given in REMEDIES.items():
        remedy = _Dealer._propose(lead, kind, line_id=lead.line_ids.id, **given)
        if members:
            remedy.action_same_for_members()
    lead.action_submit()
    return cases


def _complain():
    """Plates of lot A, as the officer takes it up."""
    line = {
        "product_id": _Dealer.plate.id,
        "sale_line_id": _Dealer.order.order_line[:1].id,
        "lot_id": _Dealer.lot_a.id,
        "lot_name": _Dealer.lot_a.name,
        "defective_qty": 7,
    }
    case = _Dealer._register(
        partner_id=_Dealer.dealer.id, line_ids=[Command.create(line)]
    )
    case.action_accept()
    return case


def _clear_away(env, case_ids, company_ids):
    """What other tests would meet; books and stock stay, in a company of their own."""
    remedies = "SELECT id FROM complaint_remedy WHERE case_id IN %s"
    requests = "SELECT id FROM complaint_approval_request WHERE case_id IN %s"
    people = "SELECT user_id FROM res_company_users_rel WHERE cid IN %s AND user_id > 2"
    known = (_Dealer.dealer | _Dealer.dealer_buyer | _Dealer.customer).ids
    cases, companies = tuple(case_ids), tuple(company_ids)
    for table in ("account_move", "stock_picking", "repair_order"):
        env.cr.execute(
            f"UPDATE {table} SET complaint_remedy_id = NULL"
            f" WHERE complaint_remedy_id IN ({remedies})",
            [cases],
        )
    for table in ("signature", "turn", "text"):
        env.cr.execute(
            f"DELETE FROM complaint_approval_{table} WHERE request_id IN ({requests})",
            [cases],
        )
    for statement, values in (
        ("UPDATE complaint_case SET lead_id = NULL WHERE id IN %s", cases),
        ("DELETE FROM complaint_approval_request WHERE case_id IN %s", cases),
        ("DELETE FROM complaint_link WHERE case_id IN %s", cases),
        ("DELETE FROM complaint_reply WHERE case_id IN %s", cases),
        ("DELETE FROM complaint_remedy WHERE case_id IN %s", cases),
        ("DELETE FROM complaint_case WHERE id IN %s", cases),
        ("DELETE FROM complaint_trail WHERE company_id IN %s", companies),
        (f"UPDATE res_users SET active = false WHERE id IN ({people})", companies),
        (
            "UPDATE res_partner SET active = false, email = NULL WHERE id IN %s",
            tuple(known),
        ),
    ):
        env.cr.execute(statement, [values])
