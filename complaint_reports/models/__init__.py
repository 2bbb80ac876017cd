from . import ir_rule
from . import complaint_report_mixin
from . import complaint_case_report
from . import complaint_figure_reader
from . import complaint_figure
from . import complaint_register
from . import complaint_register_reader
