import { expect, test } from "vitest";
import { hostOf } from "./host.ts";

test.each([
  ["go.brand.example", "go.brand.example"],
  ["GO.Brand.Example", "go.brand.example"],
  ["bücher.example", "xn--bcher-kva.example"],
  ["127.0.0.1:4601", "127.0.0.1:4601"],
  ["go.brand.example:443", "go.brand.example"],
  ["go.brand.example:80", "go.brand.example"],
  ["[::1]:4601", "[::1]:4601"],
])("the host %s is stored as %s", (typed, stored) => expect(hostOf(typed)).toBe(stored));

test.each(["https://go.brand.example", "go.brand.example/path", "me@go.brand.example", "", "a b", "go.brand.example:99999", "exa mple"])(
  "%j is no host",
  (typed) => expect(hostOf(typed)).toBeUndefined(),
);
