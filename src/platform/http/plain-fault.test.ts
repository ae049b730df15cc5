import { expect, test } from "vitest";
import { z } from "zod";
import { validate } from "./validate.ts";

const faults = (schema: z.ZodType, value: unknown): string[] => validate(schema, value).errors.map(({ detail }) => detail);
const place = "the body: ";

test("what is missing, empty, too short or too long is said in a person's words", () => {
  expect(faults(z.strictObject({ name: z.string() }), {})).toEqual(["name: must be given"]);
  expect(faults(z.string().min(1), "")).toEqual([`${place}must not be empty`]);
  expect(faults(z.string().min(10), "short")).toEqual([`${place}must have at least 10 characters`]);
  expect(faults(z.string().max(1), "ab")).toEqual([`${place}must have at most 1 character`]);
  expect(faults(z.array(z.string()).min(1), [])).toEqual([`${place}must not be empty`]);
  expect(faults(z.array(z.string()).max(2), ["a", "b", "c"])).toEqual([`${place}must have at most 2 entries`]);
});

test("a number out of its bounds names the bound", () => {
  expect(faults(z.int().min(0), -1)).toEqual([`${place}must be at least 0`]);
  expect(faults(z.number().lt(1), 1)).toEqual([`${place}must be less than 1`]);
  expect(faults(z.int(), 1.5)).toEqual([`${place}must be a whole number`]);
});

test("another kind of value, another word or another form names what is wanted", () => {
  expect(faults(z.string(), 1)).toEqual([`${place}must be text`]);
  expect(faults(z.enum(["paid", "pending"]), "lost")).toEqual([`${place}must be one of paid, pending`]);
  expect(faults(z.literal("paid"), "lost")).toEqual([`${place}must be paid`]);
  expect(faults(z.email(), "nobody")).toEqual([`${place}must be an e-mail address`]);
});

test("a schema's own words stand as they are", () => {
  expect(faults(z.string().min(1, "write the brand's name"), "")).toEqual([`${place}write the brand's name`]);
});

test("the faults of the closest branch of a union are in the same words", () => {
  const union = z.union([z.strictObject({ kind: z.literal("a"), size: z.int() }), z.string()]);
  expect(faults(union, { kind: "a", size: "big" }).join()).toContain("must be");
});
