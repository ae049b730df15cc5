import { expect, test } from "vitest";
import { outcomeOf } from "./use-form.ts";

const refusal = { type: "about:blank", title: "The input is not valid", status: 422 };

test("what the server answers is what the form is done with", async () => {
  expect(await outcomeOf(() => Promise.resolve({ id: "prg_1" }))).toEqual({ kind: "taken", answer: { id: "prg_1" } });
});

test("a refusal is kept as the form's problem", async () => {
  expect(await outcomeOf(() => Promise.reject(refusal))).toEqual({ kind: "refused", problem: refusal });
});

test("a mistake in our own code is shown, not swallowed", async () => {
  const broken = (): Promise<never> => {
    throw new RangeError("no such unit");
  };
  expect(await outcomeOf(broken)).toMatchObject({ kind: "refused", problem: { title: "Something went wrong on this page" } });
});
