{
    "name": "Complaints: Quality and CAPA",
    "summary": "Cause, 8D, corrective action, verified effect, recall, responsibility",
    "version": "19.0.0.1.0",
    "category": "Services/Complaints",
    "author": "Complaint Management contributors",
    "license": "LGPL-3",
    "depends": ["complaint_management", "calendar"],
    "data": [
        "security/capa_groups.xml",
        "security/ir.model.access.csv",
        "security/capa_plan_security.xml",
        "data/capa_approval_route_data.xml",
        "data/mail_activity_type_data.xml",
        "data/ir_cron_data.xml",
        "views/capa_action_views.xml",
        "views/capa_check_views.xml",
        "views/capa_cause_views.xml",
        "views/capa_special_report_views.xml",
        "views/capa_plan_views.xml",
        "views/complaint_case_views.xml",
        "views/capa_menus.xml",
    ],
    "demo": ["demo/capa_plan_demo.xml"],
    "assets": {
        "web.assets_backend": [
            "complaint_quality_capa/static/src/**/*",
        ],
        "web.assets_tests": [
            "complaint_quality_capa/static/tests/tours/**/*",
        ],
        "web.assets_unit_tests": [
            "complaint_quality_capa/static/tests/**/*.test.js",
        ],
    },
    "uninstall_hook": "uninstall_hook",
}
