"""The goals that are measured here, as data (shared PERFORMANCE, "The goals")."""

from dataclasses import dataclass

CASE, PLAN, PROMISED = "complaint.case", "capa.plan", "case with policy"
HELPDESK, CLAIM = "helpdesk.ticket", "crm.claim"
NONCONFORMITY, PROBE = "mgmtsystem.nonconformity", "raw"

DASHBOARDS = ("managers", "quality", "branches", "executives")


@dataclass(frozen=True)
class Goal:
    """``of`` the subject ``operation`` costs at most ``limit``.

    Without ``against`` as many queries (or what ``unit`` says); with it the ratio of
    milliseconds to that subject's in the same run, or, as a number, to the own figure
    at that many rows.
    """

    operation: str
    limit: float
    against: str | int = ""
    rows: int = 0  # measured at that many rows; 0: at each
    of: str = CASE
    unit: str = ""  # queries, else ms where it is a ratio


GOALS = (
    Goal("create 1", 16),
    Goal("create 1", 24, of=PROMISED),
    Goal("create 100", 30),
    Goal("create 100", 30, of=PROMISED),
    Goal("import 100", 12),
    Goal("new form", 5),
    Goal("step", 10),
    Goal("step", 20, of=PROMISED),
    Goal("step of 100", 215),
    Goal("list of 80", 16),
    Goal("form", 12),
    Goal("form", 35, of=PLAN),
    Goal("kanban", 18),
    Goal("month x category", 2),
    Goal("pivot", 3),
    Goal("submit", 51, of=PROMISED),
    Goal("submit of 80", 400, of=PROMISED),
    Goal("decide", 55, of=PROMISED),
    Goal("step of 100", 220, of=PROMISED),  # each with three deadlines
    Goal("step of 100", 0.3, HELPDESK, of=PROMISED),
    Goal("escalation", 1_000, of=PROMISED),
    Goal("escalation", 8_000, of=PROMISED, unit="cpu_ms"),
    Goal("escalation again", 20, of=PROMISED),
    Goal("XLSX", 400, rows=100_000),  # 8 for each chunk of 2,000
    Goal("XLSX", 30, rows=100_000, unit="mb"),
    Goal("XLSX", 1.6, PROBE, rows=100_000, unit="cpu_ms"),
    *(Goal(f"dashboard {name}", 2_000, rows=100_000, unit="ms") for name in DASHBOARDS),
    Goal("create 1", 0.7, HELPDESK),
    Goal("create 100", 0.8, NONCONFORMITY),
    Goal("create 100", 0.15, HELPDESK),
    Goal("import 100", 0.5, NONCONFORMITY),
    Goal("step", 0.6, HELPDESK),
    Goal("step of 100", 0.35, HELPDESK),
    Goal("list of 80", 1.3, 1_000, rows=100_000),
    Goal("list of 80", 2, 1_000, rows=1_000_000),
    Goal("list of 80", 0.15, HELPDESK, rows=1_000_000),
    Goal("search text", 0.25, HELPDESK, rows=100_000),
    Goal("search text", 0.05, HELPDESK, rows=1_000_000),
    Goal("search customer", 0.25, NONCONFORMITY, rows=100_000),
    Goal("kanban", 0.5, NONCONFORMITY, rows=100_000),
    Goal("month x category", 1.8, PROBE, rows=100_000),
    Goal("pivot", 2.2, PROBE, rows=100_000),
    Goal("requests: list", 1 / 1.3, CLAIM),
    Goal("requests: create", 1, CLAIM),
    Goal("requests: create", 1 / 1.5, HELPDESK),
)


def judge(figures):
    """Each goal with what was measured, where it was.

    :param figures: ``{rows: {operation: {subject: {"queries", "ms"}}}}``
    :return: list of ``(goal, rows, measured, met)``
    """
    return [
        (goal, rows, measured, measured <= goal.limit)
        for goal in GOALS
        for rows in sorted(figures)
        if goal.rows in (0, rows)
        for measured in [_measure(goal, rows, figures)]
        if measured is not None
    ]


def _measure(goal, rows, figures):
    own = figures[rows].get(goal.operation, {}).get(goal.of)
    if not own:
        return None
    if not goal.against:
        return own.get(goal.unit or "queries")
    at, subject = rows, goal.against
    if isinstance(goal.against, int):
        at, subject = goal.against, goal.of
    other = figures.get(at, {}).get(goal.operation, {}).get(subject)
    unit = goal.unit or "ms"
    return round(own[unit] / other[unit], 2) if other and other[unit] else None
