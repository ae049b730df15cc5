import { expect, test } from "vitest";
import { doseCautions, type DosePlan } from "./dose-plan.ts";

const post = (creator_id: string) => ({ creator_id, posted_on: "2026-03-02", reach: 1_000 });
const plan: DosePlan = {
  ...{ hypothesis: "Posts bring orders", treatment: "Reels", posts: [post("a"), post("b")], lasts_days: null, left_out: [] },
  ...{ history_from_on: null, to_on: "2026-04-01", creator_spread: "0.4", direction: "gain", alpha: "0.1" },
  ...{ missing: "refused", gate_note: "", campaign_id: null },
};
const audience = (creator_id: string, name: string, regions: number) => ({
  ...{ creator_id, name },
  shares: Array.from({ length: regions }, (_, at) => ({ region: `region ${at}`, share: 0.1 })),
});

test("an audience of which exactly 90 % is told is not said to be told by less, however its shares are added up", () => {
  expect(doseCautions(plan, [audience("a", "Ana", 9), audience("b", "Ben", 10)])).toEqual([]);
  expect(doseCautions(plan, [audience("a", "Ana", 8), audience("b", "Ben", 10)])).toEqual([
    expect.stringContaining("Less than 90 % of the audience of Ana is told"),
  ]);
});
