// Serves fresh data for Playwright. Usage: node serve.mjs debug|release PORT [starter|awkward|polls|statistics|desk]
import { startSite } from "./site.mjs";

const [build, port, content] = process.argv.slice(2);
const server = startSite(build, port, content);
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => server.kill("SIGTERM"));
server.on("exit", (code) => process.exit(code ?? 1));
