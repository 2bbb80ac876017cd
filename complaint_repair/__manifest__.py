{
    "name": "Complaints: Repairs",
    "summary": "The repair remedy",
    "version": "19.0.0.1.0",
    "category": "Services/Complaints",
    "author": "Complaint Management contributors",
    "license": "LGPL-3",
    "depends": ["complaint_management", "repair"],
    "data": [
        "security/complaint_remedy_security.xml",
        "views/complaint_remedy_views.xml",
    ],
    "post_init_hook": "_hand_repairs_over",
    "auto_install": True,
}
