{
    "name": "Complaints: OCA Helpdesk",
    "summary": "Helpdesk tickets become complaints",
    "version": "19.0.0.1.0",
    "category": "Services/Complaints",
    "author": "Complaint Management contributors",
    "license": "AGPL-3",
    "depends": ["complaint_management", "helpdesk_mgmt"],
    "auto_install": True,
}
