"""Role by model by verb, of reports: who may read what (R-P02). ``test_roles`` walks it."""

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
