import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from odoo.tests import BaseCase

from ..tools.approval import (
    ALL,
    ANY,
    APPROVED,
    OPEN,
    QUORUM,
    WAITING,
    Turn,
    canonical,
    digest,
    find_break,
    fingerprint,
    is_enough,
    is_level_done,
    link,
    repeated,
    what_next,
)

LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.floats(-1e12, 1e12)
    | st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)


class TestFingerprint(BaseCase):
    """R-A05: what was approved can be told from anything else."""

    def test_r_a05_order_of_keys_does_not_matter_and_values_do(self):
        one = {"amount": 172.5, "on": date(2026, 3, 1)}
        other = {"on": "2026-03-01", "amount": "172.5"}
        self.assertEqual(fingerprint(one), fingerprint(other))
        self.assertNotEqual(fingerprint(one), fingerprint({**one, "amount": 172.51}))
        self.assertNotEqual(canonical(["1", "2"]), canonical(["1,2"]))
        self.assertNotEqual(canonical(False), canonical(0))

    @given(VALUES)
    def test_r_a05_what_a_database_gives_back_has_the_same_fingerprint(self, value):
        self.assertEqual(fingerprint(json.loads(canonical(value))), fingerprint(value))

    def test_r_a05_whole_numbers_and_tiny_ones_keep_their_text(self):
        self.assertEqual(canonical([1e16, 1e-7, 100.0, 0.0]), json.dumps(
            ["10000000000000000", "0.0000001", "100", "0"], separators=(",", ":")
        ))  # fmt: skip

    def test_r_a05_what_cannot_be_kept_is_refused(self):
        with self.assertRaises(TypeError):
            canonical({"file": b"x"})

    def test_r_a05_same_text_with_another_salt_has_another_digest(self):
        self.assertNotEqual(digest("Ms. Zhang", "a"), digest("Ms. Zhang", "b"))
        self.assertEqual(digest("Ms. Zhang", "a"), digest("Ms. Zhang", "a"))


def sign(contents):
    """A chain over ``contents``."""
    chain, last = [], ""
    for content in contents:
        own = link(last, content)
        chain.append((last, content, own))
        last = own
    return chain


class TestChain(BaseCase):
    """R-A05: a signature that was altered, moved or taken away shows."""

    @given(st.lists(st.text(), max_size=6))
    def test_r_a05_what_was_signed_in_turn_holds(self, contents):
        self.assertIsNone(find_break(sign(contents)))

    @given(st.lists(st.integers(), min_size=1, max_size=6, unique=True), st.data())
    def test_r_a05_altered_signature_breaks_the_chain_there(self, contents, data):
        chain = sign(contents)
        index = data.draw(st.integers(0, len(chain) - 1))
        previous, content, own = chain[index]
        chain[index] = (previous, content + 1, own)
        self.assertEqual(find_break(chain), index)

    @given(st.lists(st.integers(), min_size=2, max_size=6, unique=True), st.data())
    def test_r_a05_signature_taken_out_breaks_the_chain(self, contents, data):
        chain = sign(contents)
        index = data.draw(st.integers(0, len(chain) - 2))
        del chain[index]
        self.assertEqual(find_break(chain), index)


def turns(*rows):
    """Turns from ``(level, state)`` or ``(level, state, together, quorum)``."""
    return [Turn(key, *row) for key, row in enumerate(rows)]


class TestTurns(BaseCase):
    """R-A03, R-A04: in turn, side by side, back to a step."""

    def test_r_a04_how_many_are_enough(self):
        table = [
            # mode, quorum, given, asked, enough
            (ANY, 0, 0, 3, False),
            (ANY, 0, 1, 3, True),
            (ALL, 0, 2, 3, False),
            (ALL, 0, 3, 3, True),
            (QUORUM, 2, 1, 3, False),
            (QUORUM, 2, 2, 3, True),
            (QUORUM, 5, 2, 3, False),
            (QUORUM, 5, 3, 3, True),  # of those who are there
            (QUORUM, 0, 0, 3, False),  # never nobody
            (ALL, 0, 0, 0, False),
        ]
        for *case, enough in table:
            with self.subTest(case=case):
                self.assertEqual(is_enough(*case), enough)

    def test_r_a03_levels_open_one_after_the_other(self):
        first = turns((10, WAITING), (20, WAITING), (20, WAITING), (30, WAITING))
        self.assertEqual(what_next(first), ([0], [], False))
        second = turns((10, APPROVED), (20, WAITING), (20, WAITING), (30, WAITING))
        self.assertEqual(what_next(second), ([1, 2], [], False))
        half = turns((10, APPROVED), (20, APPROVED), (20, OPEN), (30, WAITING))
        self.assertEqual(what_next(half), ([], [], False))
        last = turns((10, APPROVED), (20, APPROVED), (20, APPROVED), (30, APPROVED))
        self.assertEqual(what_next(last), ([], [], True))

    def test_r_a04_one_of_a_level_is_enough_and_the_others_are_let_go(self):
        level = turns((10, APPROVED, ANY), (10, OPEN, ANY), (20, WAITING))
        self.assertEqual(what_next(level), ([2], [1], False))

    def test_r_a04_quorum_of_a_level(self):
        asked = [(10, state, QUORUM, 2) for state in (APPROVED, OPEN, OPEN)]
        self.assertEqual(what_next(turns(*asked)), ([], [], False))
        asked[1] = (10, APPROVED, QUORUM, 2)
        self.assertEqual(what_next(turns(*asked)), ([], [2], True))

    def test_r_a03_no_turns_are_no_approval(self):
        self.assertEqual(what_next([]), ([], [], False))
        self.assertFalse(is_level_done([]))

    def test_r_a04_back_to_an_earlier_step(self):
        chain = turns((10, APPROVED), (20, APPROVED), (30, OPEN), (40, WAITING))
        self.assertEqual(repeated(chain, 20), [1, 2, 3])
        self.assertEqual(repeated(chain, 10), [0, 1, 2, 3])
        for level in (30, 40, 15):
            with self.assertRaises(ValueError):
                repeated(chain, level)

    @given(
        st.lists(
            st.tuples(
                st.sampled_from([10, 20, 30]),
                st.sampled_from([ANY, ALL, QUORUM]),
                st.integers(1, 3),
            ),
            min_size=1,
            max_size=6,
        ),
        st.data(),
    )
    def test_r_a04_every_order_of_approvals_ends_and_never_out_of_turn(
        self, steps, data
    ):
        """Whoever comes first: a level opens only when those before are done."""
        modes = {}
        for level, mode, quorum in steps:
            modes.setdefault(level, (mode, quorum))
        states = [WAITING] * len(steps)

        def now():
            rows = zip(steps, states, strict=True)
            return turns(*((row[0], state, *modes[row[0]]) for row, state in rows))

        for _moment in range(2 * len(steps) + 1):
            to_open, to_cancel, done = what_next(now())
            for key in to_cancel:
                states[key] = "cancelled"
            if done:
                break
            for key in to_open:
                states[key] = OPEN
                self.assertFalse(
                    [
                        turn
                        for turn in now()
                        if turn.level < steps[key][0] and turn.state in (WAITING, OPEN)
                    ]
                )
            key = data.draw(
                st.sampled_from([n for n, s in enumerate(states) if s == OPEN])
            )
            states[key] = APPROVED
        self.assertTrue(what_next(now())[2])
