import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "./app.ts";

interface Outcome {
  readonly story: { readonly decisions: readonly { readonly reason_text: string }[] };
  readonly names: readonly string[];
  readonly link: { readonly url: string };
}

let t: TestApp;
let w: TestWorkspace;
let folder: string;
let settling: NodeJS.Timeout;
beforeAll(async () => {
  t = await openTestApp();
  w = await t.makeWorkspace();
  await t.app.listen({ host: "127.0.0.1", port: 0 });
  settling = setInterval(() => void t.settle().catch(() => {}), 50);
  folder = await mkdtemp(fileURLToPath(new URL("../node_modules/.api-guide-", import.meta.url)));
});
afterAll(async () => {
  clearInterval(settling);
  await t.close();
  await rm(folder, { recursive: true, force: true });
});

test("the examples of the API guide, copied and run one after the other, do what the guide says", async () => {
  const guide = await readFile(new URL("../docs/guide/api.md", import.meta.url), "utf8");
  const examples = [...guide.matchAll(/^```js\n(.*?)^```/gms)].map((match) => match[1]!);
  expect(examples.length).toBeGreaterThan(5);
  const file = path.join(folder, "guide.mjs");
  await writeFile(file, `${examples.join("\n")}\nexport { story, names, link };\n`);
  process.env["VOUCH_URL"] = `http://127.0.0.1:${(t.app.server.address() as AddressInfo).port}`;
  process.env["VOUCH_KEY"] = w.key;
  const { story, names, link } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as Outcome;
  expect(story.decisions.at(-1)?.reason_text).toMatch(/^paid to Ana: code ANA10 used, policy always/);
  expect(names.toSorted()).toEqual(["Ana", "Ben"]);
  expect(link.url).toBe("http://go.brand.example/ana");
  const left = async () =>
    ((await w.call("GET", "/v1/ledger/balances")).body as { data: { pending: { amount: string } }[] }).data.map(
      (row) => row.pending.amount,
    );
  await expect.poll(left).toEqual(["1134"]);
});
