from odoo.fields import Command

from .backdate import backdate
from .products import lot_on
from .stock import backdate_transfer, move_lots


def build(book):
    """Orders confirmed and delivered with lots, some of them not in full."""
    rows = book.table("orders")
    orders = book.env["sale.order"].create(
        [_prepare_vals(book, row, serial) for serial, row in enumerate(rows, start=1)]
    )
    kind = book.get("warehouse").out_type_id
    kind.reservation_method = "manual"  # the table says which lot goes, not Odoo
    orders.action_confirm()
    _deliver(book, [(o, r) for o, r in zip(orders, rows, strict=True) if r["after"]])
    kind.reservation_method = "at_confirm"
    for order, row in zip(orders, rows, strict=True):
        book.keep({f"order_{row['key']}": order})
        moment = book.at(book.day(row["days"]), 10)
        backdate(order, moment, ("date_order",))
        backdate(order.order_line, moment)


def get_delivered(row):
    """Days ago and delivered quantities by product code, as the table says."""
    quantities = {**_get_quantities(row["lines"]), **_get_quantities(row["short"])}
    return int(row["days"]) - int(row["after"]), quantities


def _get_quantities(text):
    pairs = (item.split(":") for item in text.split())
    return {code: float(quantity) for code, quantity in pairs}


def _prepare_vals(book, row, serial):
    return {
        "name": f"LT{book.day(row['days']):%y%m}-{serial:03}",
        "company_id": book.company.id,
        "warehouse_id": book.get("warehouse").id,
        "partner_id": book.get(f"partner_{row['customer']}").id,
        "user_id": book.get(f"user_{row['seller']}").id,
        "order_line": [
            Command.create(
                {
                    "product_id": book.get(f"product_{code}").id,
                    "product_uom_qty": quantity,
                }
            )
            for code, quantity in _get_quantities(row["lines"]).items()
        ],
    }


def _deliver(book, sold):
    """Ship what the table says; what is short stays to be delivered."""
    pickings = book.env["stock.picking"]
    quantities, moments = [], []
    for order, row in sold:
        days, shipped = get_delivered(row)
        pickings += order.picking_ids
        quantities.append({lot_on(book, c, days): q for c, q in shipped.items()})
        moments.append(book.at(book.day(days), 14))
    move_lots(pickings, quantities)
    for picking, moment in zip(pickings, moments, strict=True):
        backdate_transfer(picking, moment)
