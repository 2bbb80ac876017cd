"""The arrows of a duty (DESIGN.md, "Arrows of a duty")."""

from .arrows import Arrow, ArrowTable

# The department has something to do in the first two of these after "waiting".
OPEN_STATES = ("waiting", "open", "handling", "answered")
OWED_STATES = ("open", "handling")

_OFFICER = ("group_complaint_officer",)

DUTY_ARROWS = ArrowTable(
    Arrow(
        "waiting",
        "open",
        _OFFICER,
        guards=("_guard_turn",),
        stamps=("opened_on",),
    ),
    Arrow(
        "open",
        "handling",
        parties=("head",),
        stamps=("handled_on",),
        asks=("handler_id",),
    ),
    Arrow(
        "handling",
        "answered",
        parties=("handler", "head"),
        guards=("_guard_answer",),
        stamps=("answered_on",),
    ),
    Arrow(
        "answered",
        "handling",
        _OFFICER,
        parties=("asker",),
        clears=("answered_on",),
        reason=True,
    ),
    Arrow("answered", "done", _OFFICER, parties=("asker",), stamps=("done_on",)),
    *(
        Arrow(
            state, "returned", parties=("head",), stamps=("returned_on",), reason=True
        )
        for state in OWED_STATES
    ),
    *(
        Arrow(state, "cancelled", _OFFICER, stamps=("cancelled_on",), reason=True)
        for state in (*OPEN_STATES, "returned")
    ),
)
