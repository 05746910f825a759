// Lighthouse with a mobile profile: scores and paint times of a page, the median of three runs by
// performance.
import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { browserFlags, findBrowser } from "../browser.mjs";

const RUNS = 3;

export async function lighthouse(url) {
  const runs = Array.from({ length: RUNS }, () => once(url)).sort((a, b) => a.performance - b.performance);
  return runs[Math.floor(RUNS / 2)];
}

function once(url) {
  // Lighthouse takes the flags as one string and splits it at spaces.
  const flags = ["--headless=new", ...browserFlags.filter((flag) => !flag.includes(" "))];
  const words = [url, "--quiet", "--output=json", "--output-path=stdout", `--chrome-flags=${flags.join(" ")}`];
  const said = execFileSync(resolve(import.meta.dirname, "node_modules/.bin/lighthouse"), words, {
    encoding: "utf8",
    env: { ...process.env, CHROME_PATH: findBrowser() },
    maxBuffer: 2 ** 28,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const { categories, audits } = JSON.parse(said);
  const score = (name) => Math.round(100 * categories[name].score);
  const value = (name) => audits[name].numericValue;
  return {
    performance: score("performance"),
    accessibility: score("accessibility"),
    practices: score("best-practices"),
    seo: score("seo"),
    first: value("first-contentful-paint"),
    largest: value("largest-contentful-paint"),
    blocking: value("total-blocking-time"),
    shift: value("cumulative-layout-shift"),
  };
}
