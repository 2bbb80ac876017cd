from . import (
    complaint_case,
    complaint_ticket_correspondence,
    helpdesk_ticket,
    res_company,
    res_config_settings,
)
