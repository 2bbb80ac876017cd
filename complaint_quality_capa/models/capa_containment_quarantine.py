from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain
from odoo.tools import format_list


class CapaContainmentQuarantine(models.AbstractModel):
    """Blocked stock is brought to quarantine by Odoo's own internal transfers, which
    are prepared for who works in the warehouse (R-Q01)."""

    _name = "capa.containment.quarantine"
    _inherit = "capa.containment.delivered"
    _description = "Blocked stock on its way to quarantine"

    quarantine_ids = fields.Many2many(
        "stock.picking",
        "capa_containment_quarantine_rel",
        "containment_id",
        "picking_id",
        "Transfers to quarantine",
        readonly=True,
        copy=False,
        guarded=True,
    )
    quarantine_count = fields.Integer(
        "Number of transfers to quarantine", compute="_compute_quarantine_count"
    )

    @api.depends("quarantine_ids")
    def _compute_quarantine_count(self):
        # how many there are is no secret to who reads the containment
        for containment in self.sudo():
            containment.quarantine_count = len(containment.quarantine_ids)

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_quarantine(self):
        """Prepare the transfers that bring what is blocked to quarantine, one for each
        warehouse; who works there carries them out (R-Q01).

        :raises AccessError: who may not block
        :raises UserError: nothing lies outside, or there is no quarantine
        """
        self.ensure_one()
        self.check_access("write")
        if self.state != "open":
            raise UserError(self.env._("Block it first."))
        # who may block need not work in the warehouse
        pickings = self.sudo()._put_apart()
        if self._reads_transfers():
            return self.action_open_quarantine()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "Prepared for the warehouse: %(names)s",
                    names=format_list(self.env, pickings.mapped("name")),
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def action_open_quarantine(self):
        """The transfers to quarantine; those that this user may read."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Transfers to quarantine"),
            "res_model": "stock.picking",
            "view_mode": "list,form",
            "domain": [("id", "in", self.sudo().quarantine_ids.ids)],
        }

    def action_recall(self):
        """The recall of what is blocked; none: one is prepared of its lots, so that
        customers who have got it are told (R-Q07).

        :return: the action that opens it
        """
        self.ensure_one()
        self.check_access("read")
        recalls = self.env["capa.recall"]
        found = recalls.search([("containment_id", "=", self.id)])
        if not found:
            recalls.check_access("create")
            own = self.sudo()  # that he may read it was asked
            vals = recalls._prepare_recall_vals(
                own.line_ids.filtered(lambda line: line.state != "draft").lot_id,
                company_id=own.company_id.id,
                reason=own.reason,
                plan_id=own.plan_id.is_open and own.plan_id.id,
                case_ids=[Command.set((own.case_id | own.plan_id._get_cases()).ids)],
                containment_id=own.id,
            )
            found = recalls.sudo()._create_guarded([vals]).sudo(False)
        return recalls._open_form(found)

    def _reads_transfers(self):
        return self.env["stock.picking"].has_access("read")

    # ------------------------------------------------------------
    # TRANSFERS; as superuser
    # ------------------------------------------------------------

    def _put_apart(self):
        """The transfers of what lies outside of a quarantine and is not on its way
        there."""
        quants = self._find_outside()
        if not quants:
            raise UserError(
                self.env._("All of it lies in quarantine, or is on its way there.")
            )
        pickings = self.env["stock.picking"]
        for house, some in quants.grouped(self._warehouse_of).items():
            pickings |= self._prepare_transfer(house, some)
        links = [Command.link(picking.id) for picking in pickings]
        self._write_guarded({"quarantine_ids": links})
        return pickings

    @api.model
    def _warehouse_of(self, quant):
        return quant.location_id.warehouse_id

    def _find_outside(self):
        held = self.line_ids.filtered(lambda line: line.state in ("blocked", "joined"))
        domain = self._get_stock_domain(held) & Domain(
            [
                ("location_id.usage", "=", "internal"),
                ("location_id.in_quarantine", "=", False),
                ("quantity", ">", 0),
            ]
        )
        quants = self.env["stock.quant"].search(domain, order="id")
        return quants.filtered(lambda one: one.quantity > one.reserved_quantity)

    def _prepare_transfer(self, house, quants):
        """The very pieces that are blocked: a reservation would take the oldest."""
        place = self._find_quarantine(house)
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": house.int_type_id.id,
                "location_id": house.lot_stock_id.id,
                "location_dest_id": place.id,
                "origin": self.number,
                "company_id": self.company_id.id,
                "move_ids": [
                    Command.create(self._prepare_move_vals(key, some, place))
                    for key, some in quants.grouped(self._move_of).items()
                ],
            }
        )
        picking.action_confirm()
        picking.do_unreserve()
        moves = picking.move_ids.grouped(self._move_of)
        self.env["stock.move.line"].create(
            [
                {
                    "move_id": moves[self._move_of(quant)][:1].id,
                    "picking_id": picking.id,
                    "product_id": quant.product_id.id,
                    "quantity": quant.quantity - quant.reserved_quantity,
                    "lot_id": quant.lot_id.id,
                    "package_id": quant.package_id.id,
                    "owner_id": quant.owner_id.id,
                    "location_id": quant.location_id.id,
                    "location_dest_id": place.id,
                }
                for quant in quants
            ]
        )
        return picking

    @api.model
    def _move_of(self, record):
        return record.product_id, record.location_id

    @api.model
    def _prepare_move_vals(self, key, quants, place):
        product, location = key
        free = sum(one.quantity - one.reserved_quantity for one in quants)
        return {
            "product_id": product.id,
            "product_uom": product.uom_id.id,
            "product_uom_qty": free,
            "location_id": location.id,
            "location_dest_id": place.id,
        }

    def _find_quarantine(self, house):
        """The quarantine of that warehouse, else one of the company.

        :raises UserError: there is none
        """
        places = self.env["stock.location"].search(
            [
                ("is_quarantine", "=", True),
                ("usage", "=", "internal"),
                ("company_id", "in", (self.company_id.id, False)),
            ],
            order="id",
        )
        own = places.filtered(lambda place: place.warehouse_id == house)
        if not places:
            raise UserError(
                self.env._(
                    "%(company)s has no quarantine: tick “Quarantine” on one of its "
                    "locations.",
                    company=self.company_id.name,
                )
            )
        return (own or places)[0]
