{
    "name": "Complaints: Reports",
    "summary": "Forms, registers, figures, dashboards, summaries, early warning",
    "version": "19.0.0.1.0",
    "category": "Services/Complaints",
    "author": "Complaint Management contributors",
    "license": "LGPL-3",
    "depends": ["complaint_quality_capa", "spreadsheet_dashboard"],
    "data": [
        "security/ir.model.access.csv",
        "security/complaint_report_security.xml",
        "data/complaint_figure_data.xml",
        "views/complaint_case_report_views.xml",
        "views/complaint_figure_views.xml",
        "views/complaint_figure_menus.xml",
    ],
}
