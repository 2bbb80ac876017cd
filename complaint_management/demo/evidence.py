import base64

from odoo.tools import file_open, html2plaintext

PLATES = ("D27", "D21", "B11", "B22")
SHELVES = 12


def add_evidence(book, plan, case):
    """What came with the complaint: mail, photo, paper, or the thing itself (R-I04).

    :param case: in the environment of who received it
    """
    vals_list = [
        {
            "case_id": case.id,
            "received_on": plan.received,
            "file": base64.b64encode(vals.pop("content"))
            if "content" in vals
            else False,
            **vals,
        }
        for vals in _prepare_pieces(book, plan, case)
    ]
    case.env["complaint.evidence"].create(vals_list)


def _prepare_pieces(book, plan, case):
    row, story = plan.row, plan.story
    if row["channel"] == "mail":
        yield _prepare_mail(case)
    if row["product"] in PLATES and "chip" in case.title.lower():
        yield _prepare_photo()
    if story["category"] == "price":
        yield _prepare_receipt(plan, case)
    if story["category"] == "quality_performance" and book.chance.random() < 0.7:
        yield {
            "name": f"Returned {plan.product['one']}",
            "kind": "other",
            "description": "Kept in the laboratory, shelf "
            f"{book.chance.randint(1, SHELVES)}.",
            "for_investigator": True,
        }
    if story["category"] == "delivery" and row["order"]:
        yield {
            "name": "Way bill with the driver's note",
            "source": "carrier",
            "link": f"https://carrier.example.com/waybill/{case.number}",
        }


def _prepare_photo():
    with file_open("complaint_management/demo/files/plate.png", "rb") as photo:
        content = photo.read()
    return {
        "name": "Chip at the rim",
        "file_name": "plate.png",
        "content": content,
        "for_investigator": True,
    }


def _prepare_mail(case):
    text = (
        f"From: {case.partner_name} <{case.partner_email}>\n"
        f"To: service@lotus.example.com\nSubject: {case.title}\n\n"
        f"{html2plaintext(case.description)}\n"
    )
    return {
        "name": f"First mail of {case.partner_name}",
        "file_name": "mail.eml",
        "content": text.encode(),
    }


def _prepare_receipt(plan, case):
    text = (
        f"LOTUS TABLEWARE\nReceipt for {case.partner_name}\n"
        f"{plan.product['name']:40} {plan.product['price']:>8}\n"
    )
    return {
        "name": "Receipt",
        "kind": "receipt",
        "file_name": "receipt.txt",
        "content": text.encode(),
    }
