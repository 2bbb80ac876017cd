{
    "name": "Complaints",
    "summary": "A complaint's life: intake, acceptance, promises, decision, answer, "
    "settlement",
    "version": "19.0.0.1.0",
    "category": "Services/Complaints",
    "author": "Complaint Management contributors",
    "license": "LGPL-3",
    "application": True,
    "depends": ["mail", "portal", "rating", "hr", "sale_stock"],
    "data": [
        "security/complaint_groups.xml",
        "security/ir.model.access.csv",
        "security/complaint_case_security.xml",
        "data/complaint_channel_data.xml",
        "data/complaint_category_data.xml",
        "data/complaint_policy_data.xml",
        "data/ir_cron_data.xml",
        "wizard/complaint_reason_views.xml",
        "views/complaint_case_views.xml",
        "views/complaint_trail_views.xml",
        "views/complaint_channel_views.xml",
        "views/complaint_category_views.xml",
        "views/complaint_policy_views.xml",
        "views/complaint_register_import_views.xml",
        "views/complaint_menus.xml",
    ],
    "demo": [
        "demo/res_users_demo.xml",
        "demo/complaint_case_demo.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "complaint_management/static/src/**/*",
        ],
        "web.assets_tests": [
            "complaint_management/static/tests/tours/**/*",
        ],
        "web.assets_unit_tests": [
            "complaint_management/static/tests/**/*.test.js",
        ],
    },
    "uninstall_hook": "uninstall_hook",
}
