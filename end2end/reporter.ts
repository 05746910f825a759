// Tells after the tests what each file took, and lets no file load more than a fifth more pages than loads.json notes of it:
// loads are what browser tests are slow by. Whoever adds pages on purpose notes them with `NOTE_LOADS=1 make browser`.
import type { FullResult, Reporter, TestCase, TestResult } from "@playwright/test/reporter";
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

type Loads = Record<string, Record<string, number>>;

const NOTED = join(import.meta.dirname, "loads.json");
/** How much a file's loads may grow. */
const GROWTH = 1.2;

export default class LoadsReporter implements Reporter {
  private readonly files = new Map<string, { project: string; file: string; tests: number; seconds: number; loads: number }>();

  onTestEnd(test: TestCase, result: TestResult) {
    // What is done again is not counted.
    if (result.retry > 0 || test.repeatEachIndex > 0) return;
    const project = test.parent.project()?.name ?? "";
    const file = basename(test.location.file);
    const key = `${project} ${file}`;
    const found = this.files.get(key) ?? { project, file, tests: 0, seconds: 0, loads: 0 };
    found.tests += 1;
    found.seconds += result.duration / 1000;
    found.loads += Number(result.annotations.find(({ type }) => type === "loads")?.description ?? 0);
    this.files.set(key, found);
  }

  onEnd(): { status: FullResult["status"] } | undefined {
    const noted: Loads = JSON.parse(readFileSync(NOTED, "utf8"));
    const grown: string[] = [];
    console.log(`\n${"file".padEnd(34)} tests  seconds  page loads (noted)`);
    for (const { project, file, tests, seconds, loads } of this.files.values()) {
      // Pictures of the pages are taken by hand.
      if (project === "screenshots") continue;
      const before = noted[project]?.[file] ?? 0;
      console.log(`${`${project} ${file}`.padEnd(34)} ${String(tests).padStart(5)} ${seconds.toFixed(1).padStart(8)} ${String(loads).padStart(8)} (${before})`);
      if (loads > before * GROWTH) grown.push(`${project} ${file}: ${loads} page loads, ${before} are noted`);
      if (process.env.NOTE_LOADS) noted[project] = { ...noted[project], [file]: loads };
    }
    if (process.env.NOTE_LOADS) {
      writeFileSync(NOTED, `${JSON.stringify(noted, null, 2)}\n`);
      return undefined;
    }
    for (const line of grown) console.error(line);
    return grown.length > 0 ? { status: "failed" } : undefined;
  }
}
