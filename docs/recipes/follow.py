"""Keep a copy of all events in step with the record: run it as often as you like, and no change is missed."""

import json
import os
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

TRACKER = os.environ.get("TRACKER", "http://localhost:8000")
kept = Path("events.json")

if kept.exists():
    copy = json.loads(kept.read_text())
else:  # the file, and the number of the change from which on to follow
    with urlopen(f"{TRACKER}/api/v1/events.jsonl") as file:
        copy = {"change": int(file.headers["Dataset-Version"]), "events": {e["id"]: e for e in map(json.loads, file)}}

page, changed = {"next": f"{TRACKER}/api/v1/changes/?after={copy['change']}&limit=500"}, set()
while page["next"]:
    page = json.load(urlopen(page["next"]))
    changed |= {line["public_id"] for line in page["results"] if line["record"] == "event"}
    copy["change"] = max([copy["change"], *(line["number"] for line in page["results"])])
for name in changed:
    copy["events"].pop(name, None)
    try:
        copy["events"][name] = json.load(urlopen(f"{TRACKER}/api/v1/events/{name}/"))
    except HTTPError as gone:
        if gone.code != 410:  # withdrawn or merged
            raise

kept.with_suffix(".new").write_text(json.dumps(copy))
kept.with_suffix(".new").replace(kept)
print(len(copy["events"]), "events as of change", copy["change"], "after reading", len(changed), "again")
