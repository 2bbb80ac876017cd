"""Five customers of one lot: the complaints are handled together, one leads; each has
his remedy proposed, the lead is ready to be put up for decision (R-I15)."""

from datetime import timedelta

from odoo.fields import Command

from .backdate import backdate_step

PRODUCT = "B22"
# Customer, how many bowls; the first one leads.
CUSTOMERS = (("zhang", 6), ("sun", 2), ("qin", 4), ("cui", 1), ("pan", 3))
TITLE = "Crazing on {bad} soup bowls after the first wash"
FACTS = "Fine cracks in the glaze over the whole inside, after one wash."
CAUSE = "The lot left the glaze kiln too hot; found at three firings of the same night."
OUTCOME = (
    "The glaze of this lot was fired too hot. We replace each bowl that you complained "
    "about, and you need not send anything back. We apologise."
)
IMPROVEMENT = "The kiln stops by itself above 1,230 degrees."


def build(book):
    """Registered, put together, looked into once."""
    latest = book.env["complaint.case"].search(
        [("company_id", "=", book.company.id)], order="registered_on desc", limit=1
    )
    begin = max(latest.registered_on, book.now - timedelta(hours=6))
    step = (book.now - timedelta(minutes=3) - begin) / 10
    lot = book.env["stock.lot"].search(
        [("product_id", "=", book.get(f"product_{PRODUCT}").id)],
        order="name desc",
        limit=1,
    )
    cases = [
        _register(book, place, lot, begin + step * (place + 1))
        for place in range(len(CUSTOMERS))
    ]
    lead, members = cases[0], cases[0].browse().union(*cases[1:])
    book.keep({"case_group": lead})
    lead.action_accept()
    members.action_handle_with(lead.id)
    _backdate(cases, begin + step * 6)
    members.action_accept()
    lead.action_investigate()
    members.sudo()._follow_leads()
    _backdate(cases, begin + step * 7)
    _write_form(book, lead, members)
    _backdate(cases, begin + step * 8)


def _backdate(cases, moment):
    for case in cases:
        backdate_step(case, moment)


def _register(book, place, lot, moment):
    key, bad = CUSTOMERS[place]
    product = book.get(f"product_{PRODUCT}")
    line = {
        "product_id": product.id,
        "lot_name": lot.name,
        "defective_qty": bad,
        "description": FACTS,
    }
    vals = {
        "partner_id": book.get(f"partner_{key}").id,
        "complainant_kind": "consumer",
        "title": TITLE.format(bad=bad),
        "company_id": book.company.id,
        "channel_id": book.get("channel_hotline").id,
        "category_id": book.data("complaint_category_quality_product").id,
        "user_id": book.get("user_officer").id,
        "received_on": moment - timedelta(minutes=1),
        "registered_on": moment,
        "line_ids": [Command.create(line)],
        "demand_type_ids": [
            Command.set(book.data("complaint_remedy_type_replacement").ids)
        ],
    }
    case = book.acting("hotline")["complaint.case"]._create_guarded([vals])
    case = case.with_env(book.acting("officer"))
    tests = book.get("policy").acceptance_test_ids
    case.env["complaint.acceptance.answer"].create(
        [{"case_id": case.id, "test_id": test.id, "answer": "yes"} for test in tests]
    )
    backdate_step(case, moment)
    return case


def _write_form(book, lead, members):
    (lead | members).write({"talks_result": "agreed"})
    lead.write(
        {
            "facts": FACTS,
            "cause": CAUSE,
            "responsible_kind": "company",
            "outcome": OUTCOME,
            "improvement": IMPROVEMENT,
        }
    )
    remedy = lead.env["complaint.remedy"].create(
        {
            "case_id": lead.id,
            "type_id": book.data("complaint_remedy_type_replacement").id,
            "line_id": lead.line_ids.id,
        }
    )
    remedy.action_same_for_members()
