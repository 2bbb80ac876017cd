from . import test_ticket, test_ticket_correspondence
