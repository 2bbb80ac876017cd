"""Role by model by verb, of plans: who may do what (R-P02). ``test_roles`` walks it."""

ROLES = (
    "clerk",
    "officer",
    "admin",
    "executive",
    "supervisor",
    "stranger",
    "quality_user",
    "owner",
    "doer",
    "verifier",
)

_ALL = "rwcd"

# A plan that is carried out. Order: ROLES.
ACTING_RIGHTS = {
    "capa.plan": ("", "r", "r", "r", "r", "", "rwc", "rw", "r", "r"),
    "capa.cause": ("", "r", "r", "r", "r", "", _ALL, _ALL, "r", "r"),
    "capa.action": ("", "r", "r", "r", "r", "", _ALL, _ALL, "rw", "r"),
    "capa.check": ("", "r", "r", "r", "r", "", _ALL, _ALL, "r", "rw"),
    "capa.special.report": ("", "r", "r", "r", "r", "", _ALL, _ALL, "r", "r"),
    "capa.lesson": ("r", "r", "r", "r", "r", "", _ALL, _ALL, "r", "r"),
    "capa.containment": ("", "r", "r", "r", "r", "", _ALL, _ALL, "r", "r"),
    "capa.containment.line": ("", "r", "r", "r", "r", "", _ALL, _ALL, "r", "r"),
    "capa.containment.gate": ("", "", "", "", "", "", "", "", "", ""),
}
# One that is only proposed: officers work on it.
PROPOSED_RIGHTS = {
    "capa.plan": ("", "rwc", "rwc", "r", "r", "", "rwc", "rw", "r", "r"),
    "capa.cause": ("", _ALL, _ALL, "r", "r", "", _ALL, _ALL, "r", "r"),
    "capa.action": ("", _ALL, _ALL, "r", "r", "", _ALL, _ALL, "rw", "r"),
    "capa.check": ("", _ALL, _ALL, "r", "r", "", _ALL, _ALL, "r", "rw"),
    "capa.special.report": ("", _ALL, _ALL, "r", "r", "", _ALL, _ALL, "r", "r"),
    "capa.lesson": ("r", "r", "r", "r", "r", "", _ALL, _ALL, "r", "r"),
    "capa.containment": ("", "r", "r", "r", "r", "", _ALL, _ALL, "r", "r"),
    "capa.containment.line": ("", "r", "r", "r", "r", "", _ALL, _ALL, "r", "r"),
    "capa.containment.gate": ("", "", "", "", "", "", "", "", "", ""),
}
# What hangs on no plan, as it is in the records of the test. Order: ROLES.
FURTHER_RIGHTS = {
    # one that was told; the doer is whom it is about
    "complaint.merit": ("", "", "", "r", "r", "", "", "", "r", ""),
    "complaint.merit.instalment": ("", "", "", "r", "r", "", "", "", "r", ""),
    "complaint.merit.rule": ("r", "r", "r", "r", "r", "", "r", "r", "r", "r"),
    "complaint.merit.rule.share": ("r", "r", "r", "r", "r", "", "r", "r", "r", "r"),
    "complaint.payroll.list": ("", "", "", "", "r", "", "", "", "", ""),
    # one that was decided; the doer is the manager of the plant that it names
    "complaint.attribution": ("", "rwcd", "rwcd", "r", "r", "", "r", "", "r", ""),
    "complaint.attribution.share": ("", "rwcd", "rwcd", "r", "r", "", "r", "", "r", ""),
    "complaint.attribution.review": ("", "r", "r", "r", "r", "", "r", "", "r", ""),
    # handed in by the clerk, looked at by the owner, carried out by the doer
    "capa.suggestion": ("rwcd", "", "", "r", "r", "", "rwc", "rw", "rw", "rw"),
    # by the department of the owner, mended by the doer
    "capa.fault.kind": ("r", "r", _ALL, *["r"] * 7),
    "capa.fault": ("", _ALL, _ALL, "r", "r", "", "r", "r", "rw", ""),
    "capa.meeting.kind": ("r", "r", _ALL, *["r"] * 7),
    "capa.meeting.guest": ("r", "r", _ALL, *["r"] * 7),
    # called by the owner, the doer is invited, the verifier carries something out
    "capa.meeting": ("", "r", "r", "r", "r", "", "rwc", "rwc", "r", ""),
    "capa.meeting.attendance": ("", "r", "r", "r", "r", "", _ALL, _ALL, "r", ""),
    "capa.meeting.item": ("", "r", "r", "r", "r", "", _ALL, _ALL, "r", ""),
    "capa.meeting.decision": ("", "r", "r", "r", "r", "", _ALL, _ALL, "r", "rw"),
}

# What is read and learnt, of a circular to the plant. Order: LEARNING_ROLES.
LEARNING_ROLES = (
    "clerk",  # works elsewhere
    "officer",
    "executive",
    "supervisor",
    "stranger",
    "quality_user",
    "owner",  # heads the plant
    "doer",  # is asked
    "hr_user",
)
LEARNING_RIGHTS = {
    "capa.circular": ("", "r", "r", "r", "", _ALL, "r", "r", ""),
    "capa.learning": ("", "", "r", "r", "", "rw", "r", "r", "rw"),
    "capa.training.programme": ("r", "r", "r", "r", "", _ALL, "r", "r", "rw"),
    "capa.training": ("", "", "r", "r", "", _ALL, "r", "r", _ALL),
    "capa.training.due": ("", "", "r", "r", "", "r", "r", "r", "r"),
}

# A recall that runs; the owner leads it, the doer was told. Order: ROLES.
OPEN_RECALL_RIGHTS = {
    "capa.recall": ("", "r", "r", "r", "r", "", "rwc", "rw", "r", ""),
    "capa.recall.lot": ("", "r", "r", "r", "r", "", _ALL, _ALL, "r", ""),
    "capa.recall.line": ("", "r", "r", "r", "r", "", "rw", "rw", "r", ""),
    "capa.recall.report": ("", "r", "r", "r", "r", "", "rc", "rc", "r", ""),
}
# One that is prepared: executives work on it.
PREPARED_RECALL_RIGHTS = {
    **OPEN_RECALL_RIGHTS,
    "capa.recall": ("", "r", "r", "rwc", "r", "", "rwc", "rw", "r", ""),
    "capa.recall.lot": ("", "r", "r", _ALL, "r", "", _ALL, _ALL, "r", ""),
}
