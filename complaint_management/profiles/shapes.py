"""What a policy profile is made of. Plain values: ``complaint.policy.profile`` makes
records of them, each under a key of its own, which it keeps for good."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Ref:
    """A record that all companies share, by its XML id (of this module)."""

    name: str


@dataclass(frozen=True)
class Own:
    """Another record of the same profile in the same company, by its key."""

    key: str


@dataclass(frozen=True)
class Profile:
    """A written policy as data. Each dict maps a key to the values of a record."""

    code: str
    policy: dict
    description: tuple = ()
    tests: dict = field(default_factory=dict)
    limits: dict = field(default_factory=dict)
    authorities: dict = field(default_factory=dict)
    reviews: dict = field(default_factory=dict)
    routes: dict = field(default_factory=dict)
    purposes: dict = field(default_factory=dict)
    copies: dict = field(default_factory=dict)
    team: tuple = ()
    rules: dict = field(default_factory=dict)

    def get_parts(self):
        """``(model, records)`` in the order in which they can be made, whole before
        part; routing rules and the team apart, because they need departments."""
        limits, rungs = _split(_ordered("limit", self.limits), "rungs", "limit_id")
        routes, steps = _split(_ordered("route", self.routes), "steps", "route_id")
        authorities = {f"authority_{key}": one for key, one in self.authorities.items()}
        yield "complaint.acceptance.test", _ordered("test", self.tests)
        yield "complaint.policy.limit", limits
        yield "complaint.policy.rung", rungs
        yield "complaint.policy.authority", authorities
        yield "complaint.policy.review", _ordered("review", self.reviews)
        yield "complaint.approval.route", routes
        yield "complaint.approval.step", steps
        yield "complaint.call.purpose", _ordered("purpose", self.purposes)
        yield "complaint.policy.copy", _ordered("copy", self.copies)

    def get_rules(self):
        """Routing rules by key."""
        return _ordered("rule", self.rules)


def _ordered(kind, records):
    return {
        f"{kind}_{key}": {"sequence": 10 * place, **values}
        for place, (key, values) in enumerate(records.items(), start=1)
    }


def _split(records, name, link):
    """The records without their rows, and the rows as records of their own."""
    wholes, rows = {}, {}
    for key, values in records.items():
        wholes[key] = {one: value for one, value in values.items() if one != name}
        for place, row in enumerate(values.get(name, ()), start=1):
            rows[f"{key}_{name[:-1]}_{place}"] = {
                link: Own(key),
                "sequence": 10 * place,
                **row,
            }
    return wholes, rows


# ------------------------------------------------------------
# LADDERS (R-T07): who is in charge before, the head at, the vice GM and the GM after
# ------------------------------------------------------------


def rung(moment, amount, unit, role, **values):
    """One rung of a ladder."""
    return {
        "moment": moment,
        "amount": amount,
        "unit": unit,
        "role": role,
        **values,
    }


AT = rung("at", 0, "hour", "head")


def ladder(unit, before, executive, general):
    """Warned so much before; vice GM and GM told so much after."""
    return (
        rung("before", before, unit, "handler"),
        AT,
        rung("after", executive, unit, "executive"),
        rung("after", general, unit, "gm"),
    )


HOURS = ladder("hour", 4, 4, 24)
DAYS = ladder("day", 2, 1, 3)
SAME_DAY = ladder("hour", 3, 2, 24)
ONE_WORKING_DAY = ladder("hour", 4, 4, 24)
WORKING_DAYS = ladder("working_day", 1, 1, 3)
# of what is due on the day: told as soon as it is judged to be major, and who leads is
# asked for a plan (R-D09)
TO_THE_TOP = (
    rung("before", 24, "hour", "gm", makes_major=True),
    rung("before", 24, "hour", "executive_vice_gm"),
    *SAME_DAY,
)


def limit(name, span, events, rungs, **values):
    """A time limit.

    :param tuple span: amount and unit
    :param str events: from which to which, as in ``received_on > judged_on``
    :param tuple rungs: its ladder
    """
    amount, unit = span
    start, stop = events.split(" > ")
    return {
        "name": name,
        "amount": amount,
        "unit": unit,
        "start_event": start,
        "stop_event": stop,
        "rungs": rungs,
        **values,
    }


def part(name, span, rungs, kind=False, **values):
    """The limit of what a department is asked: from asked to answered."""
    return limit(
        name,
        span,
        "duty_opened_on > duty_answered_on",
        rungs,
        subject="duty",
        duty_kind=kind,
        **values,
    )


# ------------------------------------------------------------
# CONDITIONS
# ------------------------------------------------------------

HAS_BRANCH = [("branch_id", "!=", False)]
COMPLAINT = [("kind", "=", "complaint")]
HOME = [("region", "=", "home")]
ABROAD = [("region", "=", "abroad")]
QUALITY = [("category_id.nature", "=", "quality")]
MAJOR = [("severity_id", "=", Ref("complaint_severity_major"))]
GRAVE = [
    (
        "severity_id",
        "in",
        [Ref("complaint_severity_serious"), Ref("complaint_severity_major")],
    )
]


# ------------------------------------------------------------
# AUTHORITY (R-I13)
# ------------------------------------------------------------


def authority(clerk=0, officer=0):
    """What who receives, and what an officer may give at first contact. Words cost
    nothing; the amounts are ours, the policies leave them to the company."""
    found = {}
    for who, group, amount in (
        ("clerk", "base.group_user", clerk),
        ("officer", "group_complaint_officer", officer),
    ):
        kinds = ("explanation", "apology_spoken")
        for kind in kinds + (("refund", "replacement") if amount else ()):
            found[f"{who}_{kind}"] = {
                "group_id": Ref(group),
                "remedy_type_id": Ref(f"complaint_remedy_type_{kind}"),
                "amount": amount if kind in ("refund", "replacement") else 0,
            }
    return found


# ------------------------------------------------------------
# ROUTING (R-D01, R-D16)
# ------------------------------------------------------------


def asks(kind, part_kind, step, question=None):
    """A further department that a rule asks."""
    return {
        "target": "kind",
        "department_kind": kind,
        "kind": part_kind,
        "step": step,
        "question": question,
    }
