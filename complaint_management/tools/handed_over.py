"""What another system may hand over as one complaint, and what is wrong with it."""

import base64
import binascii
import hashlib
import json

MOST = 500  # complaints in one call
ID_LENGTH = 200
TEXTS = {
    "what",
    "name",
    "company_name",
    "email",
    "phone",
    "product",
    "order_reference",
    "lot_name",
    "occurred_on",
    "occurred_at",
    "reason",
    "kind",
    "lang",
}
OTHERS = {"external_id", "category_id", "demand_ids", "amount", "consent", "files"}


def is_id(value) -> bool:
    """Whether this can be the id by which another system calls a complaint."""
    if not isinstance(value, str) or _clean(value) != value.strip():
        return False
    return 0 < len(value.strip()) <= ID_LENGTH


def is_list(values, judge) -> bool:
    """Whether it is a list, not too long, of what ``judge`` lets pass."""
    return isinstance(values, list) and len(values) <= MOST and all(map(judge, values))


def is_result(value) -> bool:
    """Whether it says what became of a reply."""
    return isinstance(value, dict) and is_count(value.get("id"))


def digest(item: dict) -> str:
    """Fingerprint of what was sent: the same content gives the same one."""
    text = json.dumps(item, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def find_misshapen(item: dict) -> list[str]:
    """Names in ``item`` that nobody knows or whose values are of another type."""
    wrong = [name for name in item if name not in TEXTS | OTHERS]
    wrong += [n for n in TEXTS if not isinstance(item.get(n) or "", str)]
    if not _is_number(item.get("amount") or 0):
        wrong.append("amount")
    if not is_count(item.get("category_id") or 0):
        wrong.append("category_id")
    demands = item.get("demand_ids") or []
    if not isinstance(demands, list) or not all(map(is_count, demands)):
        wrong.append("demand_ids")
    if read_files(item) is None:
        wrong.append("files")
    return sorted(wrong)


def _is_number(value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_count(value) -> bool:
    """Whether it is a whole number."""
    return isinstance(value, int) and not isinstance(value, bool)


def read_said(item: dict) -> dict:
    """What was said, as the web form would have it."""
    said = {name: _clean(item.get(name)) for name in TEXTS}
    said["amount"] = str(item.get("amount") or "")
    said["category_id"] = item.get("category_id") or False
    said["demand_ids"] = list(item.get("demand_ids") or [])
    said["consent"] = bool(item.get("consent"))
    return said


def _clean(text) -> str:
    """PostgreSQL stores neither NUL nor halves of characters."""
    text = (text or "").replace("\0", "").strip()
    return text.encode("utf-8", "replace").decode()


def read_files(item: dict) -> list[tuple[str, bytes]] | None:
    """Names and contents of the files, ``None`` where they are none.

    :param item: ``files`` is a list of ``{"name": …, "content": base64}``
    """
    files = item.get("files") or []
    if not isinstance(files, list):
        return None
    read = []
    for file in files:
        try:
            content = base64.b64decode(file["content"], validate=True)
            read.append((_clean(file["name"]), content))
        except (AttributeError, KeyError, TypeError, ValueError, binascii.Error):
            return None
    return read
