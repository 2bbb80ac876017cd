from . import (
    capa_fault_note,
    capa_fault_note_line,
    complaint_merit_objection,
    complaint_own_data,
    complaint_succession,
)
