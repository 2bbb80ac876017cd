"""What visitors may send along, judged by name and by content. Plain Python."""

from .file_types import named_type, real_types

# What is told by its first bytes: without them it only bears the name.
_TOLD_BY_CONTENT = {"jpg", "jpeg", "png", "gif", "webp", "pdf"}
_SAME = {"jpg": "jpeg", "jpe": "jpeg", "jfif": "jpeg"}


def is_allowed(name, content, mimetype, allowed):
    """Whether a file is of an allowed type, by its name and by what is in it.

    :param bytes content: all of it, or its beginning
    :param str mimetype: what was guessed from the content
    :param allowed: extensions without a dot
    """
    claimed = named_type(name)
    if claimed not in allowed:
        return False
    real = {_SAME.get(one, one) for one in real_types(content, mimetype)}
    if claimed in _TOLD_BY_CONTENT and not real:
        return False
    known = {_SAME.get(one, one) for one in allowed}
    return not real or bool(real & known)
