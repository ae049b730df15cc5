import { serveQuestions } from "../src/platform/threads/thread.ts";

/** What a thread of the tests is started with. */
export interface CountingInput {
  readonly bytes: number;
  readonly wornAfter: number;
}

/** Says how often it was asked; asked for its end it ends as a crash would. */
await serveQuestions(async ({ bytes, wornAfter }: CountingInput, tell) => {
  let asked = 0;
  tell({ bytes, isWorn: false });
  return (question: string) => {
    if (question === "end") process.exit(1);
    if (question === "refuse") throw new RangeError("not this one");
    asked++;
    if (asked === wornAfter) tell({ bytes, isWorn: true });
    return asked;
  };
});
