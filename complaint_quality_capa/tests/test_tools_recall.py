from hypothesis import given
from hypothesis import strategies as st
from odoo.tests import BaseCase, tagged

from ..tools.lot_tree import COMPONENT, PRODUCT, place_named, spread
from ..tools.recall_figures import ALMOST, progress, settle

quantities = st.floats(0, 1e6, allow_nan=False)
noted = st.tuples(quantities, quantities, quantities, quantities)
groups = st.lists(
    st.tuples(st.integers(1, 5000), st.floats(0.001, 1e6), st.floats(0, 1)).map(
        lambda row: (row[0], row[1], row[1] * row[2])
    ),
    max_size=4,
)
edges = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=40)


@tagged("post_install", "-at_install")
class TestToolsRecall(BaseCase):
    """R-Q07: progress is counted, to the last piece."""

    def test_r_q07_one_customer(self):
        table = [
            # delivered, before, since, noted:
            # due, returned, accounted, missing, surplus
            ((200, 0, 0, (0, 0, 0, 0)), (200, 0, 0, 200, 0)),
            ((200, 50, 0, (100, 20, 20, 10)), (150, 100, 150, 0, 0)),
            ((200, 0, 60, (40, 0, 0, 0)), (200, 60, 60, 140, 0)),
            ((200, 0, 40, (60, 0, 0, 0)), (200, 60, 60, 140, 0)),
            ((10, 0, 3, (0, 10, 0, 0)), (10, 3, 13, 0, 3)),
            ((5, 10, 0, (0, 0, 0, 0)), (0, 0, 0, 0, 0)),
            ((0.3, 0.1, 0, (0.2, 0, 0, 0)), (0.2, 0.2, 0.2, 0, 0)),
        ]
        for asked, expected in table:
            with self.subTest(asked=asked):
                self.assertEqual(tuple(settle(*asked)), expected)

    @given(quantities, quantities, quantities, noted)
    def test_r_q07_nothing_is_lost(self, delivered, before, since, noted):
        found = settle(delivered, before, since, noted)
        self.assertTrue(all(figure >= 0 for figure in found))
        self.assertFalse(found.missing and found.surplus)
        self.assertAlmostEqual(
            found.due, found.accounted + found.missing - found.surplus, places=4
        )

    def test_r_q07_all_of_a_recall(self):
        table = [
            ([], 100),
            ([(1, 200, 200)], 0),
            ([(1, 200, 50)], 75),
            ([(3, 100000, 1)], ALMOST),
            ([(1, 100, 0), (1, 3, 3)], 50),
            ([(3, 10, 0), (1, 5, 5)], 75),
        ]
        for rows, expected in table:
            with self.subTest(rows=rows):
                self.assertEqual(progress(rows), expected)

    @given(groups)
    def test_r_q07_hundred_only_when_nothing_is_missing(self, rows):
        found = progress(rows)
        self.assertTrue(0 <= found <= 100)
        self.assertEqual(found == 100, not any(missing for _n, _due, missing in rows))

    @given(edges)
    def test_r_q07_each_lot_once_by_the_shortest_way(self, pairs):
        places = spread([0], pairs, PRODUCT, place_named([0]))
        reached, level = {0}, {0}
        while level:
            level = {b for a, b in pairs if a in level} - reached
            reached |= level
        self.assertEqual(set(places), reached)
        for lot, place in places.items():
            if lot:
                self.assertIn((place.through, lot), pairs)
                self.assertEqual(place.depth, places[place.through].depth + 1)

    def test_r_q07_a_circle_ends(self):
        places = spread([1], [(1, 2), (2, 3), (3, 1)], PRODUCT, place_named([1]))
        self.assertEqual([places[lot].depth for lot in (1, 2, 3)], [0, 1, 2])
        self.assertEqual(spread([1], [(1, 2)], COMPONENT, places), places)
