import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApp, type TestApp, type TestWorkspace } from "./app.ts";

let t: TestApp;
let w: TestWorkspace;
let settling: NodeJS.Timeout;
beforeAll(async () => {
  t = await openTestApp();
  w = await t.makeWorkspace();
  await t.app.listen({ host: "127.0.0.1", port: 0 });
  settling = setInterval(() => void t.settle().catch(() => {}), 50);
});
afterAll(async () => {
  clearInterval(settling);
  await t.close();
});

test("the examples of the API guide, copied and run one after the other, do what the guide says", async () => {
  const guide = readFileSync(new URL("../docs/guide/api.md", import.meta.url), "utf8");
  const examples = [...guide.matchAll(/^```js\n(.*?)^```/gms)].map((match) => match[1]);
  expect(examples.length).toBeGreaterThan(5);
  const env = { VOUCH_URL: `http://127.0.0.1:${(t.app.server.address() as AddressInfo).port}`, VOUCH_KEY: w.key };
  const said: string[] = [];
  const program = `return (async () => {${examples.join("\n")}\nreturn { story, balances, names, link }; })();`;
  // The guide is ours; it is run as its reader would run it.
  const run = new Function("process", "console", program) as (
    process: object,
    console: object,
  ) => Promise<{
    story: { decisions: { outcome: string }[] };
    balances: { data: unknown[] };
    names: string[];
    link: { url: string };
  }>;
  const outcome = await run({ env }, { log: (text: string) => said.push(text) });
  expect(said).toEqual([expect.stringMatching(/^paid to Ana: code ANA10 used, policy always/)]);
  expect(outcome.names.toSorted()).toEqual(["Ana", "Ben"]);
  expect(outcome.link.url).toBe("http://go.brand.example/ana");
  const left = async () =>
    ((await w.call("GET", "/v1/ledger/balances")).body as { data: { pending: { amount: string } }[] }).data.map(
      (row) => row.pending.amount,
    );
  await expect.poll(left).toEqual(["1134"]);
});
