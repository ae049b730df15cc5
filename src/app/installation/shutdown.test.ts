import { expect, test } from "vitest";
import { openShutdown } from "./shutdown.ts";

test("things are closed in the reverse order of their opening, once", async () => {
  const closed: string[] = [];
  const shutdown = openShutdown();
  for (const name of ["database", "api", "edge"])
    await shutdown.open(
      name,
      async () => name,
      (opened) => closed.push(opened),
    );
  await Promise.all([shutdown.closeAll(), shutdown.closeAll()]);
  expect(closed).toEqual(["edge", "api", "database"]);
});

test("one that fails to close does not keep the others open", async () => {
  const closed: string[] = [];
  const shutdown = openShutdown();
  await shutdown.open(
    "database",
    async () => "database",
    (opened) => closed.push(opened),
  );
  await shutdown.open(
    "api",
    async () => "api",
    () => Promise.reject(new Error("stuck")),
  );
  await shutdown.closeAll();
  expect(closed).toEqual(["database"]);
});

test("an opening under way is waited for and then closed; nothing is opened after", async () => {
  const closed: string[] = [];
  const shutdown = openShutdown();
  const slow = shutdown.open(
    "slow",
    () => new Promise<string>((resolve) => setTimeout(() => resolve("slow"), 20)),
    (opened) => closed.push(opened),
  );
  await shutdown.closeAll();
  expect(await slow).toBe("slow");
  expect(closed).toEqual(["slow"]);
  await expect(
    shutdown.open(
      "late",
      async () => "late",
      () => {},
    ),
  ).rejects.toThrow("the program is stopping");
});

test("an opening that failed needs no closing", async () => {
  const shutdown = openShutdown();
  await expect(
    shutdown.open(
      "bad",
      () => Promise.reject(new Error("no")),
      () => expect.unreachable(),
    ),
  ).rejects.toThrow("no");
  await shutdown.closeAll();
});
