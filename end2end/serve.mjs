// Serves fresh data for Playwright, one site after the other: when the last one answers, all do.
// Usage: node serve.mjs ci|release CONTENT:PORT..., with a content of site.mjs
import { ready, startSite } from "./site.mjs";

const [build, ...sites] = process.argv.slice(2);
const servers = [];
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => servers.forEach((server) => server.kill("SIGTERM")));
for (const site of sites) {
  const [content, port] = site.split(":");
  const server = startSite(build, Number(port), content);
  servers.push(server);
  server.on("exit", (code) => (process.exitCode ||= code ?? 1));
  await ready(server, Number(port));
}
