# pandas: money raised by company, a line per currency
import pandas

facts = pandas.read_json("facts.ndjson", lines=True, dtype={"amount": "float64"})
rounds = facts[(facts.type == "FundingRaised") & facts.status.isin(["announced", "completed"]) & facts.amount.notna()]
print(rounds.groupby(["company", "currency"]).amount.sum().to_csv(header=False), end="")
