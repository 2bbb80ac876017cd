"""The register of rewards and penalties (R-R03 to R-R05)."""

from odoo.tools.translate import LazyTranslate

from ..tools.registers import Column, Register

_lt = LazyTranslate(__name__)


def _money(name, title):
    return Column(name, title, total=True, read=f"_read_{name}", kind="money")


MERITS = Register(
    "merits",
    _lt("Register of rewards and penalties"),
    "complaint.merit",
    "create_date",
    (
        Column("number", width=18),
        Column("create_date", _lt("Proposed on")),
        Column("sense", width=12),
        Column("finding", width=24),
        Column("form", width=14),
        Column("employee_id"),
        Column("department_id", width=20),
        Column("origin_number", width=18),
        Column("rule_id", _lt("Rule"), 24),
        Column("facts", width=36),
        Column("base_amount"),
        Column("amount"),
        # a proposal is no deduction: it is not summed up with what was decided
        _money("given", _lt("Reward, decided")),
        _money("taken", _lt("Penalty, decided")),
        Column("state", width=16),
        Column("proposed_by_id"),
        Column("heard_on"),
        Column("decided_on"),
        Column("published_on"),
    ),
)
