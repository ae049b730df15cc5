import { marketFit, type FitInput, type MarketFit } from "../fit/market-fit.ts";
import { study as playStudy, type StudyInput } from "../study/study.ts";

/** What the thread does with what it is given; nothing in it waits. */
export const workOut = (
  input: StudyInput | FitInput,
  progress: (share: number) => void,
): Promise<ReturnType<typeof playStudy> | MarketFit> => Promise.resolve("facts" in input ? marketFit(input) : playStudy(input, progress));
