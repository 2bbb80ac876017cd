"""Pictures that are decoration: logos and smileys of signatures. No Odoo."""

import io

from PIL import Image

# A photo of a defect that is as small as that shows nothing.
TINY_BYTES = 4 * 1024
TINY_SIDE = 100


def is_tiny_picture(content):
    """Whether these bytes are a picture of few bytes or few lines.

    >>> is_tiny_picture(b"no picture at all")
    False
    """
    try:
        with Image.open(io.BytesIO(content or b"")) as picture:
            return len(content) <= TINY_BYTES or min(picture.size) <= TINY_SIDE
    except (OSError, ValueError, Image.DecompressionBombError):
        return False
