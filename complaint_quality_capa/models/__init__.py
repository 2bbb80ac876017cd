from . import (
    capa_numbering,
    complaint_reply_gate,
    complaint_approval_subject,
    capa_plan_steps,
    capa_plan_decision,
    capa_plan_gates,
    capa_plan,
    capa_row_mixin,
    capa_cause,
    capa_action,
    capa_check,
    complaint_case,
)
