from . import complaint_register
