import { expect, test } from "vitest";
import { lensRows, type Story } from "./story.ts";

type Touch = Story["touches"][number];
const ana = { id: "cre_ana", name: "Ana" };
const share = (value: string) => [{ model: "linear", share: value, revenue: { amount: "0", currency: "EUR" } }];
const touch = (of: Partial<Touch>): Touch => ({
  at: "2026-05-01T10:00:00Z",
  kind: "click",
  channel: "creator",
  channel_name: "Creators",
  creator: ana,
  link: null,
  code: null,
  is_paid: false,
  shares: share("0"),
  ...of,
});
const storyOf = (touches: Touch[], calibrations: Story["calibrations"] = []) =>
  ({
    touches,
    calibrations,
    models: [
      { id: "linear", name: "Linear", explanation: "" },
      { id: "first", name: "First touch", explanation: "" },
    ],
  }) as unknown as Story;
const factor = { creator: ana, factor: "0.5", low: "-0.2", high: "4", level: "0.9", source: "Holdout", model: "linear", is_of_all: false };

test("a creator's touches are one row: their credit summed, the code that was used, and whether the customer named them", () => {
  const code = touch({ kind: "code", code: { id: "cod_1", code: "ANA10" }, shares: share("0.25") });
  const [row] = lensRows(storyOf([touch({ shares: share("0.5") }), code, touch({ kind: "survey" })]), "linear");
  expect(row).toMatchObject({ name: "Ana", path: 0.75, code: "ANA10", isNamed: true, experiment: null });
});

test("whom only the customer named was not seen: that is no share of nought, and nothing an experiment could weigh", () => {
  const rows = lensRows(
    storyOf([touch({ creator: null, channel: "direct", shares: share("1") }), touch({ kind: "survey" })], [factor]),
    "linear",
  );
  expect(rows.map(({ name, path, experiment }) => [name, path, experiment])).toEqual([
    ["Creators", 1, null],
    ["Ana", null, null],
  ]);
});

test("what an experiment makes of a share is a likelihood with its interval, never below nothing or above certain", () => {
  const [row] = lensRows(storyOf([touch({ shares: share("0.5") })], [factor]), "linear");
  expect(row?.experiment).toEqual({ share: 0.25, low: 0, high: 1, level: 0.9, source: "Holdout", model: "Linear" });
});

test("a factor is applied to the credit of the model it was measured against, whichever model is on screen", () => {
  const revenue = { amount: "0", currency: "EUR" };
  const shares = [
    { model: "linear", share: "0.5", revenue },
    { model: "first", share: "1", revenue },
  ];
  const of = (model: string, against: string) => {
    const [row] = lensRows(storyOf([touch({ shares })], [{ ...factor, model: against }]), model);
    return [row!.path, row!.experiment!.share, row!.experiment!.model];
  };
  expect([of("linear", "linear"), of("first", "linear"), of("linear", "first")]).toEqual([
    [0.5, 0.25, "Linear"],
    [1, 0.25, "Linear"],
    [0.5, 0.5, "First touch"],
  ]);
});
