// The site stops within 5 seconds of SIGTERM, whatever its clients are doing. Usage: node stop.mjs
// [ci|release]
import { once } from "node:events";
import { connect } from "node:net";
import { ready, startSite } from "./site.mjs";

const port = 3213;
const server = startSite(process.argv[2] ?? "release", port);
await ready(server, port);

// One client has sent nothing yet, one has stopped within a request, one keeps the connection open.
for (const said of ["", "GET / HTTP/1.1\r\nHost: loc", "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"]) {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {});
  await once(socket, "connect");
  socket.write(said);
}

const started = performance.now();
server.kill("SIGTERM");
const [code] = await once(server, "exit");
const seconds = (performance.now() - started) / 1000;
console.log(`stopped with ${code} after ${seconds.toFixed(2)} s`);
process.exit(code === 0 && seconds < 5 ? 0 : 1);
