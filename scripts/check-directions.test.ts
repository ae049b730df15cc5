import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { brokenRules, rules } from "./check-directions.ts";
import { mayImport } from "./directions/may-import.ts";
import { crowdedFolders, foldersStaySmall, sawModules } from "./directions/names.ts";
import { readTree } from "./directions/tree.ts";

type Files = Readonly<Record<string, string>>;

/** The folders that may be crowded, crowded: an excuse that is not needed is a violation. */
const crowds: Files = Object.fromEntries(
  Object.keys(crowdedFolders).flatMap((folder) => Array.from({ length: 13 }, (_, at) => [`${folder}/part-${at}.ts`, ""])),
);

/** A small tree in which every room stands and no rule is broken. */
const clean: Files = {
  ...crowds,
  "migrations/0001-create-orders.sql":
    "create table orders (id uuid);\ncreate table clicks (id uuid);\ncreate view order_totals as select 1;",
  "src/kernel/money.ts": "export type Money = { amountMinor: bigint };",
  "packages/stats/src/index.ts": 'export { mean } from "./mean.ts";',
  "packages/stats/src/mean.ts": "export const mean = (values: readonly number[]): number => values.length;",
  "packages/redirect/src/index.ts": "export const linkKey = (text: string): string => text;",
  "packages/snippet/src/index.ts": "export const start = (): void => undefined;",
  "src/platform/db/transaction.ts": 'import { sql } from "kysely";\nexport const now = sql`select now()`;',
  "src/platform/schema/money.ts": 'import { z } from "zod";\nexport const money = z.string();',
  "src/platform/http/server.ts": 'import fastify from "fastify";\nexport const server = fastify;',
  "src/platform/problems/problem.ts": "export const defineProblems = (problems: object): object => problems;",
  "src/edge/listener.ts":
    'import http from "node:http";\nimport { isbot } from "isbot";\nimport { linkKey } from "@vouch/redirect";\nexport const parts = [http, isbot, linkKey];',
  "src/features/orders/contract.ts":
    'import { z } from "zod";\nimport { money } from "../../platform/schema/money.ts";\nexport const place = z.object({ money });',
  "src/features/orders/total.ts":
    'import { mean } from "@vouch/stats";\nimport type { Money } from "../../kernel/money.ts";\nexport const total = (_: Money): number => mean([1]);',
  "src/features/orders/tables.ts":
    'import type { DB } from "../../platform/db/schema.gen.ts";\nexport type OrdersTables = Pick<DB, "orders">;',
  "src/platform/db/schema.gen.ts": "export interface DB { orders: object; clicks: object }",
  "src/features/orders/queries.ts":
    'import { sql } from "kysely";\nimport type { OrdersTables } from "./tables.ts";\nexport const all = (_: OrdersTables) => sql`with big as (select * from orders for update) select extract(day from at) from big, unnest(${1}) join orders o on o.id is distinct from big.id`;',
  "src/features/orders/service.ts":
    'import { all } from "./queries.ts";\nimport { total } from "./total.ts";\nexport const list = () => [all, total];',
  "src/features/orders/routes.ts":
    'import { place } from "./contract.ts";\nimport { list } from "./service.ts";\nimport { server } from "../../platform/http/server.ts";\nexport const routes = [place, list, server];',
  "src/features/orders/jobs.ts": 'import { list } from "./service.ts";\nexport const jobs = [list];',
  "src/features/orders/problems.ts":
    'import { defineProblems } from "../../platform/problems/problem.ts";\nexport const orderProblems = defineProblems({});',
  "src/features/orders/total.test.ts":
    'import { makeOrder } from "../../../test/make-order.ts";\nimport { all } from "./queries.ts";\nexport const used = [makeOrder, all];',
  "src/features/orders/ui/orders-page.tsx":
    'import type { place } from "../contract.ts";\nimport { Button } from "../../../web/kit/button.tsx";\nexport const OrdersPage = (_: { place: typeof place }) => <Button />;',
  "src/features/tracking/tables.ts":
    'import type { DB } from "../../platform/db/schema.gen.ts";\nexport type TrackingTables = Pick<DB, "clicks">;',
  "src/features/tracking/kind.ts": 'import type { list } from "../orders/service.ts";\nexport type Kind = typeof list;',
  "src/features/tracking/service.ts": 'import { list } from "../orders/service.ts";\nexport const touches = list;',
  "src/features/reports/queries.ts": 'import { sql } from "kysely";\nexport const totals = sql`select * from order_totals`;',
  "src/web/kit/button.tsx": 'import { useState } from "react";\nexport const Button = () => <button>{String(useState)}</button>;',
  "src/web/router.tsx": 'import { OrdersPage } from "../features/orders/ui/orders-page.tsx";\nexport const pages = [OrdersPage];',
  "src/app/api.ts": 'import { routes } from "../features/orders/routes.ts";\nexport const api = routes;',
  "test/make-order.ts": "export const makeOrder = (): object => ({});",
};

/** Each rule with the smallest thing that breaks it: the rule, the file it must name, what is planted. */
const planted: readonly (readonly [rule: string, at: string, files: Files])[] = [
  ["imports lead somewhere", "src/kernel/rate.ts", { "src/kernel/rate.ts": 'import "./gone.ts";' }],
  [
    "imports lead somewhere",
    "src/app/api.ts",
    { "src/app/api.ts": "export const load = (name: string): Promise<unknown> => import(`./${name}.ts`);" },
  ],
  [
    "what edge may import",
    "src/edge/listener.ts",
    {
      "src/edge/listener.ts":
        'import { createRequire } from "node:module";\nexport const x = createRequire(import.meta.url).resolve("kysely");',
    },
  ],
  ["every module has a room", "src/stray.ts", { "src/stray.ts": "export const stray = 1;" }],
  ["what kernel may import", "src/kernel/rate.ts", { "src/kernel/rate.ts": 'import fs from "node:fs";\nexport const x = fs;' }],
  [
    "what package:stats may import",
    "packages/stats/src/mean.ts",
    { "packages/stats/src/mean.ts": 'import { z } from "zod";\nexport const mean = z;' },
  ],
  [
    "what package:snippet may import",
    "packages/snippet/src/index.ts",
    { "packages/snippet/src/index.ts": 'export { linkKey } from "@vouch/redirect";' },
  ],
  [
    "what package:redirect may import",
    "packages/redirect/src/index.ts",
    { "packages/redirect/src/index.ts": 'import type { A } from "zod";\nexport type B = A;' },
  ],
  [
    "what platform may import",
    "src/platform/http/server.ts",
    { "src/platform/http/server.ts": 'export const load = () => import("../../features/orders/total.ts");' },
  ],
  ["what edge may import", "src/edge/listener.ts", { "src/edge/listener.ts": 'export { server } from "../platform/http/server.ts";' }],
  ["what edge may import", "src/edge/listener.ts", { "src/edge/listener.ts": 'import undici from "undici";\nexport const x = undici;' }],
  [
    "what web may import",
    "src/web/router.tsx",
    { "src/web/router.tsx": 'import { linkKey } from "@vouch/redirect";\nimport pg from "pg";\nexport const x = [pg, linkKey];' },
  ],
  [
    "what app may import",
    "src/app/api.ts",
    { "src/app/api.ts": 'import { Button } from "../web/kit/button.tsx";\nexport const x = Button;' },
  ],
  [
    "what contract may import",
    "src/features/orders/contract.ts",
    { "src/features/orders/contract.ts": 'import { server } from "../../platform/http/server.ts";\nexport const x = server;' },
  ],
  [
    "what routes may import",
    "src/features/orders/routes.ts",
    { "src/features/orders/routes.ts": 'import { all } from "./queries.ts";\nexport const routes = all;' },
  ],
  [
    "what routes may import",
    "src/features/orders/routes.ts",
    { "src/features/orders/routes.ts": 'import { now } from "../../platform/db/transaction.ts";\nexport const routes = now;' },
  ],
  [
    "what service may import",
    "src/features/tracking/service.ts",
    { "src/features/tracking/service.ts": 'import { all } from "../orders/queries.ts";\nexport const x = all;' },
  ],
  [
    "what service may import",
    "src/features/tracking/service.ts",
    { "src/features/tracking/service.ts": 'import type { total } from "../orders/total.ts";\nexport type X = typeof total;' },
  ],
  [
    "what queries may import",
    "src/features/orders/queries.ts",
    { "src/features/orders/queries.ts": 'import { total } from "./total.ts";\nexport const x = total;' },
  ],
  [
    "what tables may import",
    "src/features/orders/tables.ts",
    { "src/features/orders/tables.ts": 'import { money } from "../../platform/schema/money.ts";\nexport const x = money;' },
  ],
  [
    "what jobs may import",
    "src/features/orders/jobs.ts",
    { "src/features/orders/jobs.ts": 'import { all } from "./queries.ts";\nexport const x = all;' },
  ],
  [
    "what problems may import",
    "src/features/orders/problems.ts",
    { "src/features/orders/problems.ts": 'import { total } from "./total.ts";\nexport const x = total;' },
  ],
  [
    "what pure may import",
    "src/features/orders/total.ts",
    { "src/features/orders/total.ts": 'import { createHash } from "node:crypto";\nexport const total = createHash;' },
  ],
  [
    "what pure may import",
    "src/features/orders/total.ts",
    { "src/features/orders/total.ts": 'export type Row = import("./tables.ts").OrdersTables;' },
  ],
  [
    "what pure may import",
    "src/features/tracking/touch.ts",
    { "src/features/tracking/touch.ts": 'import { list } from "../orders/service.ts";\nexport const touch = list;' },
  ],
  [
    "what ui may import",
    "src/features/orders/ui/orders-page.tsx",
    { "src/features/orders/ui/orders-page.tsx": 'import { place } from "../contract.ts";\nexport const OrdersPage = place;' },
  ],
  [
    "what pure may import",
    "src/features/tracking/touch.ts",
    { "src/features/tracking/touch.ts": 'import { list } from "../orders/service.ts";\nexport const touch = list;' },
  ],
  [
    "what ui may import",
    "src/features/tracking/ui/page.tsx",
    { "src/features/tracking/ui/page.tsx": 'import type { place } from "../../orders/contract.ts";\nexport type P = typeof place;' },
  ],
  [
    "no code depends on a test",
    "src/app/api.ts",
    { "src/app/api.ts": 'import { makeOrder } from "../../test/make-order.ts";\nexport const x = makeOrder;' },
  ],
  [
    "no cycles",
    "src/kernel/a.ts",
    {
      "src/kernel/a.ts": 'import type { B } from "./b.ts";\nexport type A = B;',
      "src/kernel/b.ts": 'import type { A } from "./a.ts";\nexport type B = A;',
    },
  ],
  [
    "features form a one-way graph",
    "src/features/orders",
    {
      "src/features/orders/total-of-touches.ts": "export const x = 1;",
      "src/features/orders/service.ts": 'export { other } from "../tracking/inner.ts";',
      "src/features/tracking/inner.ts": "export const other = 1;",
    },
  ],
  [
    "edge reaches nothing heavy",
    "src/kernel/money.ts",
    {
      "src/edge/listener.ts": 'import type { Money } from "../kernel/money.ts";\nexport type X = Money;',
      "src/kernel/money.ts": 'import type { Kysely } from "kysely";\nexport type Money = Kysely<object>;',
    },
  ],
  [
    "browser code never reaches server code",
    "src/web/kit/button.tsx",
    { "src/web/kit/button.tsx": 'import { server } from "../../platform/http/server.ts";\nexport const Button = server;' },
  ],
  [
    "SQL only in queries",
    "src/features/orders/service.ts",
    { "src/features/orders/service.ts": "declare const sql: (text: TemplateStringsArray) => string;\nexport const x = sql`select 1`;" },
  ],
  [
    "SQL only in queries",
    "src/features/orders/service.ts",
    { "src/features/orders/service.ts": 'export const x = "insert into orders values (1)";' },
  ],
  ["SQL only in queries", "src/app/api.ts", { "src/app/api.ts": 'import { Pool } from "pg";\nexport const x = new Pool();' }],
  [
    "SQL only in queries",
    "src/features/orders/jobs.ts",
    { "src/features/orders/jobs.ts": 'export const x = (db: any) => db.selectFrom("orders");' },
  ],
  [
    "queries spell own tables only",
    "src/features/orders/queries.ts",
    {
      "src/features/orders/queries.ts":
        'import { sql } from "kysely";\nexport const x = sql`select 1 from orders o left join clicks c on true`;',
    },
  ],
  [
    "queries spell own tables only",
    "src/features/orders/queries.ts",
    { "src/features/orders/queries.ts": 'export const x = (db: any) => db.insertInto("clicks as c");' },
  ],
  [
    "queries spell own tables only",
    "src/features/orders/queries.ts",
    { "src/features/orders/queries.ts": 'import { sql } from "kysely";\nexport const x = sql`select * from order_totals`;' },
  ],
  [
    "one owner a table",
    "src/features/tracking/tables.ts",
    {
      "src/features/tracking/tables.ts":
        'import type { DB } from "../../platform/db/schema.gen.ts";\nexport type TrackingTables = Pick<DB, "orders">;',
    },
  ],
  ["no clock but the context's", "src/kernel/rate.ts", { "src/kernel/rate.ts": "export const at = (): Date => new Date();" }],
  [
    "no clock but the context's",
    "src/features/orders/service.ts",
    { "src/features/orders/service.ts": "export const at = (): string => Date();" },
  ],
  [
    "four folders deep at most",
    "src/features/orders/ui/parts/row.tsx",
    { "src/features/orders/ui/parts/row.tsx": "export const Row = 1;" },
  ],
  ["no drawers", "src/kernel/utils/round.ts", { "src/kernel/utils/round.ts": "export const round = 1;" }],
  ["no drawers", "src/kernel/helpers.ts", { "src/kernel/helpers.ts": "export const round = 1;" }],
  ["kebab-case names", "src/kernel/timeRange.ts", { "src/kernel/timeRange.ts": "export const x = 1;" }],
  ["no index outside packages", "src/kernel/index.ts", { "src/kernel/index.ts": 'export type { Money } from "./money.ts";' }],
  ["named exports only", "src/kernel/rate.ts", { "src/kernel/rate.ts": "export default 1;" }],
  ["no vague names", "src/kernel/rate.ts", { "src/kernel/rate.ts": "export interface RateInfo { rate: string }" }],
  ["one word a thing", "src/kernel/rate.ts", { "src/kernel/rate.ts": "export const affiliateRate = 1;" }],
  ["twelve files a folder", "src/kernel", Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`src/kernel/part-${at}.ts`, ""]))],
];

let root: string;

function write(files: Files): string {
  const tree = fs.mkdtempSync(path.join(root, "tree-"));
  for (const [file, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(tree, file)), { recursive: true });
    fs.writeFileSync(path.join(tree, file), text);
  }
  return tree;
}

const run = (tree: string) =>
  spawnSync(process.execPath, ["--import", "tsx", "scripts/check-directions.ts", tree], {
    encoding: "utf8",
    cwd: path.resolve(import.meta.dirname, ".."),
  });

describe("the direction checker", () => {
  beforeAll(() => {
    root = fs.mkdtempSync(path.join(os.tmpdir(), "directions-"));
  });
  afterAll(() => fs.rmSync(root, { recursive: true }));

  it("finds nothing wrong in a tree that follows every rule", () => {
    expect(brokenRules(readTree(write(clean)))).toEqual([]);
  });

  it.each(planted)("fires `%s` at %s", (rule, at, files) => {
    const broken = brokenRules(readTree(write({ ...clean, ...files })));
    expect(broken.filter((one) => one.rule === rule).map((one) => one.path)).toContain(at);
  });

  it("takes all tables files of a feature together", () => {
    const more = {
      "src/features/orders/visits/tables.ts":
        'import type { DB } from "../../../platform/db/schema.gen.ts";\nexport type V = Pick<DB, "visits">;',
      "src/features/orders/visits/queries.ts": 'import { sql } from "kysely";\nexport const x = sql`select 1 from visits, orders`;',
      "migrations/0002-create-visits.sql": "create table visits (id uuid);",
    };
    expect(brokenRules(readTree(write({ ...clean, ...more })))).toEqual([]);
  });

  it("has a planted violation for every rule and for every room", () => {
    const trees = planted.map(([, , files]) => readTree(write({ ...clean, ...files })));
    const silent = rules.filter((rule) => rule !== sawModules && !trees.some((tree) => rule(tree).length > 0));
    const named = new Set(planted.map(([rule]) => rule));
    expect(silent).toEqual([]);
    expect(Object.keys(mayImport).filter((room) => !named.has(`what ${room} may import`))).toEqual([]);
  });

  it("lets an excused folder be crowded, and asks for the excuse back when it is not", () => {
    const excused = { ...crowdedFolders, "src/kernel": "one function a file" };
    const tree = readTree(write(clean));
    expect(foldersStaySmall(excused)(tree)).toMatchObject([{ path: "src/kernel", message: "is excused and need not be" }]);
    const crowd = Object.fromEntries(Array.from({ length: 13 }, (_, at) => [`src/kernel/part-${at}.ts`, ""]));
    expect(foldersStaySmall(excused)(readTree(write({ ...clean, ...crowd })))).toEqual([]);
  });

  it("fails, and says so, when it saw no module", () => {
    const { status, stdout } = run(write({ "README.md": "empty" }));
    expect(status).toBe(1);
    expect(stdout).toContain("no module was read");
  });

  it("exits 0 on a clean tree and 1 on a broken one", () => {
    expect(run(write(clean)).status).toBe(0);
    expect(run(write({ ...clean, "src/kernel/rate.ts": "export default 1;" })).status).toBe(1);
  });

  it("refuses a file that it cannot parse instead of leaving it out", () => {
    expect(() => readTree(write({ ...clean, "src/kernel/rate.ts": "export const = 1" }))).toThrow(SyntaxError);
  });
});
