import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import react from "@vitejs/plugin-react";
import tailwindcss from "@tailwindcss/vite";

const apiOrigin = process.env["VOUCH_API_ORIGIN"] ?? "http://127.0.0.1:4010";
const proxied = ["/v1", "/api", "/docs", "/openapi.json"];

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  plugins: [react(), tailwindcss()],
  resolve: { conditions: ["@vouch/source", "module", "browser", "development|production"] },
  build: {
    outDir: fileURLToPath(new URL("../../dist/web", import.meta.url)),
    emptyOutDir: true,
    target: "baseline-widely-available",
    sourcemap: true,
    // The strict content policy refuses data: scripts and workers; small pictures stay files too.
    assetsInlineLimit: 0,
  },
  server: { host: "127.0.0.1", port: 5173, strictPort: true, proxy: Object.fromEntries(proxied.map((path) => [path, apiOrigin])) },
});
