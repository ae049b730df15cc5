import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = path.resolve(import.meta.dirname, "..");

const lines = (count: number, line: string): string => Array.from({ length: count }, () => line).join("\n");
const statements = (count: number): string =>
  `export function long(): number {\n  let at = 0;\n${lines(count, "  at += 1;")}\n  return at;\n}\n`;
const branches = `export function torn(at: number): number {\n${Array.from({ length: 13 }, (_, n) => `  if (at === ${n}) return ${n};`).join("\n")}\n  return at;\n}\n`;
const floating = "const later = async (): Promise<number> => 1;\nlater();\nexport const x = 1;\n";

/** A rule, the file it must complain about, and what is in it. */
const planted: readonly (readonly [rule: string, at: string, text: string])[] = [
  ["eslint(no-restricted-globals)", "src/kernel/clock.ts", "export const at = (): number => Date.now();\n"],
  ["eslint(no-restricted-globals)", "packages/stats/src/draw.ts", "export const at = (): string | undefined => process.env['A'];\n"],
  ["eslint(no-restricted-globals)", "packages/redirect/src/ask.ts", "export const ask = (): Promise<Response> => fetch('/');\n"],
  ["eslint(no-restricted-globals)", "src/features/orders/ask.ts", "export const ask = (): Promise<Response> => fetch('/');\n"],
  ["eslint(no-restricted-properties)", "src/kernel/draw.ts", "export const draw = (): number => Math.random();\n"],
  ["eslint(no-restricted-properties)", "packages/stats/src/random.ts", "export const draw = (): number => Math.random();\n"],
  ["eslint(no-restricted-properties)", "src/features/orders/now.ts", "export const now = (): number => Date.now();\n"],
  ["eslint(max-lines)", "src/kernel/long-file.ts", lines(301, "export {};")],
  ["eslint(max-lines)", "src/kernel/long-file.test.ts", lines(501, "export {};")],
  ["eslint(max-lines-per-function)", "src/kernel/long-function.ts", statements(61)],
  ["eslint(max-lines-per-function)", "src/web/long-component.tsx", statements(121)],
  ["eslint(max-params)", "src/kernel/five.ts", "export const five = (a: 1, b: 1, c: 1, d: 1, e: 1): number => a + b + c + d + e;\n"],
  ["eslint(complexity)", "src/kernel/torn.ts", branches],
  [
    "eslint(max-depth)",
    "src/kernel/deep.ts",
    "export function deep(a: boolean): number {\n  if (a) { if (!a) { for (;;) { if (a) return 1; } } }\n  return 2;\n}\n",
  ],
  ["eslint(no-console)", "src/platform/print.ts", "console.log(1);\nexport {};\n"],
  ["eslint(eqeqeq)", "src/kernel/same.ts", "export const same = (a: unknown): boolean => a == 1;\n"],
  ["typescript(no-explicit-any)", "src/kernel/any.ts", "export const any: any = 1;\n"],
  ["typescript(ban-ts-comment)", "src/kernel/hush.ts", "// @ts-expect-error because\nexport const hush: string = 1;\n"],
  ["typescript(no-floating-promises)", "src/platform/later.ts", floating],
  ["typescript(no-floating-promises)", "src/web/later.tsx", floating],
  ["typescript(no-floating-promises)", "src/platform/later.test.ts", floating],
  ["typescript(only-throw-error)", "src/platform/throw.ts", "export const fail = (): never => {\n  throw 'text';\n};\n"],
  [
    "typescript(switch-exhaustiveness-check)",
    "src/platform/kinds.ts",
    "export function say(kind: 'a' | 'b'): string {\n  switch (kind) {\n    case 'a':\n      return kind;\n  }\n  return '';\n}\n",
  ],
  ["import(no-cycle)", "src/platform/one.ts", 'import { two } from "./two.ts";\nexport const one = (): number => two();\n'],
  [
    "vitest(no-focused-tests)",
    "src/platform/only.test.ts",
    "import { expect, it } from 'vitest';\nit.only('x', () => expect(1).toBe(1));\n",
  ],
  [
    "vitest(no-disabled-tests)",
    "src/platform/skip.test.ts",
    "import { expect, it } from 'vitest';\nit.skip('x', () => expect(1).toBe(1));\n",
  ],
  ["vitest(expect-expect)", "src/platform/nothing.test.ts", "import { it } from 'vitest';\nit('x', () => undefined);\n"],
];

/** Nothing of this may be complained about: the walls stand where they were meant to. */
const allowed: Readonly<Record<string, string>> = {
  "src/platform/two.ts": 'import { one } from "./one.ts";\nexport const two = (): number => one();\n',
  "src/kernel/clock.test.ts": "export const at = (): number => Date.now() + Math.random();\n",
  "src/kernel/sixty.ts": statements(56),
  "src/features/orders/ui/now.tsx": "export const now = (): number => Date.now();\n",
  "src/app/print.ts": "console.log(1);\nexport {};\n",
};

interface Diagnostic {
  readonly code: string;
  readonly filename: string;
}

let complaints: Diagnostic[];
let folder: string;

const compilerOptions = {
  strict: true,
  module: "nodenext",
  target: "es2023",
  jsx: "react-jsx",
  noEmit: true,
  allowImportingTsExtensions: true,
  types: [],
};

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "lint-"));
  fs.cpSync(path.join(root, ".oxlintrc.json"), path.join(folder, ".oxlintrc.json"));
  fs.writeFileSync(path.join(folder, "package.json"), '{ "type": "module" }');
  fs.writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["src", "packages"] }));
  for (const [file, text] of [...planted.map(([, at, text]) => [at, text] as const), ...Object.entries(allowed)]) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text);
  }
  const linter = path.join(root, "node_modules/oxlint/bin/oxlint");
  const { stdout } = spawnSync(process.execPath, [linter, "--type-aware", "-f", "json"], { cwd: folder, encoding: "utf8" });
  complaints = (JSON.parse(stdout) as { diagnostics: Diagnostic[] }).diagnostics;
});

afterAll(() => fs.rmSync(folder, { recursive: true }));

describe("the lint settings", () => {
  it.each(planted)("fire %s at %s", (rule, at) => {
    expect(complaints.filter((one) => one.filename === at).map((one) => one.code)).toContain(rule);
  });

  it.each(Object.keys(allowed).filter((file) => file !== "src/platform/two.ts"))("say nothing about %s", (at) => {
    expect(complaints.filter((one) => one.filename === at)).toEqual([]);
  });
});
