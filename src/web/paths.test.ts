import { expect, test } from "vitest";
import { paths, pathTo, patterns, safeNext, workspacePaths } from "./paths.ts";

test("each part of an address is encoded", () => {
  expect(pathTo(patterns.order, { workspace: "acme", order: "a/b?c" })).toBe("/w/acme/orders/a%2Fb%3Fc");
});

test("no address helper leaves a parameter unfilled", () => {
  const helpers = Object.values(workspacePaths("acme")) as ((id: string) => string)[];
  const addresses = [...helpers.map((helper) => helper("x")), paths.acceptInvitation("t"), paths.workspace("acme")];
  for (const address of addresses) expect(address).not.toMatch(/\$|undefined|\/$/);
});

test("every pattern of a workspace has a helper", () => {
  const helpers = Object.values(workspacePaths("acme")) as ((id: string) => string)[];
  const reached = new Set(helpers.map((helper) => helper("x")));
  const wanted = Object.values(patterns)
    .filter((pattern) => pattern.startsWith(patterns.workspace))
    .map((pattern) => pattern.replace("$workspace", "acme").replaceAll(/\$\w+/g, "x"));
  expect(wanted.filter((address) => !reached.has(address as `/${string}`))).toEqual([]);
});

test("after signing in nobody is sent to another site", () => {
  expect(safeNext("/w/acme/orders?status=paid")).toBe("/w/acme/orders?status=paid");
  for (const next of ["//evil.test", "/\\evil.test", "https://evil.test", "javascript:alert(1)", "", undefined, 5, "/a\nb"])
    expect(safeNext(next)).toBe("/");
});
