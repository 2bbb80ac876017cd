from . import ir_rule
from . import complaint_report_mixin
from . import complaint_report_case_mixin
from . import complaint_case_report
from . import complaint_line_report
from . import complaint_clock_report
from . import complaint_cost_report
from . import complaint_delivery_report
from . import complaint_plan_report
from . import complaint_figure_reader
from . import complaint_figure
from . import complaint_chart
from . import complaint_register
from . import complaint_register_reader
from . import (
    complaint_paper_words,
    complaint_paper_parts,
    complaint_paper,
    complaint_paper_case,
    complaint_form_copy,
    report_complaint_reports_case_registration,
    report_complaint_reports_case_record,
    report_complaint_reports_case_handling,
    report_complaint_reports_case_handling_copy,
    report_complaint_reports_case_disposition,
    report_complaint_reports_case_8d,
    report_complaint_reports_plan_measures,
    report_complaint_reports_special_report,
    report_complaint_reports_circular_list,
    report_complaint_reports_meeting_minutes,
    report_complaint_reports_merit_notice,
    capa_meeting,
    complaint_reply,
    complaint_reply_gate,
    ir_actions_report,
)
from . import res_company
from . import res_users
from . import complaint_health
from . import res_config_settings
from . import complaint_alert_steps
from . import complaint_alert
from . import complaint_alert_counting
from . import complaint_alert_finder
from . import complaint_desk
from . import capa_reminder
from . import complaint_summary_reader
from . import complaint_summary_kind
from . import complaint_summary_builder
from . import complaint_summary_paper
from . import complaint_summary
from . import complaint_summary_planner
from . import complaint_summary_point
from . import complaint_evaluation_criterion
from . import complaint_evaluation_reader
from . import complaint_evaluation
from . import complaint_evaluation_row
from . import complaint_evaluation_value
from . import complaint_evaluation_planner
from . import complaint_demo
