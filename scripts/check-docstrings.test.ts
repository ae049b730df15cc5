import { describe, expect, it } from "vitest";
import { undocumented } from "./check-docstrings.ts";
import { parseModule } from "./source/parse-module.ts";
import { placeOf } from "./source/place.ts";

/** What is complained about in one module that stands at a path. */
function complaints(path: string, source: string): string[] {
  const module = { ...parseModule(path, source), path, source, place: placeOf(path), imports: [] };
  return undocumented([module]).map(({ line, message, rule }) => `${line} ${message.split(":")[0]}: ${rule}`);
}

const bare = "export const rate = 1;\n";

describe("exports without a docstring", () => {
  it.each(["src/kernel/rate.ts", "packages/stats/src/rate.ts", "src/features/orders/contract.ts", "src/features/orders/rate.ts"])(
    "are found in %s",
    (path) => {
      expect(complaints(path, bare)).toEqual(["1 rate: exports have a docstring"]);
    },
  );

  it.each([
    "src/platform/db/pool.ts",
    "src/features/orders/service.ts",
    "src/features/orders/ui/page.tsx",
    "src/kernel/rate.test.ts",
    "src/platform/db/schema.gen.ts",
  ])("are left alone in %s", (path) => {
    expect(complaints(path, bare)).toEqual([]);
  });

  it("are found whatever their kind, and re-exports are not asked", () => {
    const source =
      "export interface A { a: 1 }\nexport type B = 1;\nconst c = 1;\nexport { c };\nexport { d } from './d.ts';\nexport * from './e.ts';\n";
    expect(complaints("src/kernel/kinds.ts", source)).toEqual([
      "1 A: exports have a docstring",
      "2 B: exports have a docstring",
      "4 c: exports have a docstring",
    ]);
  });

  it("are not excused by a comment of another kind, or by one that belongs to something else", () => {
    expect(complaints("src/kernel/rate.ts", `// A rate.\n${bare}`)).toHaveLength(1);
    expect(complaints("src/kernel/rate.ts", `/* A rate. */\n${bare}`)).toHaveLength(1);
    expect(complaints("src/kernel/rate.ts", `/** Another. */\nconst other = 2;\n${bare}`)).toHaveLength(1);
    expect(complaints("src/kernel/rate.ts", `/** A rate. */\n${bare}`)).toEqual([]);
  });

  it("may share one when they are declared at once", () => {
    expect(complaints("src/kernel/both.ts", "/** Both. */\nexport const { a, b: c } = { a: 1, b: 2 };\n")).toEqual([]);
    expect(complaints("src/kernel/both.ts", "export const { a, b: c } = { a: 1, b: 2 };\n")).toHaveLength(2);
  });

  it("explain themselves in a contract by a summary or a description", () => {
    const endpoint = 'export const listOrders = endpoint({ summary: "The orders, newest first" });\n';
    expect(complaints("src/features/orders/contract.ts", endpoint)).toEqual([]);
    expect(complaints("src/features/orders/rate.ts", endpoint)).toHaveLength(1);
  });
});

describe("functions of kernel and packages", () => {
  const half = "/** Half. */\nexport function half(n: number): number {\n  return n / 2;\n}\n";

  it("have an example", () => {
    expect(complaints("src/kernel/half.ts", half)).toEqual(["2 half: library functions have an example"]);
    expect(
      complaints("packages/redirect/src/half.ts", half.replace("function half", "const half = (n: number) => n; function other")),
    ).toEqual(["2 half: library functions have an example"]);
    expect(complaints("src/kernel/half.ts", half.replace("Half.", "Half.\n * @example\n * half(2); // => 1\n "))).toEqual([]);
  });

  it("are asked for one there only", () => {
    expect(complaints("src/features/orders/half.ts", half)).toEqual([]);
    expect(complaints("packages/snippet/src/half.ts", half)).toEqual([]);
  });
});
