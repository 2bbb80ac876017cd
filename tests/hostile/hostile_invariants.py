"""What holds after every step, whoever took it. Read by SQL and by plain arithmetic,
not by the methods that are tried."""

from decimal import Decimal

from hostile_kept import NOTHING, Kept
from hostile_text import CALL, find_script
from hostile_world import get_stored, is_ours
from odoo.addons.complaint_management.tests.role_table import (
    CASE_RIGHTS,
    SETTING_RIGHTS,
)
from odoo.addons.complaint_quality_capa.tests import role_table as capa
from odoo.tools import SQL

# may be written by whoever is outside: what counts his visits, and Odoo's own notes
HARMLESS = {"complaint_throttle", "bus_presence", "mail_presence", "res_users_log"}
# markup that tells somebody something
TOLD = {"mail_message": ["body"], "mail_mail": ["body_html"], "mail_activity": ["note"]}
TABLES = (
    CASE_RIGHTS,
    SETTING_RIGHTS,
    capa.ACTING_RIGHTS,
    capa.PROPOSED_RIGHTS,
    capa.FURTHER_RIGHTS,
    capa.LEARNING_RIGHTS,
    capa.OPEN_RECALL_RIGHTS,
    capa.PREPARED_RECALL_RIGHTS,
)


def get_kept(env):
    """Tables of which nobody may delete a row, as the tables of roles say."""
    rights = {}
    for table in TABLES:
        for model, roles in table.items():
            rights[model] = rights.get(model, "") + "".join(roles)
    return {env[model]._table for model in rights if "d" not in rights[model]}


class Invariants(Kept):
    """Each ``_hold_…`` yields a sentence for what does not hold after a step."""

    def __init__(self, watch):
        self.watch, self.env = watch, watch.env
        self.kept = get_kept(self.env)
        self.workflows = {
            model._table: model
            for model in (self.env[name] for name in self.env.registry)
            if is_ours(model)
            and model._auto
            and "state" in model._fields
            and hasattr(model, "_arrows")
        }
        self.markup = {
            **TOLD,
            **{
                model._table: names
                for model in (self.env[name] for name in get_stored(self.env))
                if model._auto and (names := self._get_markup(model))
            },
        }
        self.remember()

    def remember(self):
        """Take what was there before the step: states, what is put up, numbers."""
        self.states = {table: self._get_states(table) for table in self.workflows}
        self.locked, self.identity = {}, {}
        for look in (self._hold_what_is_put_up, self._hold_identity):
            list(look(None, {"complaint_case": None}))

    def check(self, step, diff):
        """Sentences of all that does not hold after ``step`` changed ``diff``."""
        found = []
        for name in dir(self):
            if name.startswith("_hold_"):
                faults = getattr(self, name)(step, diff) or ()
                found += [f"{name[6:]}: {fault}" for fault in faults]
        return found

    def _sql(self, query, *values):
        self.env.cr.execute(query, values or None)
        return self.env.cr.fetchall()

    # ------------------------------------------------------------
    # SUMS
    # ------------------------------------------------------------

    def _hold_sums(self, _step, diff):
        if {"complaint_attribution", "complaint_attribution_share"} & diff.keys():
            for attribution, total in self._sql(
                "SELECT a.id, sum(s.percent::numeric) FROM complaint_attribution a"
                " LEFT JOIN complaint_attribution_share s ON s.attribution_id = a.id"
                " WHERE a.state IN ('asked', 'agreed') GROUP BY a.id"
                " HAVING sum(s.percent::numeric) IS DISTINCT FROM 100"
            ):
                yield f"shares of attribution {attribution} come to {total}"
        if {"complaint_merit", "complaint_merit_instalment"} & diff.keys():
            for merit, amount, total in self._sql(
                "SELECT m.id, m.amount, sum(abs(i.amount::numeric))"
                " FROM complaint_merit m JOIN complaint_merit_instalment i"
                " ON i.merit_id = m.id WHERE i.amount IS NOT NULL"
                " AND NOT coalesce(i.is_cancelled, false)"
                " GROUP BY m.id, m.amount"
            ):
                if Decimal(str(amount)) != Decimal(str(total)):
                    yield f"instalments of {merit} come to {total}, not {amount}"

    # ------------------------------------------------------------
    # ARROWS AND CLOCKS
    # ------------------------------------------------------------

    def _get_states(self, table):
        return dict(self._sql(SQL("SELECT id, state FROM %s", SQL.identifier(table))))

    def _hold_arrows(self, step, diff):
        """A state changes along arrows, and the history says who walked them."""
        for table in self.workflows.keys() & diff.keys():
            before, model = self.states[table], self.workflows[table]
            self.states[table] = after = self._get_states(table)
            moved = {
                one: (before[one], after[one])
                for one in before.keys() & after.keys()
                if before[one] != after[one]
            }
            for one, (source, target) in moved.items():
                if not self._leads(model._get_arrows(), source, target):
                    yield f"{model._name} {one} jumped from {source} to {target}"
            if moved and "state" in model._get_trailed_fields():
                told = self._sql(
                    "SELECT DISTINCT res_id FROM complaint_trail WHERE res_model = %s"
                    " AND field_name = 'state' AND id = ANY(%s)",
                    model._name,
                    list(diff.get("complaint_trail", NOTHING)[0]),
                )
                if missing := moved.keys() - {row[0] for row in told}:
                    yield f"{model._name} {sorted(missing)} moved without a trace"
            if table == "complaint_case":
                closed = [one for one, way in moved.items() if way[1] == "closed"]
                yield from self._get_closed_too_early(closed)

    def _leads(self, arrows, source, target):
        reached = {source}
        for _step in range(3):  # one button may walk a few
            reached |= {one for state in reached for one in arrows.targets(state)}
        return target in reached

    def _get_closed_too_early(self, cases):
        for case, told, duties, questions, remedies in self._sql(
            "SELECT c.id, c.answered_on IS NOT NULL OR c.kind != 'complaint',"
            " (SELECT count(*) FROM complaint_duty d WHERE d.case_id = c.id"
            "  AND d.state IN ('waiting', 'open', 'handling', 'answered')),"
            " (SELECT count(*) FROM complaint_question q WHERE q.case_id = c.id"
            "  AND q.state = 'open'),"
            " (SELECT count(*) FROM complaint_remedy r WHERE r.case_id = c.id"
            "  AND r.state IN ('approved', 'started'))"
            " FROM complaint_case c WHERE c.id = ANY(%s)",
            cases,
        ):
            if not told or duties or questions or remedies:
                yield (
                    f"case {case} closed: told {told}, {duties} duties,"
                    f" {questions} questions, {remedies} remedies open"
                )

    def _hold_clocks(self, _step, diff):
        """No promise without its clock: planning anew finds nothing to do, and each
        open case shows the earliest of its running clocks."""
        touched = set()
        for table in ("complaint_case", "complaint_clock", "complaint_duty"):
            added, changed, _gone = diff.get(table, NOTHING)
            if table == "complaint_case":
                touched |= added | changed
            else:
                query = SQL(
                    "SELECT case_id FROM %s WHERE id = ANY(%s)",
                    SQL.identifier(table),
                    [*added, *changed],
                )
                touched |= {row[0] for row in self._sql(query)}
        if diff.get("complaint_clock", NOTHING)[2]:  # whose they were is gone with them
            touched |= self.watch.rows["complaint_case"].keys()
        planner = self.env["complaint.clock.planner"].sudo()
        cases = self.env["complaint.case"].sudo().browse(touched).exists()
        for case in cases.filtered(lambda one: not one.historical):
            known = case._get_clocks_by_record()
            for record in case._get_clocked_records()[case]:
                create, _adjust, void = planner._plan(case, record, known[record])
                if create or void:
                    yield f"{record}: {len(create)} clocks are missing, {void} are left"
        for case, due, first in self._sql(
            "SELECT c.id, c.due_on, min(k.due_on) FROM complaint_case c"
            " JOIN complaint_clock k ON k.case_id = c.id AND k.state = 'running'"
            " WHERE c.id = ANY(%s) GROUP BY c.id",
            list(touched),
        ):
            if due != first:
                yield f"case {case} shows {due}, its first clock ends {first}"

    # ------------------------------------------------------------
    # TEXTS
    # ------------------------------------------------------------

    def _get_markup(self, model):
        fields = model._fields.values()
        return [one.name for one in fields if one.type == "html" and one.store]

    def _hold_texts(self, _step, diff):
        """What somebody typed in is nowhere markup that does something."""
        for table in self.markup.keys() & diff.keys():
            added, changed, _gone = diff[table]
            for name in self.markup[table]:
                column = SQL("%s::text", SQL.identifier(name))
                query = SQL(
                    "SELECT id, %s FROM %s WHERE id = ANY(%s) AND %s LIKE %s",
                    column,
                    SQL.identifier(table),
                    [*added, *changed],
                    column,
                    f"%{CALL}%",
                )
                for row, text in self._sql(query):
                    for fault in find_script(text):
                        yield f"{table} {row}, {name}: {fault}"

    # ------------------------------------------------------------
    # WHOSE IT IS
    # ------------------------------------------------------------

    def _hold_companies(self, step, diff):
        """Nobody touches a row of a company that is not his."""
        own = step.companies
        for table, (added, changed, _gone) in diff.items():
            if table not in self.watch.tables or self.watch.tables[table] is None:
                continue
            rows = self.watch.rows[table]
            theirs = {rows[key][1] for key in (*added, *changed)} - own - {None}
            if theirs:
                yield f"{table}: rows of company {theirs} changed"

    def _hold_outside_changes_nothing(self, step, diff):
        if not step.user._is_internal() and diff.keys() - HARMLESS:
            yield f"{step.user.login} changed {sorted(diff)}"
