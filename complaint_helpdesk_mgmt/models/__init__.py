from . import (
    complaint_archive_builder,
    complaint_case,
    complaint_demo,
    complaint_holdings,
    complaint_own_data_builder,
    complaint_ticket_correspondence,
    helpdesk_ticket,
    res_company,
    res_config_settings,
)
