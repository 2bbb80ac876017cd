from .stock import backdate_transfer, move_lots

COST = 0.45  # of the price


def build(book):
    """Products tracked by lot, and each lot received on the day it was made."""
    category = book.env["product.category"].create({"name": "Lotus tableware"})
    book.keep({"product_category": category})
    rows = book.table("products")
    products = book.env["product.product"].create(
        [_prepare_vals(book, row, category) for row in rows]
    )
    for row, product in zip(rows, products, strict=True):
        book.keep({f"product_{row['code']}": product})
    _receive(book, [_make_lots(book, made, rows) for made in book.table("lots")])


def lot_on(book, code, days):
    """The lot that is sold so many days ago: the latest one made before."""
    made = [int(row["days"]) for row in book.table("lots")]
    return book.get(f"lot_{code}_{min(d for d in made if d > days)}")


def _prepare_vals(book, row, category):
    return {
        "name": row["name"],
        "default_code": f"LT-{row['code']}",
        "categ_id": category.id,
        "company_id": book.company.id,
        "type": "consu",
        "is_storable": True,
        "tracking": "lot",
        "list_price": float(row["price"]),
        "standard_price": float(row["price"]) * COST,
    }


def _make_lots(book, made, rows):
    """A lot of each product, with how much of it was made."""
    day = book.day(made["days"])
    lots = book.env["stock.lot"].create(
        [
            {
                "name": f"{row['code']}-{day:%y%m}-{made['series']}",
                "product_id": book.get(f"product_{row['code']}").id,
                "company_id": book.company.id,
            }
            for row in rows
        ]
    )
    quantities = {}
    for row, lot in zip(rows, lots, strict=True):
        book.keep({f"lot_{row['code']}_{made['days']}": lot})
        quantities[lot] = float(row["lot_size"])
    return day, quantities


def _receive(book, batches):
    """A receipt for each day on which lots were made."""
    kind = book.get("warehouse").in_type_id
    pickings = book.env["stock.picking"].create(
        [
            {
                "picking_type_id": kind.id,
                "company_id": book.company.id,
                "location_id": book.env.ref("stock.stock_location_suppliers").id,
                "location_dest_id": kind.default_location_dest_id.id,
                "origin": f"Production {day:%Y-%m}",
            }
            for day, _quantities in batches
        ]
    )
    quantities = [quantities for _day, quantities in batches]
    move_lots(pickings, quantities)
    for picking, (day, _quantities) in zip(pickings, batches, strict=True):
        backdate_transfer(picking, book.at(day, 16.5))
