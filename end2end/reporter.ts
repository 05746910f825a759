// Reports the duration of each test file, and fails if a file loads over a fifth more pages than recorded in
// loads.json: page loads are what makes browser tests slow. Redirects and frames count as loads. To record an
// intended increase, run `NOTE_LOADS=1 make browser` or `NOTE_LOADS=1 make smoke`.
import type { FullResult, Reporter, TestCase, TestResult } from "@playwright/test/reporter";
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

type Loads = Record<string, Record<string, number>>;

const NOTED = join(import.meta.dirname, "loads.json");
/** How much a file's loads may grow. */
const GROWTH = 1.2;

export default class LoadsReporter implements Reporter {
  private readonly files = new Map<string, { project: string; file: string; tests: number; seconds: number; loads: number }>();
  private readonly wrong: string[] = [];

  onTestEnd(test: TestCase, result: TestResult) {
    const project = test.parent.project()?.name ?? "";
    // Retries and repeats are not counted, and screenshots are made manually.
    if (result.retry > 0 || test.repeatEachIndex > 0 || project === "screenshots") return;
    const file = basename(test.location.file);
    const loads = result.annotations.find(({ type }) => type === "loads")?.description;
    if (result.status === "passed" && loads === undefined) this.wrong.push(`${file}: "${test.title}" is not a test of tests/site.ts, which counts its loads`);
    const key = `${project} ${file}`;
    const found = this.files.get(key) ?? { project, file, tests: 0, seconds: 0, loads: 0 };
    found.tests += 1;
    found.seconds += result.duration / 1000;
    found.loads += Number(loads ?? 0);
    this.files.set(key, found);
  }

  async onEnd(result: FullResult): Promise<{ status: FullResult["status"] } | undefined> {
    const noted: Loads = JSON.parse(readFileSync(NOTED, "utf8"));
    console.log(`\n${"file".padEnd(34)} tests  seconds  page loads (noted)`);
    for (const { project, file, tests, seconds, loads } of this.files.values()) {
      const before = noted[project]?.[file] ?? 0;
      console.log(`${`${project} ${file}`.padEnd(34)} ${String(tests).padStart(5)} ${seconds.toFixed(1).padStart(8)} ${String(loads).padStart(8)} (${before})`);
      if (loads > before * GROWTH) this.wrong.push(`${project} ${file}: ${loads} page loads, where loads.json notes ${before}; see reporter.ts`);
      noted[project] = { ...noted[project], [file]: loads };
    }
    if (process.env.NOTE_LOADS && result.status === "passed") {
      writeFileSync(NOTED, `${JSON.stringify(noted, null, 2)}\n`);
      return undefined;
    }
    for (const line of this.wrong) console.error(line);
    return this.wrong.length > 0 ? { status: "failed" } : undefined;
  }
}
