"""The arrows of a complaint case (DESIGN.md, "The case moves along arrows")."""

from .arrows import Arrow, ArrowTable

OPEN_STATES = (
    "new",
    "accepted",
    "investigating",
    "deciding",
    "approved",
    "confirming",
)
FINAL_STATES = ("closed", "refused", "cancelled")

_ANYBODY = ("base.group_user",)  # the guard says what of, by whose authority
_OFFICER = ("group_complaint_officer",)
_EXECUTIVE = ("group_complaint_executive",)
# who said that it is solved, or that it ends as it is, said it of what was then
_CONFIRMED = (
    "solved_on",
    "solved_by_id",
    "solved_note",
    "ended_on",
    "ending_told",
)

CASE_ARROWS = ArrowTable(
    Arrow(
        "new",
        "accepted",
        _OFFICER,
        guards=(
            "_guard_goes_through_acceptance",
            "_guard_classified",
            "_guard_authority_shown",
            "_guard_acceptance_tests",
        ),
        stamps=("accepted_on",),
    ),
    Arrow(
        "new",
        "refused",
        _OFFICER,
        guards=("_guard_goes_through_acceptance",),
        stamps=("refused_on",),
        asks=("redress",),
        reason=True,
    ),
    Arrow(
        "new",
        "investigating",
        _OFFICER,
        guards=("_guard_feedback_full_way", "_guard_classified"),
    ),
    Arrow(
        "new",
        "confirming",
        _ANYBODY,
        guards=("_guard_short_way", "_guard_classified"),
        stamps=("settled_on",),
    ),
    Arrow("accepted", "investigating", _OFFICER),
    Arrow(
        "accepted",
        "deciding",
        _OFFICER,
        guards=("_guard_disposition_written", "_guard_quality_specialist"),
        stamps=("submitted_on",),
    ),
    Arrow(
        "investigating",
        "deciding",
        _OFFICER,
        guards=("_guard_disposition_written", "_guard_quality_specialist"),
        stamps=("investigated_on", "submitted_on"),
    ),
    # walked by the engine when the last signature is given
    Arrow("deciding", "approved", stamps=("approved_on",)),
    Arrow("deciding", "investigating", _OFFICER + _EXECUTIVE, reason=True),
    # the reply that leaves stamps the answer, the last remedy that it is settled
    Arrow(
        "approved",
        "confirming",
        _OFFICER,
        guards=("_guard_remedies_carried_out", "_guard_members_followed"),
    ),
    Arrow(
        "approved",
        "deciding",
        _EXECUTIVE,
        guards=("_guard_nothing_half_done", "_guard_members_can_go_back"),
        clears=("approved_on", "settled_on"),
        reason=True,
    ),
    Arrow(
        "confirming",
        "closed",
        _OFFICER,
        guards=(
            "_guard_outcome_recorded",
            "_guard_duties_done",
            "_guard_questions_answered",
            "_guard_outcome_told",
            "_guard_solved_confirmed",
            "_guard_members_answered",
        ),
        stamps=("confirmed_on", "closed_on"),
    ),
    # the customer is not satisfied: an answer is promised anew (R-D11)
    Arrow(
        "confirming",
        "deciding",
        _OFFICER,
        stamps=("promised_on", "reopened_on"),
        clears=("approved_on", "settled_on", *_CONFIRMED),
        reason=True,
    ),
    Arrow(
        "closed",
        "investigating",
        _OFFICER,
        stamps=("reopened_on",),
        clears=(
            "approved_on",
            "answered_on",
            "settled_on",
            "confirmed_on",
            "closed_on",
            *_CONFIRMED,
        ),
        reason=True,
    ),
    Arrow(
        "refused",
        "new",
        _OFFICER,
        stamps=("reopened_on",),
        clears=("refused_on", "redress", "judgement_told_on"),
        reason=True,
    ),
    Arrow(
        "cancelled",
        "new",
        _OFFICER,
        stamps=("reopened_on",),
        # what was given at first contact is history: the case goes its way anew
        clears=("cancelled_on", "spot_remedy_type_id", "spot_amount"),
        reason=True,
    ),
    *(
        Arrow(
            state,
            "cancelled",
            _OFFICER,
            guards=("_guard_nothing_half_done",),
            stamps=("cancelled_on",),
            reason=True,
        )
        for state in OPEN_STATES
    ),
)
