{
    "name": "Complaints: OCA Helpdesk",
    "summary": "Helpdesk tickets become complaints",
    "version": "19.0.0.1.0",
    "category": "Services/Complaints",
    "author": "Complaint Management contributors",
    "license": "AGPL-3",
    "depends": ["complaint_management", "helpdesk_mgmt"],
    "data": [
        "data/complaint_channel_data.xml",
        "views/helpdesk_ticket_views.xml",
        "views/complaint_case_views.xml",
        "views/res_config_settings_views.xml",
    ],
    "demo": ["demo/complaint_demo.xml"],
    "auto_install": True,
}
