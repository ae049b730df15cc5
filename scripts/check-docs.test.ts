import { describe, expect, it } from "vitest";
import { deadPaths, decisionFaults } from "./check-docs.ts";

const dead = (text: string): string[] => deadPaths("docs/guide.md", text, (at) => at === "docs/glossary.md").map((one) => one.message);

describe("the pages", () => {
  it("lead to what is there, by link and by spelled path", () => {
    expect(dead("See [words](glossary.md#who) and `docs/glossary.md`, [elsewhere](https://example.org) or [below](#here).")).toEqual([]);
    expect(dead("See [words](words.md)\nand `src/kernel/gone.ts`.")).toEqual([
      "docs/words.md does not exist",
      "src/kernel/gone.ts does not exist",
    ]);
  });

  it("may spell patterns and commands", () => {
    expect(dead("`src/features/*/problems.ts`, `npm run generate`, `docs/decisions/NNNN-title.md <- like so`")).toEqual([]);
  });
});

const whole =
  "# 1 Title\n\nDate: 2026-11-20. Status: accepted.\n## Context\n## Decision\n## Consequences\n## Checked by\n## Would change our mind\n";

describe("a decision", () => {
  it("has all its parts on at most sixty lines", () => {
    expect(decisionFaults("docs/decisions/0001-title.md", whole)).toEqual([]);
  });

  it("is refused when it is longer, or does not say what checks it", () => {
    const messages = decisionFaults("docs/decisions/0001-title.md", whole.replace("## Checked by\n", "more\n".repeat(60))).map(
      (one) => one.message,
    );
    expect(messages).toEqual(['lacks "## Checked by"', "67 lines; sixty are enough"]);
  });
});
