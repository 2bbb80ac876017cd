from . import complaint_remedy_type, complaint_remedy, repair_order
