import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const at = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** One script without dependencies, for browsers of 2019 and later; the edge serves it as `/_v/s.js`. */
export default defineConfig({
  root: at("."),
  build: {
    target: "es2019",
    outDir: at("../../dist/snippet"),
    emptyOutDir: true,
    lib: { entry: at("src/index.ts"), formats: ["iife"], name: "vouchSnippet", fileName: () => "s.js" },
  },
});
