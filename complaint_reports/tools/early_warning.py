"""Early warning (R-F04): whether more is complained about than chance explains.

Plain Python, no Odoo, no SciPy. Each thing that is watched (a product, a lot …) is
compared with its own past. Complaints come like drops of rain: how many fall into the
recent window, when so many fell altogether, follows a binomial law whose share is the
window's share of the exposure (how much could be complained about). That law is exact,
also for small numbers, and asks for no estimate of the rate. Where the past varies more
than that (``dispersion``), a beta-binomial law takes its place.

Many things are tested in one run: Benjamini and Hochberg's rule keeps the expected
share of false alarms among all alarms below what is wanted.
"""

from dataclasses import dataclass
from math import exp, lgamma, log

# a past that varies more than this is looked at as if it varied so much
MOST_DISPERSION = 5.0


@dataclass(frozen=True)
class Series:
    """What was counted of one thing, window by window; the last one is the recent one.

    :param kind: what it is; things of a kind vary alike
    :param counts: complaints in each window
    :param exposures: how much could be complained about in each window
    """

    kind: str
    key: object
    counts: tuple
    exposures: tuple

    @property
    def recent(self):
        return self.counts[-1]

    @property
    def total(self):
        return sum(self.counts)

    @property
    def share(self):
        """Share of the recent window in the whole exposure."""
        whole = sum(self.exposures)
        return self.exposures[-1] / whole if whole > 0 else 0.0

    @property
    def expected(self):
        """Complaints of the recent window, had the past gone on."""
        past = sum(self.exposures[:-1])
        return sum(self.counts[:-1]) * self.exposures[-1] / past if past > 0 else 0.0

    @property
    def rises(self):
        """How many times as much as expected; 0 where nothing was expected."""
        return self.recent / self.expected if self.expected else 0.0


@dataclass(frozen=True)
class Signal:
    """A rise beyond chance: ``p`` of this thing alone, ``q`` among all that were
    tested, ``dispersion`` of its kind."""

    series: Series
    p: float
    q: float
    dispersion: float


def tail(recent, total, share, dispersion=1.0):
    """The chance that ``recent`` or more of ``total`` fall into the recent window.

    :param float share: of the exposure that lies in it
    :param float dispersion: variance over mean of one window; 1: pure chance
    """
    if recent <= 0 or share >= 1:
        return 1.0
    if share <= 0:
        return 0.0
    a, b, step = share, 1 - share, 0.0
    if dispersion > 1:
        # how sure the past is of its rate is read from the past alone: a rise must not
        # speak for itself; half a complaint more, so that nothing is no certainty
        mean = (total - recent + 0.5) / (1 - share) / (dispersion - 1)
        a, b, step = mean * share, mean * (1 - share), 1.0
    term, found = exp(_log_chance(recent, total, a, b, step)), 0.0
    for k in range(recent, total + 1):
        found += term
        if k == total or (term < found * 1e-17 and k > total * share):
            break
        # from one term to the next, without another logarithm
        term *= (total - k) / (k + 1) * (a + step * k)
        term /= b + step * (total - k - 1)
    return min(found, 1.0)


def _log_chance(k, n, a, b, step):
    ways = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
    if not step:
        return ways + k * log(a) + (n - k) * log(b)
    return (
        ways
        + (lgamma(k + a) - lgamma(a))
        + (lgamma(n - k + b) - lgamma(b))
        - (lgamma(n + a + b) - lgamma(a + b))
    )


def dispersion(series):
    """Variance over mean of one window, from the past of all ``series`` of a kind; at
    least 1, at most ``MOST_DISPERSION``."""
    distance, freedom = 0.0, 0
    for one in series:
        past = [
            (count, exposure)
            for count, exposure in zip(one.counts[:-1], one.exposures[:-1], strict=True)
            if exposure > 0
        ]
        whole = sum(exposure for _count, exposure in past)
        total = sum(count for count, _exposure in past)
        if not total or len(past) < 2:
            continue
        for count, exposure in past:
            mean = total * exposure / whole
            distance += (count - mean) ** 2 / mean
        freedom += len(past) - 1
    return min(max(distance / freedom, 1.0), MOST_DISPERSION) if freedom else 1.0


def adjust(chances):
    """Each of ``chances`` as Benjamini and Hochberg read it among all of them: the
    smallest share of false alarms at which it would still be one."""
    order = sorted(range(len(chances)), key=chances.__getitem__, reverse=True)
    found, least = [1.0] * len(chances), 1.0
    for place, index in enumerate(order):
        rank = len(chances) - place
        least = min(least, max(chances[index] * len(chances) / rank, chances[index]))
        found[index] = least
    return found


def judge(series, false_share=0.05, minimum=3):
    """The rises beyond chance among ``series``, the surest first.

    What has fewer than ``minimum`` complaints altogether can never be one and is not
    counted among the tests; that looks at the whole alone, so it favours nobody.

    :param float false_share: expected share of false alarms among all alarms
    :param int minimum: complaints in the recent window that an alarm needs
    """
    tested = [one for one in series if one.total >= minimum and 0 < one.share < 1]
    kinds = {}
    for one in tested:
        kinds.setdefault(one.kind, []).append(one)
    spread = {kind: dispersion(some) for kind, some in kinds.items()}
    chances = [
        tail(one.recent, one.total, one.share, spread[one.kind]) for one in tested
    ]
    signals = [
        Signal(one, p, q, spread[one.kind])
        for one, p, q in zip(tested, chances, adjust(chances), strict=True)
        if q <= false_share and one.recent >= minimum and one.recent > one.expected
    ]
    return sorted(signals, key=lambda signal: (signal.p, str(signal.series.key)))
