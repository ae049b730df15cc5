import { defineConfig } from "vitest/config";

const source = { conditions: ["@vouch/source"] };

export default defineConfig({
  resolve: source,
  ssr: { resolve: source },
  test: {
    // One PostgreSQL for the whole run; each file that asks for a database gets a clone of the migrated template.
    globalSetup: ["./test/global-setup.ts"],
    // Only what hangs is to be ended by these: a shared machine may be four times as slow as another.
    testTimeout: 180_000,
    hookTimeout: 300_000,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["packages/*/src/**/*.test.ts", "src/**/*.test.{ts,tsx}", "test/**/*.test.ts", "scripts/**/*.test.ts"],
          maxWorkers: 2,
          // Files of one worker share what they import: nothing of ours keeps state in a module, and loading the application anew for each
          // file would take a quarter of the time.
          isolate: false,
        },
      },
      { extends: true, test: { name: "system", include: ["e2e/**/*.test.ts"], fileParallelism: false } },
    ],
  },
});
