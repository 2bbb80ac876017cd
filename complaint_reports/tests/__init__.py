from . import test_complaint_figure
from . import test_roles
