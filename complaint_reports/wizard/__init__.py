from . import complaint_register_export
from . import complaint_succession
