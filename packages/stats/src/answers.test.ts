import path from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { filesBelow } from "../../../scripts/source/files.ts";
import { testAnswers, type Answers } from "../../../test/known-answers.ts";

const files = filesBelow(import.meta.dirname, ["."], /\.answers\.ts$/);

test("every file of known answers is found", () => {
  expect(files).toContain("attribution/rule-credit.answers.ts");
});

for (const file of files) {
  const { answers } = (await import(pathToFileURL(path.join(import.meta.dirname, file)).href)) as { answers: readonly Answers[] };
  const groups = answers.filter((one) => "answers" in one);
  describe.skipIf(groups.length === 0)(`${file}`, () => {
    for (const group of groups) testAnswers(group);
  });
}
