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
RIGHTS = {}
