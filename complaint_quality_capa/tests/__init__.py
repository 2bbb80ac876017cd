from . import test_action, test_cause, test_effect, test_figures, test_plan, test_roles
