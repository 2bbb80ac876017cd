from . import (
    complaint_form,
    complaint_help,
    complaint_portal,
    complaint_status,
    complaint_tracking,
    register_template,
)
