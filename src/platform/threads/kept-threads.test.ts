import { afterAll, expect, test, vi } from "vitest";
import type { CountingInput } from "../../../test/counting-thread.ts";
import { silentLog } from "../log.ts";
import { openKeptThreads, type KeptStart } from "./kept-threads.ts";

const opened: ReturnType<typeof openKeptThreads>[] = [];
afterAll(() => Promise.all(opened.map((threads) => threads.close())));

function openThreads(mostBytes = 1_000) {
  const threads = openKeptThreads({ log: silentLog(), mostBytes, pauseMs: 10 });
  opened.push(threads);
  const start = (bytes = 1, input: Partial<CountingInput> = {}) =>
    vi.fn<() => Promise<KeptStart | undefined>>(async () => ({
      module: "../../../test/counting-thread",
      from: import.meta.url,
      inputs: [{ bytes, wornAfter: 1e9, ...input }],
      expectedBytes: bytes,
    }));
  const reach = (name: string, of: ReturnType<typeof start>) => threads.reach<string, number>(name, of)?.[0];
  const ready = (name: string, of = start()) => vi.waitUntil(() => reach(name, of), { timeout: 20_000, interval: 10 });
  return { threads, reach, start, ready };
}

test("a thread is begun when it is asked for, and stays with what it holds", async () => {
  const { threads, start, ready } = openThreads();
  const of = start();
  expect(threads.reach("a", of)).toBeUndefined();
  const thread = await ready("a", of);
  expect([await thread.ask("x"), await thread.ask("x"), await (await ready("a", of)).ask("x")]).toEqual([1, 2, 3]);
  await expect(thread.ask("refuse")).rejects.toThrow("not this one");
  expect(of).toHaveBeenCalledTimes(1);
});

test("one that crashes fails who waits for it, and another takes its place", async () => {
  const { threads, start, ready } = openThreads();
  const of = start();
  const first = await ready("a", of);
  await first.ask("x");
  await expect(first.ask("end")).rejects.toThrow("ended");
  await first.ended;
  expect(threads.reach("a", of)).toBeUndefined();
  expect(await (await ready("a", of)).ask("x")).toBe(1);
});

test("what was not asked for the longest is given up when memory is short, and what is too large is not begun", async () => {
  const { threads, start, ready } = openThreads(10);
  await ready("a", start(4));
  await ready("b", start(4));
  threads.reach("a", start(4));
  await ready("c", start(4));
  const none = async () => undefined;
  expect([threads.reach("a", none), threads.reach("b", none), threads.reach("c", none)].map((thread) => thread !== undefined)).toEqual([
    true,
    false,
    true,
  ]);
  const large = start(11);
  threads.reach("d", large);
  await vi.waitUntil(() => large.mock.calls.length > 2 || (threads.reach("d", large), false), { timeout: 20_000, interval: 20 });
  expect(threads.reach("d", large)).toBeUndefined();
});

test("one that is worn answers until another one is ready", async () => {
  const { reach, start, ready } = openThreads();
  const of = start(1, { wornAfter: 2 });
  const first = await ready("a", of);
  expect([await first.ask("x"), await first.ask("x")]).toEqual([1, 2]);
  await vi.waitUntil(() => reach("a", of) !== first, { timeout: 20_000, interval: 10 });
  expect(reach("a", of)).toBeDefined();
  expect(await first.ended).toBeUndefined();
  expect(await reach("a", of)!.ask("x")).toBe(1);
});

test("threads of one name are there together, and where one crashes the others end with it", async () => {
  const { threads, start } = openThreads(10);
  const [input] = (await start(3)())!.inputs;
  const of = async () => ({ ...(await start(3)())!, inputs: [input, input, input], expectedBytes: 9 });
  const ready = () => vi.waitUntil(() => threads.reach<string, number>("a", of), { timeout: 20_000, interval: 10 });
  const first = await ready();
  expect(await Promise.all(first.map((thread) => thread.ask("x")))).toEqual([1, 1, 1]);
  await expect(first[1]!.ask("end")).rejects.toThrow("ended");
  await Promise.all(first.map((thread) => thread.ended));
  const second = await ready();
  expect(second).toHaveLength(3);
  expect(await Promise.all(second.map((thread) => thread.ask("x")))).toEqual([1, 1, 1]);
  const other = start(2);
  await vi.waitUntil(() => threads.reach("b", other), { timeout: 20_000, interval: 10 });
  expect(threads.reach("a", async () => undefined)).toBeUndefined();
});

test("what is being begun says how far it is, and nothing is awaited where it is not worth it, has no room, or is there", async () => {
  const { threads, start, ready } = openThreads(10);
  expect(await threads.awaited("a")).toBeUndefined();
  const of = start(3, { tells: [0.25, 0.5], untilReadyMs: 300 });
  threads.reach("a", of);
  expect(await threads.awaited("a")).toMatchObject({ ready: 0, start: { expectedBytes: 3 } });
  for (const share of [0.25, 0.5])
    await vi.waitUntil(async () => (await threads.awaited("a"))?.ready === share, { timeout: 20_000, interval: 10 });
  expect(threads.reach("a", of)).toBeUndefined();
  await ready("a", of);
  expect(await threads.awaited("a")).toBeUndefined();
  threads.reach("none", async () => undefined);
  threads.reach("large", start(11));
  expect([await threads.awaited("none"), await threads.awaited("large")]).toEqual([undefined, undefined]);
});
