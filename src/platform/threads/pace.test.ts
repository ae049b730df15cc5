import { expect, test } from "vitest";
import { givingWay } from "./pace.ts";

const workFor = (ms: number): void => {
  const until = performance.now() + ms;
  while (performance.now() < until);
};

test("work pauses while somebody waits, and not before it has taken long enough", async () => {
  const early = givingWay(60_000, () => true);
  const late = givingWay(10, () => true);
  workFor(20);
  expect(early()).toBeUndefined();
  const pause = late();
  expect(pause).toBeInstanceOf(Promise);
  await pause;
});

test("where nobody waits there is no pause", () => {
  let isWaiting = false;
  const giveWay = givingWay(10, () => isWaiting);
  workFor(20);
  expect(giveWay()).toBeUndefined();
  isWaiting = true;
  workFor(20);
  expect(giveWay()).toBeInstanceOf(Promise);
});
