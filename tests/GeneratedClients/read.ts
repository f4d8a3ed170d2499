// Reads every answer of Query to the examples of its document with the generated types, and prints what the tests check.
import type { components, paths } from "./generated/platform.js";

type Answer<P extends keyof paths> = paths[P] extends { get: { responses: { 200: { content: { "application/json": infer A } } } } } ? A : never;
type Fact = components["schemas"]["FactAnswer"];
type Funding = components["schemas"]["FundingRaisedFact"];

const [address, key, ...requests] = process.argv.slice(2);

async function get<P extends keyof paths>(_: P, url: string): Promise<Answer<P>> {
  const answer = await fetch(new URL(url, address), { headers: { authorization: `Bearer ${key}`, accept: "application/json" } });
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Answer<P>;
}

const isFunding = (fact: Fact): fact is Funding => fact.type === "FundingRaised";

/** One number or name of each answer, by the path of the document. */
const readers: { [P in keyof paths]?: (url: string) => Promise<unknown> } = {
  "/v1/companies": async (url) => (await get("/v1/companies", url)).items.map((company) => company.key),
  "/v1/companies/{key}": async (url) => (await get("/v1/companies/{key}", url)).key,
  "/v1/companies/{key}/diff": async (url) => (await get("/v1/companies/{key}/diff", url)).items.map((entry) => entry.change),
  "/v1/companies/{key}/history": async (url) => (await get("/v1/companies/{key}/history", url)).items.map((entry) => entry.position),
  "/v1/events": async (url) => (await get("/v1/events", url)).items.map((report) => report.id),
  "/v1/explain": async (url) => (await get("/v1/explain", url)).position,
  "/v1/facts": async (url) => (await get("/v1/facts", url)).items.filter(isFunding).map((fact) => fact.data.amount?.amount),
  "/v1/facts/changes": async (url) => (await get("/v1/facts/changes", url)).next,
  "/v1/facts/{id}": async (url) => (await get("/v1/facts/{id}", url)).fact.id,
  "/v1/funding/totals": async (url) => (await get("/v1/funding/totals", url)).items.map((total) => total.amount),
  "/v1/investors/{key}": async (url) => (await get("/v1/investors/{key}", url)).key,
  "/v1/plants": async (url) => (await get("/v1/plants", url)).items.map((plant) => plant.plant),
  "/v1/plants/capacity": async (url) => (await get("/v1/plants/capacity", url)).unknown,
  "/v1/plants/cells": async (url) => (await get("/v1/plants/cells", url)).withoutCoordinates,
  "/v1/plants/counts": async (url) => (await get("/v1/plants/counts", url)).items.map((count) => count.plants),
  "/v1/promises": async (url) => (await get("/v1/promises", url)).items.map((promise) => promise.state),
  "/v1/receipts": async (url) => (await get("/v1/receipts", url)).position,
  "/v1/records": async (url) => (await get("/v1/records", url)).items.map((record) => record.recordKey),
  "/v1/search": async (url) => (await get("/v1/search", url)).items.map((hit) => hit.name),
  "/v1/shipments/series": async (url) => (await get("/v1/shipments/series", url)).items.map((series) => series.product),
  "/v1/shipments/totals": async (url) => (await get("/v1/shipments/totals", url)).items.map((total) => total.units),
  "/v1/statistics": async (url) => (await get("/v1/statistics", url)).total.reports,
};

const read: Record<string, unknown> = {};
for (const request of requests) {
  const [path, url] = request.split(" ") as [keyof paths, string];
  const reader = readers[path];
  if (!reader) throw new Error(`There is no reader of ${path}`);
  read[path] = await reader(url);
}
console.log(JSON.stringify(read));
