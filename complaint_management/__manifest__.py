{
    "name": "Complaints",
    "summary": "A complaint's life: intake, acceptance, promises, decision, answer, settlement",
    "version": "19.0.0.1.0",
    "category": "Services/Complaints",
    "author": "Complaint Management contributors",
    "license": "LGPL-3",
    "depends": ["mail", "portal", "rating", "hr", "sale_stock"],
    "application": True,
}
