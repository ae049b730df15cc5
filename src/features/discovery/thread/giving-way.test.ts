import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { isAnybodyAsking, nobodyAsks, whileAsking } from "./giving-way.ts";

test("filling gives way while one of several asks, however each of them ends", async () => {
  const asking = nobodyAsks();
  let answer = (): void => {};
  const one = whileAsking(asking, () => new Promise<void>((resolve) => (answer = resolve)));
  await expect(whileAsking(asking, () => Promise.reject(new Error("away")))).rejects.toThrow("away");
  expect(isAnybodyAsking(asking)).toBe(true);
  answer();
  await one;
  expect(isAnybodyAsking(asking)).toBe(false);
});

test("another thread sees that somebody asks", async () => {
  const asking = nobodyAsks();
  const code = `const { parentPort, workerData } = require("node:worker_threads"); parentPort.postMessage(new Int32Array(workerData)[0])`;
  const seen = await whileAsking(
    asking,
    () => new Promise((resolve) => new Worker(code, { eval: true, workerData: asking }).once("message", resolve)),
  );
  expect(seen).toBe(1);
});
