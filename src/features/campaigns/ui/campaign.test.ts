import { expect, test } from "vitest";
import { costsLead } from "./campaign.ts";

test("where costs of a program count for a campaign, the list of its own says so", () => {
  expect(costsLead({ programs: [] })).not.toContain("stands there");
  expect(costsLead({ programs: [{ program_id: "prg_1", name: "Autumn" }] })).toContain(
    "What was entered with Autumn for the campaign’s days counts, too, and stands there.",
  );
});
