import { defineConfig } from "vitest/config";

/** Browser tests: a real Chromium against the real server that XA_E2E_URL names. */
export default defineConfig({
  test: {
    include: ["e2e/**/*.test.ts"],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What is awaited comes when the machine gets round to it; one second is short for a busy one.
    expect: { poll: { timeout: 10_000 } },
  },
});
