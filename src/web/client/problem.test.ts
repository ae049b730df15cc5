import { expect, test } from "vitest";
import { faultAt, faultsOutside, problemOf, problemOfStatus, problemSlug, withoutFaultsAt, type Problem } from "./problem.ts";

const refusal: Problem = {
  type: "https://vouch.example/problems/invalid-input",
  title: "The input is not valid",
  status: 422,
  errors: [
    { pointer: "/name", detail: "name: must have at least 1 character" },
    { pointer: "/rule/rate", detail: "rule.rate: must be at most 1" },
    { pointer: "", detail: "the body: something else" },
  ],
};

test("a fault stands at its field, without the field's name before it", () => {
  expect(faultAt(refusal, "/name")).toBe("Must have at least 1 character");
  expect(faultAt(refusal, "/email")).toBeUndefined();
});

test("a fault below a field belongs to it, one of a field with a longer name does not", () => {
  expect(faultAt(refusal, "/rule")).toBe("Must be at most 1");
  expect(faultAt({ ...refusal, errors: [{ pointer: "/names", detail: "no" }] }, "/name")).toBeUndefined();
});

test("what is wrong with several entries of a field in the same way is said once", () => {
  const errors = [0, 1].map((at) => ({ pointer: `/countries/${at}`, detail: `countries.${at}: must be a code` }));
  expect(faultAt({ ...refusal, errors }, "/countries")).toBe("Must be a code");
});

test("what no field shows is left for the summary", () => {
  expect(faultsOutside(refusal, ["/name", "/rule"]).map((fault) => fault.pointer)).toEqual([""]);
});

test("a fault goes when the value at its place is changed, the others stay", () => {
  const standing = withoutFaultsAt(refusal, ["/name"]);
  expect(faultAt(standing, "/name")).toBeUndefined();
  expect(faultAt(standing, "/rule")).toBe("Must be at most 1");
  expect(withoutFaultsAt(undefined, ["/name"])).toBeUndefined();
});

test("a lost connection is told apart from a mistake of our own", () => {
  expect(problemOf(new TypeError("Failed to fetch")).status).toBe(0);
  expect(problemOf(new TypeError("Failed to fetch")).title).toBe("Vouch could not be reached");
  expect(problemOf(new TypeError("x is not a function")).title).toBe("Something went wrong on this page");
  expect(problemOf(undefined).title).toBe("Something went wrong on this page");
  expect(problemOf(refusal)).toBe(refusal);
});

test("an answer without an explanation still says what happened and which request it was", () => {
  expect(problemOfStatus(502, "req-1")).toMatchObject({ title: "The server could not answer", request_id: "req-1" });
  expect(problemOfStatus(403, undefined).title).toBe("The request was refused");
});

test("the slug is the last part of the type, and empty where there is no page", () => {
  expect(problemSlug(refusal)).toBe("invalid-input");
  expect(problemSlug({ type: "about:blank", title: "", status: 500 })).toBe("");
});
