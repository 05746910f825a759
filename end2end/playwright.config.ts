// People's paths in Chromium. `hydrated` and `no-js` drive the debug build, `release` and `screenshots` the release. Beside
// the site stand others: of everything that editors and owners can do to a page, of polls, of statistics, of the desk, and of the
// desk of somebody who stores scripts.
import { defineConfig, devices } from "@playwright/test";
import { browserFlags, findBrowser } from "./browser.mjs";

const build = process.env.TRANGNHAT_BUILD ?? "debug";
const port = build === "debug" ? 3210 : 3211;
const awkwardPort = port + 4;
const pollsPort = port + 6;
const statisticsPort = port + 8;
const deskPort = port + 12;
const scriptsPort = port + 14;
process.env.AWKWARD_SITE = `http://127.0.0.1:${awkwardPort}`;
process.env.STATISTICS_SITE = `http://127.0.0.1:${statisticsPort}`;
// By a name and not by a number: passkeys belong to names.
process.env.DESK_SITE = `http://localhost:${deskPort}`;
process.env.SCRIPTS_SITE = `http://localhost:${scriptsPort}`;
process.env.POLLS_SITE = `http://127.0.0.1:${pollsPort}`;

const server = (content: string, port: number) => ({
  command: `node serve.mjs ${build} ${port} ${content}`,
  url: `http://127.0.0.1:${port}/readyz`,
  gracefulShutdown: { signal: "SIGTERM", timeout: 6_000 } as const,
  timeout: 60_000,
});

export default defineConfig({
  testDir: "tests",
  outputDir: "test-results",
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  reporter: [["list"]],
  timeout: 30_000,
  use: {
    ...devices["Desktop Chrome"],
    baseURL: `http://127.0.0.1:${port}`,
    launchOptions: { executablePath: findBrowser(), args: browserFlags },
    locale: "vi-VN",
    trace: "retain-on-failure",
  },
  projects: [
    { name: "hydrated", testIgnore: ["smoke.spec.ts", "screenshots.spec.ts"] },
    { name: "no-js", testMatch: ["pages.spec.ts", "awkward.spec.ts", "desk.spec.ts", "own-account.spec.ts"], use: { javaScriptEnabled: false } },
    { name: "release", testMatch: ["smoke.spec.ts"] },
    { name: "screenshots", testMatch: ["screenshots.spec.ts"] },
  ],
  webServer: [server("starter", port), server("awkward", awkwardPort), server("polls", pollsPort), server("statistics", statisticsPort), server("desk", deskPort), server("desk", scriptsPort)],
});
