// The browser tests in Chromium. They run against the test build; `release` runs against the release build.
// Several sites are served: the starter pack, extreme content, polls, statistics, the desk, and a desk with
// stored XSS payloads.
import { defineConfig, devices } from "@playwright/test";
import { browserFlags, findBrowser } from "./browser.mjs";

const PORT = 3210;
const RELEASE_PORT = PORT + 1;
const sites = { starter: PORT, extreme: PORT + 4, polls: PORT + 6, statistics: PORT + 8, desk: PORT + 12, scripts: PORT + 14 };
process.env.EXTREME_SITE = `http://127.0.0.1:${sites.extreme}`;
process.env.POLLS_SITE = `http://127.0.0.1:${sites.polls}`;
process.env.STATISTICS_SITE = `http://127.0.0.1:${sites.statistics}`;
// With a host name, not an IP address, since passkeys need a domain.
process.env.DESK_SITE = `http://localhost:${sites.desk}`;
process.env.SCRIPTS_SITE = `http://localhost:${sites.scripts}`;

// The release project needs no other site, and no other project needs the release.
const release = process.env.TRANGNHAT_BUILD === "release";
const served: [content: string, port: number][] = release
  ? [["starter", RELEASE_PORT]]
  : Object.entries(sites).map(([name, port]) => [name === "scripts" ? "desk" : name, port]);

export default defineConfig({
  testDir: "tests",
  outputDir: "test-results",
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  // The retry is only for the trace: a flaky test fails.
  retries: 1,
  failOnFlakyTests: true,
  reporter: [["list"], ["./reporter.ts"]],
  timeout: 30_000,
  use: {
    ...devices["Desktop Chrome"],
    baseURL: `http://127.0.0.1:${release ? RELEASE_PORT : PORT}`,
    launchOptions: { executablePath: findBrowser(), args: browserFlags },
    locale: "vi-VN",
    // With a service worker, requests do not pass `page.route`, and a page without a connection looks different. Only
    // offline.spec.ts is about that.
    serviceWorkers: "block",
    trace: "on-first-retry",
  },
  projects: [
    { name: "hydrated", testIgnore: ["smoke.spec.ts", "screenshots.spec.ts"] },
    { name: "no-js", testMatch: ["pages.spec.ts", "front.spec.ts", "extreme.spec.ts", "desk.spec.ts", "arrangement.spec.ts", "own-account.spec.ts", "reading.spec.ts", "redirects.spec.ts", "setup.spec.ts"], use: { javaScriptEnabled: false } },
    { name: "release", testMatch: ["smoke.spec.ts"] },
    { name: "screenshots", testMatch: ["screenshots.spec.ts"] },
  ],
  webServer: {
    command: `node serve.mjs ${release ? "release" : "ci"} ${served.map((site) => site.join(":")).join(" ")}`,
    url: `http://127.0.0.1:${served.at(-1)?.[1]}/readyz`,
    gracefulShutdown: { signal: "SIGTERM", timeout: 6_000 },
    timeout: 120_000,
  },
});
