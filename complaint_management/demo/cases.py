from datetime import timedelta

from odoo.fields import Command

from .backdate import backdate_step
from .case_walk import CaseWalk
from .evidence import add_evidence
from .plan import make_plans
from .texts import Texts

CLAIMS = ("refund", "return", "replacement", "compensation", "price_reduction")
CLAIMED = {"price_reduction": 0.2, "compensation": 1.5}  # of the price, else the whole


def build(book):
    """Register each planned case as who received it, then walk it where it stands."""
    texts = Texts(book)
    for place, plan in enumerate(make_plans(book), start=1):
        words = texts.get_words(book, plan)
        case = _register(book, plan, texts, words)
        book.keep({f"case_{place:03}": case})
        add_evidence(book, plan, case)
        backdate_step(case, plan.registered)
        walk = CaseWalk(book, plan, texts, words, case)
        for name, moment in plan.steps:
            walk.do(name, moment)
            backdate_step(case, moment)


def get_receiver(plan, book):
    """Who is in charge of the channel."""
    return book.get(f"channel_{plan.row['channel']}").user_id.login


def _register(book, plan, texts, words):
    env = book.acting(get_receiver(plan, book))
    vals = {
        **_prepare_complainant(book, plan),
        **_prepare_demand(book, plan, texts),
        "title": plan.story["title"].format(**words),
        "kind": plan.story["kind"],
        "company_id": book.company.id,
        "channel_id": book.get(f"channel_{plan.row['channel']}").id,
        "category_id": book.data(f"complaint_category_{plan.story['category']}").id,
        "description": texts.get_description(plan, words),
        "received_on": plan.received,
        "registered_on": plan.registered,  # the month of its number
        "line_ids": [Command.create(vals) for vals in _prepare_lines(book, plan)],
    }
    return env["complaint.case"]._create_guarded([vals])


def _prepare_complainant(book, plan):
    key = plan.row["customer"]
    rows = {row["key"]: row for row in book.table("customers")}
    contact = "contact" if rows[key]["contact"] else "partner"
    partner = book.get(f"{contact}_{key}")
    happened = plan.received.date() - timedelta(days=book.chance.randint(0, 6))
    return {
        "partner_id": partner.id,
        "complainant_kind": rows[key]["kind"],
        "occurred_on": happened,
        "occurred_at": rows[key]["city"],
    }


def _prepare_demand(book, plan, texts):
    kinds = plan.story["demand"].split()
    if not kinds:
        return {}
    types = [book.data(f"complaint_remedy_type_{kind}") for kind in kinds]
    bad = float(plan.row["bad"] or 0)
    value = float(plan.product.get("price", 0)) * bad
    claim = max((CLAIMED.get(kind, 1) for kind in kinds if kind in CLAIMS), default=0)
    return {
        "demand_type_ids": [Command.set([kind.id for kind in types])],
        "demand_reason": texts.pick(f"reason_{_get_nature(plan)}"),
        "claimed_amount": round(value * claim, 2),
        "extent": bad and f"{bad:.0f} {plan.product['many']}" if bad > 1 else False,
    }


def _get_nature(plan):
    return "quality" if plan.story["category"].startswith("quality") else "other"


def _prepare_lines(book, plan):
    """The product as the customer names it; the records are found by themselves."""
    row = plan.row
    if plan.story["key"] == "r_other":
        yield {"product_text": "Thermos flask, Blue Crane", "defective_qty": 1}
    if not row["product"]:
        return
    vals = {
        "product_id": book.get(f"product_{row['product']}").id,
        "defective_qty": float(row["bad"] or 0),
        "description": plan.story["defect"],
        "lot_name": row["lot"] and plan.lot.name,
        "item_number": f"LT-{row['product']}",
    }
    if row["order"]:
        vals["order_reference"] = book.get(f"order_{row['order']}").name
        if row["said"]:  # else the quantity comes from the records
            vals["delivered_qty"] = float(row["said"])
    else:
        bought = plan.received.date() - timedelta(days=book.chance.randint(10, 80))
        place = book.get(f"channel_{row['channel']}").name
        vals.update(purchased_on=bought, purchase_place=place)
    yield vals
