// usage: node scripts/totals.mjs ROOT    adds up the reports of all suites; exits 1 when a test failed or none ran, on CI also when one was skipped
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = process.argv[2];
const total = { passed: 0, failed: 0, skipped: 0 };
const add = (suite, passed, failed, skipped) => {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  console.log(`${suite}: ${passed} passed, ${failed} failed, ${skipped} skipped`);
};

for (const [suite, folder] of [
  ["server unit", "surefire-reports"],
  ["server integration", "failsafe-reports"],
]) {
  const reports = join(root, "server/target", folder);
  if (!existsSync(reports)) continue;
  let passed = 0;
  let failed = 0;
  let skipped = 0;
  for (const file of readdirSync(reports).filter((name) => /^TEST-.*\.xml$/.test(name))) {
    const head = /<testsuite\b[^>]*>/.exec(readFileSync(join(reports, file), "utf8"))?.[0] ?? "";
    const count = (name) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(head)?.[1] ?? 0);
    failed += count("errors") + count("failures");
    skipped += count("skipped");
    passed += count("tests") - count("errors") - count("failures") - count("skipped");
  }
  add(suite, passed, failed, skipped);
}
for (const [suite, file] of [
  ["web unit", "unit.json"],
  ["web browser", "e2e.json"],
]) {
  const report = join(root, "web/target", file);
  if (!existsSync(report)) continue;
  const result = JSON.parse(readFileSync(report, "utf8"));
  add(suite, result.numPassedTests, result.numFailedTests, result.numPendingTests + result.numTodoTests);
}
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
const skippedCounts = process.env.CI ? total.skipped : 0;
process.exit(total.failed + skippedCounts > 0 || total.passed === 0 ? 1 : 0);
