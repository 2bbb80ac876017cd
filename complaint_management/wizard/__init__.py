from . import (
    complaint_approval_decision,
    complaint_acceptance,
    complaint_acceptance_line,
    complaint_closing,
    complaint_duty_note,
    complaint_extension_asking,
    complaint_policy_loading,
    complaint_own_data,
    complaint_reason,
    complaint_spot_settlement,
    complaint_succession,
    complaint_wait,
)
