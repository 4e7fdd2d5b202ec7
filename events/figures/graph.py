"""Numbers as difference constraints: what they allow together, exactly, in whole numbers.

Nodes are boundaries between days. A number in [low, high] from one node to another is two edges; that a count never
falls is one edge between neighbours. There is an assignment if and only if no cycle is negative; the tightest bounds of
a cell are two shortest paths; a negative cycle is a conflict.
"""

import heapq
from collections.abc import Iterable, Sequence
from typing import NamedTuple

Terms = tuple[tuple[str, int], ...]
"""Which numbers are added (1) and taken away (-1), in order; 0 marks bridges, and shares, which are neither."""

Edge = tuple[int, int, str, int, int]
"""To which node, how much it may be higher at most, by which number ("" where a count never falls), its sign, steps."""

STEP, OVER_BASE = 1_000, 1
"""A way of fewer numbers is the plainer; of as many, the one over fewer cumulatives: 236 - 181, not 34,314 - 34,259."""


class Bound(NamedTuple):
    """One number: x[head] - x[tail] lies in [low, high]."""

    id: str
    tail: int
    head: int
    low: int
    high: int | None


class Reach(NamedTuple):
    """What a cell may hold, and the numbers from which each end follows."""

    low: int
    high: int | None
    below: Terms = ()
    above: Terms = ()

    def meets(self, low: int, high: int | None) -> bool:
        return (self.high is None or low <= self.high) and (high is None or self.low <= high)

    def within(self, low: int, high: int | None) -> bool:
        return self.low >= low and (high is None or (self.high is not None and self.high <= high))

    def narrowed(self, other: "Reach") -> "Reach":
        """Return what both allow; where they say the same, the plainer sum is kept."""
        low, below, high, above = self.low, self.below, self.high, self.above
        if (other.low, _plainness(below)) > (low, _plainness(other.below)):
            low, below = other.low, other.below
        ours, theirs = (_order(high, above), _order(other.high, other.above))
        if theirs < ours:
            high, above = other.high, other.above
        return Reach(low, high, below, above)


NOTHING: frozenset[str] = frozenset()


class Layout(NamedTuple):
    """Nodes of a graph, the first of them the `bases`. `falls` are (higher, lower): the second is never the higher."""

    size: int
    bases: int
    falls: Sequence[tuple[int, int]]


class Web:
    """The edges of some numbers over a layout."""

    def __init__(self, layout: Layout, bounds: Iterable[Bound]) -> None:
        self.falls, self.bounds = layout.falls, list(bounds)
        self.out: list[list[Edge]] = [[] for _ in range(layout.size)]
        for higher, lower in layout.falls:
            self.out[higher].append((lower, 0, "", 0, 0))
        for name, tail, head, low, high in self.bounds:
            steps = STEP + (OVER_BASE if tail < layout.bases else 0)
            if high is not None:
                self.out[tail].append((head, high, name, 1, steps))
            self.out[head].append((tail, -low, name, -1, steps))
        self.potentials = self._settle()

    def _settle(self) -> list[int] | None:
        """Return an assignment that fits all (Bellman and Ford), or None if there is none."""
        found = [0] * len(self.out)
        for _ in range(len(found) + 1):
            changed = False
            for node in reversed(range(len(found))):
                here = found[node]
                for to, weight, *_ in self.out[node]:
                    if here + weight < found[to]:
                        found[to] = here + weight
                        changed = True
            if not changed:
                return found
        return None

    def between(self, tail: int, head: int, skip: frozenset[str] = NOTHING) -> Reach:
        """Return what x[head] - x[tail] may be, without the numbers that `skip` names; it is never less than 0."""
        above, below = self._shortest(tail, head, skip), self._shortest(head, tail, skip)
        low, reason = (-below[0], _turned(below[1])) if below and below[0] < 0 else (0, ())
        return Reach(low, above[0], reason, above[1]) if above else Reach(low, None, reason)

    def _shortest(self, tail: int, head: int, skip: frozenset[str]) -> tuple[int, Terms] | None:
        """Return the shortest way by Dijkstra over reduced weights, of equals the plainest."""
        at = self.potentials
        assert at is not None
        queue: list[tuple[int, int, int, int]] = [(0, 0, tail, -1)]
        best = {tail: (0, 0)}
        done = set()
        via = {tail: (-1, "", 0)}
        while queue:
            far, steps, node, _ = heapq.heappop(queue)
            if node in done:
                continue
            done.add(node)
            if node == head:
                return far - at[tail] + at[head], _walked(via, head)
            here = far + at[node]
            for to, weight, name, sign, more in self.out[node]:
                if to in done or name in skip:
                    continue
                key = (here + weight - at[to], steps + more)
                if to not in best or key < best[to]:
                    best[to], via[to] = key, (node, name, sign)
                    heapq.heappush(queue, (*key, to, node))
        return None

    def shortest_conflict(self, through: Iterable[Bound], most: int) -> tuple[str, ...]:
        """Return the fewest numbers that contradict each other, one of `through` among them; none over `most`."""
        found: tuple[str, ...] = ()
        for bound in through:
            ends = [(bound.head, bound.tail, -bound.low)]  # the way back over the low end closes at the head
            if bound.high is not None:
                ends.append((bound.tail, bound.head, bound.high))
            for came_from, arrives, weight in ends:
                cycle = self._way_back(arrives, came_from, weight, bound.id, (len(found) or most + 1) - 2)
                if cycle is not None:
                    found = (bound.id, *cycle)
        return found

    def _way_back(self, start: int, goal: int, weight: int, own: str, hops: int) -> tuple[str, ...] | None:
        """Return the fewest numbers, at most `hops`, on a way from start to goal that makes a negative cycle."""
        size = len(self.out)
        reached: list[tuple[int, tuple[str, ...]] | None] = [None] * size
        reached[start] = (0, ())
        for step in range(hops + 1):
            self._fall(reached)
            if (there := reached[goal]) and there[0] + weight < 0 and len(there[1]) <= hops:
                return there[1]
            if step == hops:
                break
            further = list(reached)
            for node, here in enumerate(reached):
                for to, more, name, *_ in self.out[node] if here else ():
                    old = further[to]
                    if here and name and name != own and (old is None or here[0] + more < old[0]):
                        further[to] = (here[0] + more, (*here[1], name))
            reached = further
        return None

    def _fall(self, reached: list[tuple[int, tuple[str, ...]] | None]) -> None:
        for higher, lower in self.falls:
            above, below = reached[higher], reached[lower]
            if above and (below is None or above[0] < below[0]):
                reached[lower] = above


def _order(high: int | None, terms: Terms) -> tuple[bool, int, tuple[int, int]]:
    return high is None, high or 0, _plainness(terms)


def _plainness(terms: Terms) -> tuple[int, int]:
    """Return how many numbers a sum has, and how many are taken away: the fewer the plainer."""
    return sum(1 for _, sign in terms if sign), sum(1 for _, sign in terms if sign < 0)


def _turned(terms: Terms) -> Terms:
    return tuple((name, -sign) for name, sign in reversed(terms))


def _walked(via: dict[int, tuple[int, str, int]], node: int) -> Terms:
    terms = []
    while (step := via[node])[0] >= 0:
        node, name, sign = step
        if name:
            terms.append((name, sign))
    return tuple(reversed(terms))
