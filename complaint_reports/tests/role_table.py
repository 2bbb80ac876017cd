"""Who may read what of the reports (R-P02), role by model; ``test_roles`` walks it."""

ROLES = (
    "clerk",
    "officer",
    "admin",
    "executive",
    "supervisor",
    "stranger",
    "quality_user",
)

# Order: ROLES.
RIGHTS = {
    # of a complaint that the officer received
    "complaint.case.report": ("", "r", "r", "r", "r", "", ""),
    "complaint.line.report": ("", "r", "r", "r", "r", "", ""),
    "complaint.clock.report": ("", "r", "r", "r", "r", "", ""),
    "complaint.cost.report": ("", "r", "r", "r", "r", "", ""),
    "complaint.delivery.report": ("", "r", "r", "r", "r", "", "r"),
    "complaint.plan.report": ("", "r", "r", "r", "r", "", "r"),
    "complaint.figure": ("r", "r", "r", "r", "r", "r", "r"),
    # of a product; quality was told of it
    "complaint.alert": ("", "rw", "rw", "r", "r", "", "rw"),
    # for the executive, the quality user adds to it and hands it in
    "complaint.summary": ("", "", "", "r", "", "", "rw"),
    "complaint.summary.point": ("", "", "", "r", "", "", "rwcd"),
    "complaint.summary.kind": ("r", "r", "rwcd", "r", "r", "r", "r"),
    "complaint.summary.reader": ("r", "r", "rwcd", "r", "r", "r", "r"),
    # put before those concerned: the officer is one; led by the supervisor
    "complaint.evaluation": ("", "r", "", "r", "rwcd", "", ""),
    "complaint.evaluation.row": ("", "rw", "", "r", "rw", "", ""),
    "complaint.evaluation.value": ("", "r", "", "r", "r", "", ""),
    "complaint.evaluation.criterion": ("r", "r", "rwcd", "r", "r", "r", "r"),
}
# settings of all companies
SHARED = (
    "complaint.figure",
    "complaint.summary.kind",
    "complaint.summary.reader",
    "complaint.evaluation.criterion",
)
