"""Short programs that fetch the data, for the page of the data. tests/recipes runs them in a clean environment."""

from ..vocabulary import Bilingual

CURL = """\
curl -s '{site}/api/v1/events/?direction=north_to_south&from=2020&limit=3'
"""
COPY = """\
curl -sO '{site}/api/v1/events.csv'
"""
FOLLOW = """\
curl -s '{site}/api/v1/changes/?after=0&limit=100'
"""
R = """\
events <- read.csv("{site}/api/v1/events.csv", na.strings = "", encoding = "UTF-8")
table(substr(events$occurred_from, 1, 4), events$direction)
"""
PYTHON = """\
import json
from urllib.request import urlopen

address, events = "{site}/api/v1/events/?limit=500", []
while address:
    page = json.load(urlopen(address))
    events += page["results"]
    address = page["next"]
print(len(events), events[0]["title_en"])
"""
PANDAS = """\
import pandas as pd

events = pd.read_csv("{site}/api/v1/events.csv", dtype=str, keep_default_na=False)
print(events.groupby(["direction", "movement_class"]).size())
"""
RECIPES = (
    ("curl", Bilingual("Three events, in the shell", "셸에서 사건 3건"), CURL),
    ("file", Bilingual("All events as a file", "모든 사건을 파일로"), COPY),
    ("follow", Bilingual("What changed since the change you know", "아는 변경 번호 뒤에 바뀐 것"), FOLLOW),
    ("python", Bilingual("All pages of a list, in Python without packages", "파이썬, 목록의 모든 쪽"), PYTHON),
    ("pandas", Bilingual("With pandas", "pandas"), PANDAS),
    ("r", Bilingual("In R, a table of years and directions", "R, 연도와 방향의 표"), R),
)


def for_site(site: str) -> list[dict[str, object]]:
    """Return [{name, label, code}], each program with the address of this site."""
    return [
        {"name": name, "label": label, "code": code.replace("{site}", site).strip()} for name, label, code in RECIPES
    ]
