"""The pictures of the guide, taken by a browser test on a copy of the demo company."""

from . import demo, state

FOLDER = state.CLONE / "docs" / "images"


def run(arguments):
    """Take them all, or those that `-k` names; the exit code of pytest."""
    words = ["tests/test_pictures.py", *arguments]
    return demo.pytest(words, COMPLAINT_PICTURES=str(FOLDER))
