from odoo import api, models, tools
from odoo.tools import SQL

from ..tools.plan_arrows import FINISHED_STATES
from ..tools.recurrence import STRONG, Match, cause_key, choose


class CapaRecurrence(models.AbstractModel):
    """The same problem again: an effective plan of the same lot, product, category or
    cause is found when a complaint is registered and when it is closed; the analysis is
    reopened with the old one at hand (R-Q08, R-I14)."""

    _name = "capa.recurrence"
    _description = "Recurrence"

    @api.model
    @tools.ormcache("company_id")
    def _has_finished(self, company_id):
        """Whether a company has any effective plan; until then nothing is asked."""
        domain = [
            ("company_id", "=", company_id),
            ("state", "in", FINISHED_STATES),
        ]
        return bool(self.env["capa.plan"].sudo().search_count(domain, limit=1))

    @api.model
    def _find(self, cases):
        """The effective plan that each of ``cases`` repeats, by indexes, one query.

        :param cases: ``complaint.case``, as superuser
        :return: dict case → ``(plan, what is the same)``
        """
        cases = cases.filtered(lambda one: self._has_finished(one.company_id.id))
        if not cases:
            return {}
        lines = cases.line_ids
        keys = {case: cause_key(case.cause) for case in cases}
        known = lines.lot_id or lines.product_id or cases.category_id
        if not known and not any(keys.values()):
            return {}
        rows = self._get_matches(
            cases.company_id,
            lines.lot_id,
            lines.product_id,
            cases.category_id,
            list(filter(None, keys.values())),
        )
        found = {}
        for case in cases:
            plan, kind = choose(
                [row for company, row in rows if company == case.company_id.id],
                case.line_ids.lot_id.ids,
                case.line_ids.product_id.ids,
                case.category_id.id,
                keys[case],
            )
            if plan:
                found[case] = (self.env["capa.plan"].sudo().browse(plan), kind)
        return found

    @api.model
    def _get_matches(self, companies, lots, products, categories, causes):
        """``(company id, Match)`` of each effective plan that has one of these."""
        self.env["capa.plan"].flush_model()
        self.env["capa.cause"].flush_model()
        parts = self._get_parts(lots, products, categories, causes)
        mine = SQL(
            " AND p.company_id = ANY(%s) AND p.state IN %s",
            companies.ids,
            FINISHED_STATES,
        )
        query = SQL(" UNION ALL ").join(SQL("%s%s", part, mine) for part in parts)
        return [
            (company, Match(kind, key if kind == "cause" else int(key), plan, category))
            for company, kind, key, plan, category in self.env.execute_query(query)
        ]

    @api.model
    def _get_parts(self, lots, products, categories, causes):
        return [
            SQL(
                """SELECT p.company_id, 'lot', r.lot_id::text, p.id, p.category_id
                     FROM capa_plan_lot_rel r JOIN capa_plan p ON p.id = r.plan_id
                    WHERE r.lot_id = ANY(%s)""",
                lots.ids,
            ),
            SQL(
                """SELECT p.company_id, 'product', r.product_id::text, p.id,
                          p.category_id
                     FROM capa_plan_product_rel r JOIN capa_plan p ON p.id = r.plan_id
                    WHERE r.product_id = ANY(%s)""",
                products.ids,
            ),
            SQL(
                """SELECT p.company_id, 'category', p.category_id::text, p.id,
                          p.category_id
                     FROM capa_plan p
                    WHERE p.category_id = ANY(%s)
                      AND NOT EXISTS (SELECT FROM capa_plan_product_rel r
                                       WHERE r.plan_id = p.id)""",
                categories.ids,
            ),
            SQL(
                """SELECT p.company_id, 'cause', c.name_key, p.id, p.category_id
                     FROM capa_cause c JOIN capa_plan p ON p.id = c.plan_id
                    WHERE c.is_root IS TRUE AND c.name_key = ANY(%s)""",
                causes,
            ),
        ]

    @api.model
    def _note(self, cases, closing=False):
        """Say on each case which plan it repeats, and tell the plan's owner; what is
        certain when a case closes reopens the analysis."""
        cases = cases.sudo().filtered(
            lambda one: not one.historical and not one.capa_plan_count
        )
        for case, (plan, kind) in self._find(cases).items():
            if case.recurred_plan_id != plan:
                case._write_guarded({"recurred_plan_id": plan.id, "recurred_by": kind})
                plan._tell(
                    plan.owner_id or plan.proposed_by_id,
                    lambda env, case=case: env._(
                        "The same again: %(case)s. Look whether it came back.",
                        case=case.number,
                    ),
                )
            if closing and kind in STRONG:
                plan._reopen_for(case)
