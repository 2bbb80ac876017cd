from . import test_complaint_figure
from . import test_register_download
from . import test_register_sheet
from . import test_registers
from . import test_case_forms
from . import test_alert
from . import test_roles
from . import test_tools_early_warning
