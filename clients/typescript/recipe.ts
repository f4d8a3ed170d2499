type Change = { cursor: string; fact: { company: string; amount?: { amount: number; currency: string } } };

const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
const lasts = (status: number) => status !== 429 && status !== 408 && status < 500;

/** Posts events until each is taken or refused. To post one again is harmless. */
async function post(url: string, key: string, events: object[]) {
  const body = events.map((event) => JSON.stringify(event)).join("\n");
  for (let wait = 0.25; ; wait = Math.min(2 * wait, 30)) {
    const answer = await fetch(`${url}/v1/events`, {
      method: "POST", body, headers: { authorization: `Bearer ${key}`, "content-type": "application/x-ndjson" },
    }).catch(() => undefined);
    if (answer && lasts(answer.status)) {
      const said = await answer.json();
      if (answer.status === 202 || said.refused) return said as { accepted?: number; refused: object[]; receipts?: string[] };
      throw new Error(`${said.title}: ${said.detail}`);
    }
    await pause(Number(answer?.headers.get("retry-after") ?? wait));
  }
}

/** What became of a report, as soon as it is known. */
async function receipt(url: string, key: string, path: string) {
  for (;;) {
    const answer = await fetch(`${url}${path}&wait=30`, { headers: { authorization: `Bearer ${key}` } }).catch(() => undefined);
    if (answer?.ok) return await answer.json();
    if (answer && answer.status !== 404 && lasts(answer.status)) throw new Error((await answer.json()).title);
    await pause(1);
  }
}

/** Changes of facts, from the first or after a cursor. After an interruption it goes on behind the last one. */
async function* follow(url: string, key: string, company: string, after?: string) {
  for (;;) {
    const headers: Record<string, string> = { authorization: `Bearer ${key}`, accept: "text/event-stream" };
    if (after) headers["last-event-id"] = after;
    const answer = await fetch(`${url}/v1/facts/changes?company=${encodeURIComponent(company)}`, { headers }).catch(() => undefined);
    if (answer && !answer.ok && lasts(answer.status)) throw new Error((await answer.json()).title);
    if (answer?.ok && answer.body) {
      const text = new TextDecoderStream();
      answer.body.pipeTo(text.writable as WritableStream).catch(() => undefined);
      let rest = "";
      try {
        for await (const piece of text.readable as unknown as AsyncIterable<string>) {
          const events = (rest + piece).split("\n\n");
          rest = events.pop() ?? "";
          for (const event of events) {
            const fields = Object.fromEntries(event.split("\n").map((line) => line.split(/: ?(.*)/s, 2)));
            if (fields.event === "revoked") throw new Error(JSON.parse(fields.data).title);
            if (fields.event === "redone") {
              after = fields.id ?? `${JSON.parse(fields.data).endOfLog}`;
              yield { redone: true as const }; // load anew what was kept
              continue;
            }
            after = fields.id ?? after;
            if (fields.data && !fields.event) yield JSON.parse(fields.data) as Change;
          }
        }
      } catch (broken) {
        if (!(broken instanceof TypeError)) throw broken;
      }
    }
    await pause(1);
  }
}

const { INGESTION_URL, QUERY_URL, FEED_KEY, READ_KEY } = process.env as Record<string, string>;
const posted = await post(INGESTION_URL!, FEED_KEY!, [{
  specversion: "1.0", id: "clients-typescript", source: "/feeds/readme", type: "FundingRaised",
  data: {
    company: { name: "Client Two" }, status: "completed", round: "series-b", on: "2021-03",
    amount: { amount: 23_456_789.01, currency: "USD" },
  },
}]);
for (const path of posted.receipts ?? []) console.error(await receipt(QUERY_URL!, READ_KEY!, path));
for await (const change of follow(QUERY_URL!, READ_KEY!, "client-two")) {
  if ("fact" in change && change.fact.amount?.amount === 23_456_789.01) {
    console.log(`${change.fact.company} raised ${change.fact.amount.amount} ${change.fact.amount.currency}`);
    break;
  }
}
process.exit();

export {};
