from . import complaint_register_export
