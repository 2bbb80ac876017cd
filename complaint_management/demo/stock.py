from .backdate import backdate


def move_lots(pickings, quantities):
    """Carry out transfers with exactly those quantities of those lots.

    :param list quantities: for each transfer a dict of lot to quantity
    """
    lines = pickings.env["stock.move.line"].create(
        [
            {
                "picking_id": picking.id,
                "company_id": picking.company_id.id,
                "product_id": lot.product_id.id,
                "lot_id": lot.id,
                "quantity": quantity,
                "location_id": picking.location_id.id,
                "location_dest_id": picking.location_dest_id.id,
            }
            for picking, moved in zip(pickings, quantities, strict=True)
            for lot, quantity in moved.items()
        ]
    )
    lines.move_id.picked = True
    pickings._action_done()


def backdate_transfer(picking, moment):
    """Say that the transfer was planned, made and done at ``moment``."""
    backdate(picking, moment, ("date_done", "scheduled_date", "date_deadline"))
    backdate(picking.move_ids, moment, ("date", "date_deadline"))
    backdate(picking.move_line_ids, moment, ("date",))
    if picking.picking_type_code == "incoming":
        backdate(picking.move_line_ids.lot_id, moment)
