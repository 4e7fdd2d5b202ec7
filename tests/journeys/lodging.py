"""One house for all journeys and browser tests of a process; starting one takes a minute."""

from collections.abc import Iterator
from shutil import rmtree

import pytest

from tests.journeys.house import START_LIMIT, House
from tests.local.conftest import eventually

EVENTS_AT_THE_KILL = 20


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A running tracker with the founding record. In the middle of reading that record every process was killed."""
    house = House(tmp_path_factory.mktemp("house") / "data")
    try:
        house.start()
        assert eventually(lambda: read_events(house) >= EVENTS_AT_THE_KILL, START_LIMIT), house.output()
        assert not house.is_up(), house.output()
        house.kill_everything()
        house.start()
        house.wait_until_up()
        yield house
        house.stop()
    finally:
        house.kill_everything()
        rmtree(house.data / "pg", ignore_errors=True)


def read_events(house: House) -> int:
    try:
        return house.number("SELECT count(*) FROM events_event")
    except Exception:  # no address, no server, no table yet
        return 0
