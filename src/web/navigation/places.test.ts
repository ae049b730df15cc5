import { expect, test } from "vitest";
import { workspacePaths } from "../paths.ts";
import { isCurrent, placesOf } from "./places.ts";

const places = placesOf(workspacePaths("acme"));
const currentAt = (pathname: string) => places.filter((place) => isCurrent(place, pathname)).map((place) => place.label);

test("exactly one place is the current one, also below it", () => {
  expect(currentAt("/w/acme")).toEqual(["Overview"]);
  expect(currentAt("/w/acme/orders/ord_1")).toEqual(["Orders"]);
  expect(currentAt("/w/acme/settings/keys")).toEqual(["Settings"]);
});

test("codes belong to links and codes", () => {
  expect(currentAt("/w/acme/codes/cod_1")).toEqual(["Links & codes"]);
});

test("a place whose address merely begins alike is not the current one", () => {
  expect(currentAt("/w/acme/orders-archive")).toEqual([]);
});
