from odoo import api, models, tools
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools.blocked import Blocked


class CapaBlocked(models.AbstractModel):
    """What stock asks before it moves: is this held back? (R-Q01)"""

    _name = "capa.blocked"
    _description = "What is held back"

    # ------------------------------------------------------------
    # WHAT IS HELD BACK
    # ------------------------------------------------------------

    @api.model
    def _get(self, company):
        """What is held back in ``company``, as far as this process knows: to reserve,
        to show. Who sends out asks ``_get_for_sure``. Costs no query when warm.

        :return: :class:`Blocked`
        """
        return self._read(company.id, self._get_version(company.id))

    @api.model
    def _get_for_sure(self, companies):
        """What is held back in ``companies``; it does not change until this
        transaction is over. One query.

        :return: dict, id of a company → :class:`Blocked`
        """
        versions = self.env["capa.containment.gate"]._hold(companies)
        return {one: self._read(one, version) for one, version in versions.items()}

    @api.model
    @tools.ormcache("company_id")
    def _get_version(self, company_id):
        """Forgotten by every process when something is blocked or lifted."""
        rows = self.env.execute_query(
            SQL(
                "SELECT version FROM capa_containment_gate WHERE company_id = %s",
                company_id,
            )
        )
        return rows[0][0] if rows else 0

    @api.model
    @tools.ormcache("company_id", "version")
    def _read(self, company_id, version):
        """Kept for one version: what was blocked since has another."""
        self.env["capa.containment.line"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """SELECT product_id, lot_id FROM capa_containment_line
                    WHERE company_id = %s AND state = 'blocked'""",
                company_id,
            )
        )
        return Blocked(
            frozenset(lot for _product, lot in rows if lot),
            frozenset(product for product, lot in rows if not lot),
            frozenset(product for product, lot in rows if lot),
        )

    # ------------------------------------------------------------
    # REFUSING
    # ------------------------------------------------------------

    @api.model
    def _refuse(self, lines):
        """:raises UserError: ``lines`` are held back; says which, and whom to ask"""
        blocks = self._find_blocks(lines)
        sentences = {self._say(line, blocks): None for line in lines}
        raise UserError(
            "\n".join(
                [
                    self.env._(
                        "Blocked stock may not go to customers, into production, to "
                        "another warehouse or company:"
                    ),
                    *(f"• {sentence}" for sentence in sentences),
                    self.env._(
                        "Take it out of the transfer and choose another lot, or bring "
                        "it to quarantine. It may go again when the quality department "
                        "has lifted the block."
                    ),
                ]
            )
        )

    @api.model
    def _find_blocks(self, lines):
        """The blocks of what ``lines`` move, as superuser."""
        products = lines.product_id | lines.move_id.sale_line_id.product_id
        return (
            self.env["capa.containment.line"]
            .sudo()
            .search(
                [
                    ("state", "=", "blocked"),
                    ("company_id", "in", lines.company_id.ids),
                    ("product_id", "in", products.ids),
                ]
            )
        )

    @api.model
    def _say(self, line, blocks):
        """Why this line is stopped, and whom to ask."""
        lot = line._find_lot()
        products = line.product_id | line.move_id.sale_line_id.product_id
        mine = blocks.filtered(
            lambda block: (
                block.company_id == line.company_id and block.product_id in products
            )
        )
        exact = mine.filtered(lambda block: not block.lot_id or block.lot_id == lot)
        block = (exact or mine)[:1]
        values = {
            "product": line.product_id.display_name,
            "lot": lot.name,
            "person": block.containment_id.owner_id.name,
            "where": self._say_where(block.containment_id),
        }
        if not exact:
            return self.env._(
                "%(product)s: some of its lots are blocked. Say which lot this is, or "
                "ask %(person)s%(where)s.",
                **values,
            )
        if lot:
            return self.env._(
                "Lot %(lot)s of %(product)s is blocked. Ask %(person)s%(where)s.",
                **values,
            )
        return self.env._("%(product)s is blocked. Ask %(person)s%(where)s.", **values)

    @api.model
    def _say_where(self, containment):
        """Its number, and that of its plan or complaint, as far as they may be read."""
        user = self.env(su=False)
        records = (containment, containment.plan_id, containment.case_id)
        known = [
            record.number
            for record in records
            if record and record.with_env(user).has_access("read")
        ]
        return f" ({', '.join(known)})" if known else ""
