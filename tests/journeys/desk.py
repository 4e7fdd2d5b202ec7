"""The desk without a browser: forms posted over HTTP, with the time that each took."""

import re
import time
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

from tests.factories import CODED, TEXTS
from tests.journeys.house import House

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
NO_ROWS = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0"}


class Desk:
    """One account that signed in. `slowest` is the longest that a save took, in seconds."""

    def __init__(self, house: House, name: str) -> None:
        self.url = house.url
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self.slowest = 0.0
        self.post("/admin/login/", {"username": name, "password": house.password(name), "next": "/admin/"})

    def post(self, path: str, fields: dict[str, str], form: str = "") -> str:
        """Send a form as the page `form` (that of `path` itself by default) shows it; return where it led."""
        with self.opener.open(self.url + (form or path), timeout=60) as page:
            token = TOKEN.search(page.read().decode())
        assert token, path
        data = urllib.parse.urlencode(fields | {"csrfmiddlewaretoken": token[1]}).encode()
        begun = time.monotonic()
        with self.opener.open(self.url + path, data, timeout=60) as answer:
            assert answer.url != self.url + path, "the form was shown again"
        self.slowest = max(self.slowest, time.monotonic() - begun)
        return str(answer.url)

    def add_event(self) -> int:
        """Code an event, one accepted claim a value from source 1; return its number."""
        fields = TEXTS | {"_continue": "1", "claims-TOTAL_FORMS": str(len(CODED)), "claims-INITIAL_FORMS": "0"}
        fields |= {f"links_out-{name}": text for name, text in NO_ROWS.items()}
        for position, (field, text) in enumerate(CODED.items()):
            claim = {"field": field, "text": text, "standing": "accepted", "issuer": "outlet", "certainty": "reported"}
            fields |= {f"claims-{position}-{name}": said for name, said in (claim | {"source": "1"}).items()}
        led = self.post("/admin/events/event/add/", fields)
        return int(led.split("/")[-3])

    def take_step(self, event: int, step: str) -> None:
        here = f"/admin/events/event/{event}/"
        self.post(f"{here}{step}/", {}, form=here + ("review/" if step == "approve" else "change/"))
