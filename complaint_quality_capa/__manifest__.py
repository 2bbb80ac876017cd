{
    "name": "Complaints: Quality and CAPA",
    "summary": "Cause, 8D, corrective action, verified effect, recall, responsibility",
    "version": "19.0.0.1.0",
    "category": "Services/Complaints",
    "author": "Complaint Management contributors",
    "license": "LGPL-3",
    "depends": ["complaint_management", "calendar"],
}
