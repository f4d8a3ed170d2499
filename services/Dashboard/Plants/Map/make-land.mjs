// Makes ../../wwwroot/map/land.svg: npm ci && npm run make. Land is from Natural Earth (public domain), by world-atlas.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { geoEqualEarth, geoPath } from "d3-geo";
import { feature } from "topojson-client";

const world = JSON.parse(readFileSync(createRequire(import.meta.url).resolve("world-atlas/land-110m.json"), "utf8"));
const projection = geoEqualEarth().fitWidth(1000, { type: "Sphere" });
const path = geoPath(projection).digits(1);
const land = path(feature(world, world.objects.land));
const to = new URL("../../wwwroot/map/", import.meta.url);
mkdirSync(to, { recursive: true });
const source = "<!-- Land: Natural Earth (public domain), by world-atlas 2.0.2 (ISC licence) -->";
writeFileSync(new URL("land.svg", to), `<svg xmlns="http://www.w3.org/2000/svg">${source}<path id="land" d="${land}"/></svg>\n`);

// For the test of the same projection in C#
for (const [lon, lat] of [[0, 0], [121.77, 30.87], [-74, 40.7], [151.2, -33.9], [-180, 90], [18.4, -33.9]]) {
  console.log([lon, lat, ...projection([lon, lat]).map((one) => one.toFixed(3))].join(", "));
}
console.log("bounds", geoPath(projection).bounds({ type: "Sphere" }).flat().map((one) => one.toFixed(3)).join(", "));
