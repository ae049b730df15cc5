import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const at = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** The question after an order as one script, for browsers of 2019 and later; the API serves it as `/survey/block.js`. */
export default defineConfig({
  root: at("."),
  build: {
    target: "es2019",
    outDir: at("../../dist/survey"),
    emptyOutDir: true,
    lib: { entry: at("src/survey/block.ts"), formats: ["iife"], name: "vouchSurveyBlock", fileName: () => "block.js" },
  },
});
