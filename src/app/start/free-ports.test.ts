import { createServer, type Server } from "node:net";
import { afterEach, expect, test } from "vitest";
import { freePorts } from "./free-ports.ts";

const host = "127.0.0.1";
const open: Server[] = [];

afterEach(() => open.splice(0).forEach((server) => server.close()));

const take = (port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    open.push(server);
    server.listen(port, host, () => resolve((server.address() as { port: number }).port));
  });

test("a free port is given as wanted", async () => {
  const free = await take(0);
  open.splice(0).forEach((server) => server.close());
  expect(await freePorts([{ host, port: free }])).toEqual([free]);
});

test("instead of a taken port the next free one is given", async () => {
  const taken = await take(0);
  const [given] = await freePorts([{ host, port: taken }]);
  expect(given).toBeGreaterThan(taken);
  expect(await take(given ?? 0)).toBe(given);
});

test("the next free one is never what another part wants or got", async () => {
  const taken = await take(0);
  const given = await freePorts([taken, taken + 1, taken + 1].map((port) => ({ host, port })));
  expect(new Set(given).size).toBe(3);
  expect(given[0]).toBeGreaterThan(taken + 1);
});

test("port 0 means any free one", async () => {
  expect((await freePorts([{ host, port: 0 }]))[0]).toBeGreaterThan(0);
});

test("an address that is not this machine's is refused with the variable named", async () => {
  await expect(freePorts([{ host: "203.0.113.7", port: 4600 }])).rejects.toThrow("VOUCH_HOST");
});
