import { study as playStudy, type StudyInput } from "../study/study.ts";

/** A study as the thread is asked for it; nothing in it waits. */
export const study = (input: StudyInput, progress: (share: number) => void): Promise<ReturnType<typeof playStudy>> =>
  Promise.resolve(playStudy(input, progress));
