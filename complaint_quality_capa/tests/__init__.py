from . import (
    test_action,
    test_cause,
    test_demo,
    test_effect,
    test_figures,
    test_js,
    test_plan,
    test_recurrence,
    test_reminder,
    test_roles,
    test_special_report,
    test_tour,
)
