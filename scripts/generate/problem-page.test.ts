import { describe, expect, it } from "vitest";
import { defineProblems } from "../../src/platform/problems/problem.ts";
import { disagreements, kindsOf, problemPage } from "./problem-page.ts";

const orderProblems = defineProblems({ "order-unknown": { status: 404, title: "No such order", help: "Look at the list." } });

describe("the page of problems", () => {
  it("has a section for each problem that a catalogue exports, and none for anything else", () => {
    const kinds = kindsOf({ orderProblems, limit: 3, nothing: null, refuse: () => orderProblems });
    expect(kinds).toEqual([orderProblems["order-unknown"]]);
    const page = problemPage([{ path: "src/features/orders/problems.ts", kinds }]);
    expect(page).toContain("\n## orders\n\n### order-unknown\n\n404: No such order. Look at the list.\n");
  });

  it("names what one side lacks, and what two catalogues share", () => {
    const catalogues = ["orders", "links"].map((path) => ({ path, kinds: kindsOf({ orderProblems }) }));
    expect(disagreements(catalogues, ["order-unknown"])).toEqual(["order-unknown is defined twice"]);
    expect(disagreements(catalogues.slice(1), ["gone"])).toEqual([
      "order-unknown has no page: add its catalogue to src/app/problem-catalogue.ts",
      "gone has a page and no catalogue",
    ]);
  });
});
