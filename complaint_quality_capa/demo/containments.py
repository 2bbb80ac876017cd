from datetime import timedelta

from odoo.addons.complaint_management.demo import backdate as base
from odoo.fields import Command

from .backdate import backdate_record

MODULE = "complaint_quality_capa"
STAMPS = ("opened_on", "lifted_on")
LINE_STAMPS = ("blocked_on", "lifted_on")


def build(book):
    """Stock that is held back for a plan: one lot still, one that was lifted."""
    _make_quarantine(book)
    found = {}
    for row in book.table("containments", MODULE):
        found[f"containment_{row['key']}"] = _hold_back(book, row)
    book.env["ir.model.data"]._update_xmlids(
        [
            {"xml_id": f"{MODULE}.demo_{key}", "record": one, "noupdate": True}
            for key, one in found.items()
        ]
    )


def _make_quarantine(book):
    house = book.get("warehouse")
    book.env["stock.location"].create(
        {
            "name": "Quarantine",
            "location_id": house.view_location_id.id,
            "company_id": book.company.id,
            "is_quarantine": True,
        }
    )


def _hold_back(book, row):
    """Blocked by the owner of the plan, with a delivery that waits for it."""
    plan = book.env.ref(f"{MODULE}.demo_plan_{row['plan']}")
    product = book.get(f"product_{row['product']}")
    day = book.day(row["days"])
    if row["customer"]:
        _order(book, row, product, day)
    lots = plan.lot_ids.filtered(lambda lot: lot.product_id == product)
    lots |= _find_lot(book, product)
    containment = (
        book.env["capa.containment"]
        .with_env(book.acting(row["user"]))
        .create(
            {
                "plan_id": plan.id,
                "reason": row["reason"],
                "line_ids": [
                    Command.create({"product_id": product.id, "lot_id": lot.id})
                    for lot in lots
                ],
            }
        )
    )
    containment.action_block()
    _move(book, containment, day)
    if row["lifted"]:
        _lift(book, row, containment)
    return containment


def _order(book, row, product, day):
    order = book.env["sale.order"].create(
        {
            "company_id": book.company.id,
            "warehouse_id": book.get("warehouse").id,
            "partner_id": book.get(f"partner_{row['customer']}").id,
            "user_id": book.get("user_business").id,
            "order_line": [
                Command.create({"product_id": product.id, "product_uom_qty": 60})
            ],
        }
    )
    order.action_confirm()
    order.picking_ids.user_id = book.get("user_storeman")
    moment = book.at(day - timedelta(days=1), 10)
    base.backdate(order, moment, ("date_order",))


def _find_lot(book, product):
    """The lot that goes out next: the oldest on the shelf."""
    quants = book.env["stock.quant"].search(
        [
            ("product_id", "=", product.id),
            ("company_id", "=", book.company.id),
            ("location_id.usage", "=", "internal"),
            ("quantity", ">", 0),
        ],
        order="in_date, id",
        limit=1,
    )
    return quants.lot_id


def _lift(book, row, containment):
    line = containment.line_ids.with_env(book.acting("quality"))
    line.write(
        {
            "disposition": row["lifted"],
            "lift_reason": row["why"],
            "evidence": row["evidence"],
        }
    )
    line.action_lift()
    _move(book, containment, book.day(row["until"]))


def _move(book, containment, day):
    """Say that the last step was taken on ``day``."""
    moment = book.at(day, 11)
    backdate_record(containment, moment, *STAMPS)
    backdate_record(containment.line_ids, moment, *LINE_STAMPS)
    containment._write_guarded({"number": _draw(book, containment, moment)})


def _draw(book, containment, moment):
    """The number of its month."""
    if containment.state == "lifted":
        return containment.number
    vals = {"company_id": book.company.id, "registered_on": moment}
    book.env["capa.containment.numbering"]._fill_numbers([vals])
    return vals["number"]
