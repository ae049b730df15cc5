import { createMemoryHistory, createRouter } from "@tanstack/react-router";
import { expect, test } from "vitest";
import { patterns } from "./paths.ts";
import { routeTree } from "./routes.tsx";

const router = createRouter({ routeTree, history: createMemoryHistory() });

test("every pattern is mounted, so no link in the app leads nowhere", () => {
  const mounted = new Set(Object.keys(router.routesByPath));
  expect(Object.values(patterns).filter((pattern) => !mounted.has(pattern))).toEqual([]);
});

test("nothing is mounted at an address that has no pattern", () => {
  const known = new Set<string>(Object.values(patterns));
  expect(Object.keys(router.routesByPath).filter((path) => !known.has(path))).toEqual([]);
});
