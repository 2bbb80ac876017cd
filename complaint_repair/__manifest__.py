{
    "name": "Complaints: Repairs",
    "summary": "The repair remedy",
    "version": "19.0.0.1.0",
    "category": "Services/Complaints",
    "author": "Complaint Management contributors",
    "license": "LGPL-3",
    "depends": ["complaint_management", "repair"],
    "auto_install": True,
}
