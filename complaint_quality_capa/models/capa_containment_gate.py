from odoo import api, fields, models
from odoo.tools import SQL


class CapaContainmentGate(models.Model):
    """One row a company, between who blocks stock and who sends it out (R-Q01).

    Who sends out holds the row in share, who blocks changes it: whoever comes second
    waits, is run again by Odoo, and sees what the first one did.
    """

    _name = "capa.containment.gate"
    _description = "Gate of Containments"
    _log_access = False

    company_id = fields.Many2one(
        "res.company", required=True, index=True, ondelete="cascade", readonly=True
    )
    version = fields.Integer(required=True, default=0, readonly=True)

    _company_uniq = models.UniqueIndex(
        "(company_id)", "There is one gate for each company."
    )

    def init(self):
        self._make_missing()

    @api.model
    def _make_missing(self):
        """Every company has its row before anything is blocked: what is not there
        cannot be held."""
        self.env.cr.execute(
            SQL(
                """INSERT INTO capa_containment_gate (company_id, version)
                   SELECT id, 0 FROM res_company ON CONFLICT DO NOTHING"""
            )
        )

    @api.model
    def _hold(self, companies):
        """Nothing is blocked in ``companies`` until this transaction is over.

        :return: dict, id of a company → version of what is blocked there
        """
        query = SQL(
            """SELECT company_id, version FROM capa_containment_gate
                WHERE company_id IN %s ORDER BY company_id FOR SHARE""",
            tuple(companies.ids),
        )
        found = dict(self.env.execute_query(query))
        if len(found) < len(companies):  # a company that came past the ORM
            self._make_missing()
            found = dict(self.env.execute_query(query))
        return found

    @api.model
    def _change(self, companies):
        """What is blocked in ``companies`` changes in this transaction."""
        self.env.cr.execute(
            SQL(
                """UPDATE capa_containment_gate SET version = version + 1
                    WHERE company_id IN %s""",
                tuple(companies.ids),
            )
        )
        self.env.registry.clear_cache()
        # what another thread remembered while we were at it is forgotten too
        self.env.cr.postcommit.add(self.env.registry.clear_cache)
