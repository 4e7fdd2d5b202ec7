"""The broker hangs or is gone while people work: nobody waits for it, and the statistics catch up afterwards."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

from tests.journeys.desk import Desk
from tests.journeys.house import CATCH_UP_LIMIT, OPEN_WORK, House
from tests.local.conftest import eventually

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("house")]

Trouble = Callable[[House], AbstractContextManager[None]]
PATIENCE = 5  # seconds that a save may take
COUNTED = (
    "SELECT coalesce(sum(events_certain), 0) FROM events_yearlystatistic WHERE year = 2024 AND dimension = 'total'"
)


@contextmanager
def hanging(house: House) -> Iterator[None]:
    broker = house.part("valkey")
    broker.suspend()
    try:
        yield
    finally:
        broker.resume()


@contextmanager
def gone(house: House) -> Iterator[None]:
    """Kill the broker, and hold the supervisor so that it does not start another one."""
    supervisor = house.part("supervisor")
    supervisor.suspend()
    try:
        house.part("valkey").kill()
        yield
    finally:
        supervisor.resume()


@pytest.mark.parametrize("trouble", [hanging, gone])
def test_saves_do_not_wait_for_the_broker_and_statistics_catch_up(house: House, trouble: Trouble) -> None:
    house.catch_up()
    before = house.number(COUNTED)
    editor, reviewer = Desk(house, "editor"), Desk(house, "reviewer")
    with trouble(house):
        event = editor.add_event()
        editor.take_step(event, "submit")
        reviewer.take_step(event, "approve")
        assert house.status_of(f"/en/events/EV-{event:06d}/") == 200
        assert house.number(OPEN_WORK) == 2  # the statistics, and what is documented of each figure
    assert max(editor.slowest, reviewer.slowest) < PATIENCE
    assert eventually(lambda: house.number(COUNTED) == before + 1, CATCH_UP_LIMIT), house.output()
    house.catch_up()
