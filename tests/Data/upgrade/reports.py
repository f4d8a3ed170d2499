#!/usr/bin/env python3
"""reports.py N SEED: N reports of every kind as NDJSON, such as the first edition of the rules took: with identifiers, names and content that the second reads otherwise."""
import json, random, sys
n, seed = int(sys.argv[1]), int(sys.argv[2])
r = random.Random(seed)
base = ["Academia.edu", "Foo Co.,Ltd.", "Acme Inc", "Acme, Inc.", "Grupo Bimbo S.A.B. de C.V.", "Novo Nordisk A/S", "Škoda s.r.o.", "Trade™ Widgets", "The Limited", "The Company", "Eps", "EPS", "Leaf", "Buddy",
        "U.S. Steel", "AT&T", "Ben and Jerry's", "Inc", "GmbH", "Ltd.", "Great " * 22 + "Wall Motors", "Great " * 22 + "Wall Energy", "Müller GmbH & Co. KG", "Straße AG", "ＮＩＯ Inc", "Xpeng Motors", "小鹏汽车", "Rivian", "Tesla"]
names = base + [f"Company {i}" for i in range(60)] + [f"Venture-{i}.io" for i in range(20)]
leis = ["N/A", "00000000000000000000", "5493006MHB84DD0ZWV18", "HWUPKR0MPOU8FGXBT394", "HWUPKR0MPOU8FGXBT395", "none"]
ciks = ["None", "0", "320193", "0000320193", "CIK320193", "1318605"]
domains = ["null", "com", "http://", "https://www.tesla.com/", "tesla.com", "facebook.com/acme", "facebook.com/leaf", "WWW.Rivian.com", "rivian.com", "xn--mller-kva.de", "n/a"]
rounds = ["seed", "series-a", "series-b", "series-c", "venture", "angel", "other", "unknown", "ipo", "debt", "grant"]
feeds = ["/feeds/alpha", "/feeds/beta", "/feeds/beta/wire", "/feeds/gamma"]
def date():
    y, m, d = r.randint(2008, 2024), r.randint(1, 12), r.randint(1, 28)
    return r.choice([f"{y}-{m:02}-{d:02}"] * 5 + [f"{y}-{m:02}", f"{y}", f"{y}-Q{r.randint(1,4)}", f"{y}-3{r.randint(3,6)}", f"{y}-H1", f"{y}-{m:02}/{y}-12", f"../{y}-{m:02}-{d:02}", {"date": f"{y}-{m:02}", "wording": "about then"}])
def party(name=None):
    p = {"name": name or r.choice(names)}
    if r.random() < .15: p["lei"] = r.choice(leis)
    if r.random() < .12: p["cik"] = r.choice(ciks)
    if r.random() < .2: p["domain"] = r.choice(domains)
    if r.random() < .3: p["country"] = r.choice(["US", "CN", "DE", "MX", "DK"])
    if r.random() < .05: p["key"] = r.choice(["acme", "leaf", "eps", "tesla"])
    return p
def funding():
    d = {"company": party(), "round": r.choice(rounds), "on": date(), "status": r.choice(["announced", "completed", "rumoured", "cancelled"]),
         "investors": [{"party": dict(party(), kind=r.choice(["organisation", "person"])), "role": r.choice(["lead", "participant"])} for _ in range(r.choice([0, 0, 1, 2]))]}
    if r.random() < .85: d["amount"] = {"amount": r.choice([1, 2, 5, 10, 25, 100]) * 1000000 + r.choice([0, 0, 5000]), "currency": r.choice(["USD", "USD", "EUR"])}
    return "FundingRaised", d
def plant():
    d = {"company": party(), "plant": r.choice(["Moorhouse Farm", "Gigafactory 3", "Works No. 1", "Hydro Dam", "Windy Hill"]), "status": r.choice(["planned", "construction", "opened", "producing", "closed", "cancelled"]), "on": date(),
         "location": {"country": r.choice(["GB", "CN", "US"]), "region": r.choice(["North", "South"])}}
    if r.random() < .5: d["location"].update(lat=round(r.uniform(50, 52), 3), lon=round(r.uniform(-1, 1), 3))
    if r.random() < .5: d["technology"] = r.choice(["hydro", "wind", "oil"])
    if r.random() < .5: d["capacity"] = {"value": r.choice([5, 10, 49.9]), "unit": "MW"}
    if r.random() < .3: del d["company"]
    return "PlantOpened", d
def shipped():
    d = {"company": party(), "product": r.choice(["Model 3", "G3", "R1T"]), "measure": "incremental", "units": r.randint(1, 9999), "period": r.choice(["2020-01", "2020-Q1", "2019", "2020-33"])}
    if r.random() < .4: d.update(measure="cumulative", asOf=f"20{r.randint(15,22)}-06-30"); del d["period"]
    if r.random() < .3: d["region"] = r.choice(["CN", "US"])
    return "ProductShipped", d
def announced(): return "ProductAnnounced", {"company": party(), "product": r.choice(["Model 3", "G3", "P7", "R1T"]), "milestone": r.choice(["unveiled", "launch"]), "expected": date()}
def partner(): return "PartnershipFormed", {"company": party(), "partner": dict(party(), kind="organisation"), "purpose": r.choice(["charging", "batteries"]), "on": date()}
def acquired(): return "CompanyAcquired", {"company": party(), "acquirer": dict(party(), kind="organisation"), "on": date(), "status": r.choice(["announced", "completed", "rumoured"])}
sent = []
for i in range(n):
    x = r.random()
    source, key = r.choice(feeds), None
    if sent and x < .03: # the same again, or under the same identity with other content
        e = json.loads(json.dumps(r.choice(sent)))
        if r.random() < .3: e["data"]["remark"] = "changed"
    elif sent and x < .08:
        t = r.choice(sent); source = t["source"]
        e = {"specversion": "1.0", "id": f"r{i}", "source": source, "type": "ReportRetracted",
             "data": {"target": {"recordKey": t["recordkey"]} if "recordkey" in t and r.random() < .5 else {"id": t["id"]}, "reason": "wrong"}}
    else:
        kind, data = r.choices([funding, plant, shipped, announced, partner, acquired], [6, 3, 2, 1, 1, 1])[0]()
        if r.random() < .1: data["remark"] = r.choice(["x", "é decomposed e\u0301"])
        e = {"specversion": "1.0", "id": f"n{i}", "source": source, "type": kind, "data": data}
        if r.random() < .6: e["recordkey"] = f"k{r.randint(1, max(2, n // 2))}"
        if r.random() < .3: e["sequence"] = str(r.randint(1, 99))
        if r.random() < .3: e["time"] = f"2024-0{r.randint(1,9)}-11T10:00:00Z"
    sent.append(e)
    print(json.dumps(e, ensure_ascii=False))
