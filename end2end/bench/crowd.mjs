// The load generator of `server/examples/crowd`, on the second core.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { root } from "../site.mjs";

const program = join(root, "target/release/examples/crowd");

/** The value that so many percent of the numbers do not exceed. */
export const percentile = (numbers, percent) => numbers.toSorted((a, b) => a - b)[Math.ceil((numbers.length * percent) / 100) - 1];

/** Starts it; `next` returns the next line of its output. */
export function crowd(...words) {
  const process = spawn("taskset", ["-c", "1", program, ...words.map(String)], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: process.stdout })[Symbol.asyncIterator]();
  return { process, next: async () => (await lines.next()).value };
}

/** Opens this many streams about topics, and waits until all have their snapshots. */
export async function streams(port, topics, count) {
  const opened = crowd("streams", port, topics, count);
  if ((await opened.next()) !== "ready") throw new Error("the streams are not there");
  return opened;
}

/** Runs it to its end; returns its figures. */
export async function figures(...words) {
  return JSON.parse(await crowd(...words).next());
}
