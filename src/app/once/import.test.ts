import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openTestApp, type TestApp } from "../../../test/app.ts";
import { runVouch } from "../../../test/vouch.ts";
import { withConnection } from "../../platform/db/pool.ts";

// Whole programs are started: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 240_000 });

let app: TestApp;
let base: string;
let slug: string;

beforeAll(async () => {
  base = mkdtempSync(path.join(tmpdir(), "vouch-import-"));
  app = await openTestApp();
  const workspace = await app.makeWorkspace();
  slug = await slugOf(workspace.id);
});

afterAll(async () => {
  await app.close();
  rmSync(base, { recursive: true, force: true });
});

const slugOf = (id: string): Promise<string> =>
  withConnection(app.database.url, "test", async (client) => {
    const { rows } = await client.query<{ slug: string }>("select slug from workspaces where id = $1", [id]);
    return rows[0]?.slug ?? "";
  });

function importCreators(text: string, kind = "creators"): ReturnType<typeof runVouch> {
  const file = path.join(base, "creators.csv");
  writeFileSync(file, text);
  const env = { DATABASE_URL: app.database.url, VOUCH_SECRET: "a secret of the tests, 32 bytes or more" };
  return runVouch(["import", kind, file, "--workspace", slug, "--data", path.join(base, "data")], env);
}

test("a file of creators is taken, and a second time changes nothing", async () => {
  const file = "Name,Instagram\nAna,ana.cooks\nBen,ben.runs\n";
  expect(await importCreators(file)).toEqual({ status: 0, said: "done: 2 rows, 2 taken, 0 unchanged, 0 refused\n" });
  expect(await importCreators(file)).toEqual({ status: 0, said: "done: 2 rows, 0 taken, 2 unchanged, 0 refused\n" });
});

test("a file that cannot be read as creators is refused in sentences, without a stack", async () => {
  const { status, said } = await importCreators("garbage\n");
  expect(status).toBe(1);
  expect(said).toContain("choose a column");
  expect(said).not.toMatch(/\n +at /);
});

test("a kind that there is not is refused with those there are", async () => {
  expect(await importCreators("x", "people")).toEqual({
    status: 1,
    said: "There are no imports of people. There are: creators, orders, sales, posts, daily_series, costs, audiences, brand_lift_counts, links, codes, survey_answers, clicks.\n",
  });
});
