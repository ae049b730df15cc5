import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { defineConfig, type Plugin, type Rolldown } from "vite";
import react from "@vitejs/plugin-react";
import tailwindcss from "@tailwindcss/vite";

const apiOrigin = process.env["VOUCH_API_ORIGIN"] ?? "http://127.0.0.1:4600";
const proxied = ["/v1/", "/api/", "/docs", "/openapi.json"];
const firstLoadBudgetBytes = 150_000;

/** What the browser must have before anything is on screen: the entry and all that it imports without being asked. */
function firstLoad(bundle: Rolldown.OutputBundle, fileName: string, seen = new Set<string>()): number {
  const chunk = bundle[fileName];
  if (chunk?.type !== "chunk" || seen.has(fileName)) return 0;
  seen.add(fileName);
  const imported = chunk.imports.reduce((sum, next) => sum + firstLoad(bundle, next, seen), 0);
  return imported + gzipSync(chunk.code).length;
}

/** Stops a build whose first load has grown over its budget. */
const firstLoadBudget: Plugin = {
  name: "first-load-budget",
  apply: "build",
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      const bytes = chunk.type === "chunk" && chunk.isEntry ? firstLoad(bundle, chunk.fileName) : 0;
      if (bytes > firstLoadBudgetBytes) this.error(`the first load is ${bytes} bytes gzipped, ${firstLoadBudgetBytes} is the most`);
      else if (bytes > 0) this.info(`first load: ${bytes} bytes gzipped of ${firstLoadBudgetBytes}`);
    }
  },
};

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  plugins: [react(), tailwindcss(), firstLoadBudget],
  resolve: { conditions: ["@vouch/source", "module", "browser", "development|production"] },
  build: {
    outDir: fileURLToPath(new URL("../../dist/web", import.meta.url)),
    emptyOutDir: true,
    target: "baseline-widely-available",
    sourcemap: true,
    // The content policy refuses data: addresses in scripts; small pictures stay files too.
    assetsInlineLimit: 0,
  },
  server: {
    host: "127.0.0.1",
    port: 5173,
    strictPort: true,
    proxy: Object.fromEntries(proxied.map((path) => [path, apiOrigin])),
  },
});
