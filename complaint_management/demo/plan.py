from dataclasses import dataclass, field
from datetime import datetime, timedelta

from .orders import get_delivered
from .products import lot_on

NOT_YET = timedelta(minutes=20)  # what is planned for later than that is drawn together
# Steps after registration by name of the way that a case goes.
_ASK = "judge accept"
_LOOK = f"{_ASK} call investigate find"
_DECIDE = f"{_LOOK} submit"
_DO = "approve confirm"
WAYS = {
    "new": "",
    "accepted": _ASK,
    "investigating": f"{_ASK} call investigate",
    "deciding": _DECIDE,
    "approved": f"{_DECIDE} approve",
    "confirming": f"{_DECIDE} {_DO}",
    "closed": f"{_DECIDE} {_DO} close",
    "short": f"{_ASK} submit {_DO} close",
    "returned": f"{_LOOK} submit send_back find submit {_DO} close",
    "unsatisfied": f"{_DECIDE} {_DO} insist {_DO} close",
    "reopened": f"{_DECIDE} {_DO} close reopen call find submit {_DO} close",
    "spot": "settle close",
    "spot_open": "settle",
    "feedback": "confirm close",
    "answered": "confirm",
    "refused": "refuse",
    "taken_up": f"refuse take_up {_LOOK}",
    "withdrawn": "withdraw",
    "withdrawn_later": f"{_ASK} call withdraw",
}
BEFORE = {
    "": "",
    "handed": "hand take_over",
    "declined": "hand decline",
    "waiting": "",
    "reassessed": "misjudge",
}
AFTER = {"waiting": "hand"}
# Hours from the step before, at least and at most.
HOURS = {
    "hand": (0.5, 2),
    "take_over": (0.5, 5),
    "decline": (0.5, 4),
    "misjudge": (0.2, 1),
    "judge": (1, 5),
    "accept": (0.5, 16),
    "call": (1, 6),
    "investigate": (2, 24),
    "find": (24, 72),
    "submit": (2, 20),
    "approve": (5, 40),
    "send_back": (5, 30),
    "confirm": (20, 70),
    "insist": (20, 60),
    "close": (24, 110),
    "reopen": (90, 260),
    "settle": (0.2, 0.8),
    "refuse": (4, 22),
    "take_up": (60, 160),
    "withdraw": (20, 60),
}


@dataclass
class Plan:
    """How one case of the table goes: its row, its story, its steps and their times."""

    row: dict
    story: dict
    product: dict
    received: datetime
    registered: datetime
    days: int
    steps: list = field(default_factory=list)
    delivered: float = 0.0
    lot: object = None


def make_plans(book):
    """The plans of all rows, in the order in which they are registered."""
    stories = {row["key"]: row for row in book.table("stories")}
    products = {row["code"]: row for row in book.table("products")}
    orders = {row["key"]: row for row in book.table("orders")}
    plans = []
    for row in book.table("cases"):
        plan = _make_plan(book, row, stories[row["story"]], products)
        _add_steps(book, plan)
        _add_goods(book, plan, orders.get(row["order"]))
        plans.append(plan)
    return sorted(plans, key=lambda plan: plan.registered)


def _make_plan(book, row, story, products):
    day = book.day(row["days"])
    received = book.at(day, 8.5) + book.hours(0, 9)
    late = book.chance.random() < 0.15
    registered = received + (book.hours(15, 40) if late else book.hours(0.05, 1))
    if registered > book.now - NOT_YET:
        received = book.now - book.hours(2, 4)
        registered = received + book.hours(0.1, 0.6)
    return Plan(
        row=row,
        story=story,
        product=products.get(row["product"], {}),
        received=received,
        registered=registered,
        days=(book.today - day).days,
    )


def _add_steps(book, plan):
    """Each step with its moment; none is in the future, however slow it would be."""
    way, before = plan.row["way"], plan.row["before"]
    names = f"{BEFORE[before]} {WAYS[way]} {AFTER.get(before, '')}".split()
    moments, moment = [], plan.registered
    for name in names:
        moment += book.hours(*HOURS[name])
        moment = moment if name == "settle" else book.at_work(moment)
        moments.append(moment)
    ends = book.now - NOT_YET
    if moments and moments[-1] > ends:
        share = (ends - plan.registered) / (moments[-1] - plan.registered)
        moments = [plan.registered + (m - plan.registered) * share for m in moments]
    plan.steps = [
        (name, moment.replace(microsecond=0))
        for name, moment in zip(names, moments, strict=True)
    ]


def _add_goods(book, plan, order):
    """What was delivered, of which lot: of the order, or from the shelf of a store."""
    code = plan.row["product"]
    if not code:
        return
    sold = plan.days + book.chance.randint(14, 70)
    if order:
        sold, quantities = get_delivered(order)
        plan.delivered = quantities[code]
    elif plan.story["key"] == "cluster_home":
        sold = 95  # the shelves had the lot of the orders of those days
    plan.lot = lot_on(book, code, min(sold, 560))
