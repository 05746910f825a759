// Starts sites with new data for Playwright, one after the other: when the last one responds, all do. Usage:
// node serve.mjs ci|release CONTENT:PORT..., with a content of site.mjs
import { once } from "node:events";
import { answers, ready, startSite } from "./site.mjs";

const [build, ...sites] = process.argv.slice(2);
const servers = [];

/** Stops all sites, and then this process. */
async function stop(code) {
  const running = servers.filter((server) => server.exitCode === null && server.signalCode === null);
  const ended = running.map((server) => once(server, "exit"));
  for (const server of running) server.kill("SIGTERM");
  await Promise.all(ended);
  process.exit(code);
}
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => stop(0));

try {
  for (const site of sites) {
    const [content, port] = site.split(":");
    if (await answers(port)) throw new Error(`somebody else answers on port ${port}`);
    const server = startSite(build, Number(port), content);
    servers.push(server);
    await ready(server, Number(port));
  }
} catch (error) {
  console.error(error.message);
  await stop(1);
}
