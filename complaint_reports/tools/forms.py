"""A printed form as plain data: what stands where, in words, and nothing of how it
looks. ``complaint_form_templates.xml`` draws it."""

PHOTOS = 4  # on one form; the others stay in the file
PER_ROW = 3  # label and value, side by side
ACROSS = 2 * PER_ROW
# a block that is not longer than that stays on one page
KEPT_WORDS, KEPT_ROWS = 900, 5


def sheet(title, *blocks, head=(), numbered=""):
    """One form on paper: its title, what identifies it, its blocks from top to end.

    :param head: pairs of label and words in the line under the title
    :param numbered: “copy 1 of 4” or the like
    """
    return {
        "title": title,
        "numbered": numbered,
        "head": [pair for pair in head if pair[1]],
        "blocks": [block for block in blocks if block],
    }


def grid(title, *rows):
    """Rows of pairs of label and words; a row may hold one to three pairs.

    Empty words stay as an empty box: on paper that is where somebody writes.
    """
    rows = [_spread(row) for row in rows]
    length = sum(len(cell["words"]) for row in rows for cell in row)
    return {"kind": "grid", "title": title, "rows": rows, "keep": length < KEPT_WORDS}


def _spread(pairs):
    """The pairs of a row, each with as many columns as fill the width."""
    wide, rest = divmod(ACROSS, len(pairs))
    return [
        {
            "label": label,
            "words": words or "",
            "span": wide - 1 + (rest if place == len(pairs) - 1 else 0),
        }
        for place, (label, words) in enumerate(pairs)
    ]


def text(title, words, lines=3):
    """Words under their title; ``lines`` stay free where there are none."""
    words = words or ""
    keep = len(words) < KEPT_WORDS
    return {
        "kind": "text",
        "title": title,
        "words": words,
        "lines": lines,
        "keep": keep,
    }


def table(title, heads, rows, blank=0):
    """Rows under heads; ``blank`` empty rows where there are none, to be filled in.

    :param heads: pairs of label and width in per cent
    :return: ``None``, which a sheet leaves out, without rows and blank ones
    """
    rows = [list(row) for row in rows] or [[""] * len(heads) for _row in range(blank)]
    if not rows:
        return None
    keep = len(rows) <= KEPT_ROWS and sum(len(one) for row in rows for one in row) < (
        KEPT_WORDS
    )
    return {
        "kind": "table",
        "title": title,
        "heads": list(heads),
        "rows": rows,
        "keep": keep,
    }


def boxes(title, signed, on, *people):
    """Boxes to sign in, four in a row.

    :param signed: what stands before the line for the name; ``on``: for the date
    :param people: dicts with ``label`` and, where they are known, ``words``, ``name``,
        ``on``
    """
    rows = [people[place : place + 4] for place in range(0, len(people), 4)]
    return {
        "kind": "boxes",
        "title": title,
        "signed": signed,
        "on": on,
        "rows": [list(row) for row in rows],
        "keep": True,
    }


def photos(title, pictures):
    """Pictures, two in a row: pairs of data URI and caption."""
    rows = [pictures[place : place + 2] for place in range(0, len(pictures), 2)]
    if not rows:
        return None
    return {"kind": "photos", "title": title, "rows": rows, "keep": len(rows) == 1}


def remark(words, strong=False):
    """A sentence under what is above."""
    return {"kind": "remark", "words": words, "strong": strong} if words else None
