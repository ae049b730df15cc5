import { serveQuestions } from "../src/platform/threads/thread.ts";

/** What a thread of the tests is started with. */
export interface CountingInput {
  readonly bytes: number;
  readonly wornAfter: number;
  /** How far it tells that it is, before it is ready; missing: it tells nothing. */
  readonly tells?: readonly number[];
  /** For how long it is so far, each time. */
  readonly untilReadyMs?: number;
}

/** Says how often it was asked; asked for its end it ends as a crash would. */
await serveQuestions(async ({ bytes, wornAfter, tells = [], untilReadyMs = 0 }: CountingInput, tell) => {
  let asked = 0;
  for (const ready of tells) {
    tell({ ready, bytes: 0, isWorn: false });
    await new Promise((resolve) => setTimeout(resolve, untilReadyMs));
  }
  tell({ ready: 1, bytes, isWorn: false });
  return (question: string) => {
    if (question === "end") process.exit(1);
    if (question === "refuse") throw new RangeError("not this one");
    asked++;
    if (asked === wornAfter) tell({ ready: 1, bytes, isWorn: true });
    return asked;
  };
});
