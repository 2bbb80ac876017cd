"""What the developer reads: one line a step with its seconds, one message an error."""

import sys
import threading
import time
from contextlib import contextmanager


class Stop(Exception):
    """Ends the command with one message: what is wrong, then what to do."""

    def __init__(self, wrong, todo="", code=1):
        super().__init__(wrong)
        self.wrong, self.todo, self.code = wrong, todo, code

    def __str__(self):
        return f"./dev: {self.wrong}" + (f"\n{self.todo}" if self.todo else "")


def line(text=""):
    """Print at once, so that the order with the output of children holds."""
    print(text, file=sys.stderr, flush=True)


def _heartbeat(text, started, ended):
    while not ended.wait(1):
        seconds = time.monotonic() - started
        print(f"\r  {text} … {seconds:.0f} s", end="", file=sys.stderr, flush=True)


@contextmanager
def step(text):
    """Announce a long step, on a terminal count its seconds, end with the total."""
    terminal = sys.stderr.isatty()
    started, ended = time.monotonic(), threading.Event()
    print(f"  {text} …", end="", file=sys.stderr, flush=True)
    beat = threading.Thread(target=_heartbeat, args=(text, started, ended), daemon=True)
    if terminal:
        beat.start()
    try:
        yield
    except BaseException:
        ended.set()
        line(" broken off")
        raise
    ended.set()
    start = f"\r  {text} …" if terminal else ""
    line(f"{start} {time.monotonic() - started:.1f} s")
