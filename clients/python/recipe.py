import json, os, sys, time, urllib.error, urllib.parse, urllib.request
from decimal import Decimal
from http.client import HTTPException


def ask(url, key, body=None, **headers):
    """Tries until the platform answers for good. Returns the open answer, or the problem document of a refusal."""
    wait = 0.25
    while True:
        request = urllib.request.Request(url, body, {"Authorization": f"Bearer {key}", **headers})
        try:
            return urllib.request.urlopen(request, timeout=120)
        except urllib.error.HTTPError as refused:
            if refused.code not in (408, 429) and refused.code < 500:
                return refused
            wait = float(refused.headers.get("Retry-After", wait))
        except OSError:
            pass  # no answer
        time.sleep(wait)
        wait = min(2 * wait, 30)


def post(url, key, events):
    """Posts events until each is taken or refused. To post one again is harmless."""
    lines = "\n".join(json.dumps(event) for event in events).encode()
    with ask(url + "/v1/events", key, lines, **{"Content-Type": "application/x-ndjson"}) as answer:
        said = json.load(answer)
    if answer.status != 202 and "refused" not in said:
        raise RuntimeError(f"{said['title']}: {said['detail']}")
    return said


def receipt(url, key, path):
    """What became of a report, as soon as it is known."""
    while True:
        with ask(f"{url}{path}&wait=30", key) as answer:
            said = json.load(answer)
        if answer.status == 200:
            return said
        if answer.status != 404:
            raise RuntimeError(f"{said['title']}: {said['detail']}")


def follow(url, key, company, after=None):
    """Changes of facts, from the first or after a cursor. After an interruption it goes on behind the last one."""
    while True:
        headers = {"Accept": "text/event-stream", **({"Last-Event-ID": after} if after else {})}
        event = {}
        try:
            with ask(f"{url}/v1/facts/changes?company={urllib.parse.quote(company)}", key, **headers) as answer:
                if answer.status != 200:
                    raise RuntimeError(json.load(answer)["title"])
                for line in answer:
                    name, _, value = line.decode().rstrip("\n").partition(": ")
                    if name:
                        event[name] = value
                        continue
                    if event.get("event") == "revoked":
                        raise RuntimeError(json.loads(event["data"])["title"])
                    if event.get("event") == "redone":
                        after = event.get("id") or str(json.loads(event["data"])["endOfLog"])
                        yield None  # load anew what was kept
                    elif "data" in event and "event" not in event:
                        after = event["id"]
                        yield json.loads(event["data"], parse_float=Decimal)
                    event = {}
        except (OSError, HTTPException):
            pass
        time.sleep(1)


ingestion, query = os.environ["INGESTION_URL"], os.environ["QUERY_URL"]
posted = post(ingestion, os.environ["FEED_KEY"], [{
    "specversion": "1.0", "id": "clients-python", "source": "/feeds/readme", "type": "FundingRaised",
    "data": {"company": {"name": "Client Three"}, "status": "completed", "round": "series-c", "on": "2022-05-06",
             "amount": {"amount": 34567890.12, "currency": "USD"}},
}])
for path in posted.get("receipts", []):
    print(receipt(query, os.environ["READ_KEY"], path), file=sys.stderr)
for change in follow(query, os.environ["READ_KEY"], "client-three"):
    if change and change["fact"]["amount"]["amount"] == Decimal("34567890.12"):
        print(f"{change['fact']['company']} raised {change['fact']['amount']['amount']} {change['fact']['amount']['currency']}")
        break
