import { setTimeout as pause } from "node:timers/promises";

/**
 * Lets others run while something is done that nobody waits for: after so much work a pause of half as long, be it that the work took longer because
 * others ran.
 *
 * @param workMs how long it works at least between two pauses, in milliseconds.
 * @param isAnybodyWaiting whether others have anything to do; where nobody has, there is no pause.
 * @returns to be called after each piece of work: a pause to wait for, or undefined where there is none yet.
 */
export function givingWay(workMs: number, isAnybodyWaiting: () => boolean): () => Promise<void> | undefined {
  let beganAt = performance.now();
  return () => {
    const workedMs = performance.now() - beganAt;
    if (workedMs < workMs) return undefined;
    if (!isAnybodyWaiting()) return void (beganAt = performance.now());
    return pause(workedMs / 2).then(() => void (beganAt = performance.now()));
  };
}

/**
 * Does something now and then, however often it is called.
 *
 * @param everyMs how often at most, in milliseconds; the first time after as long.
 */
export function nowAndThen(everyMs: number, work: () => void): () => void {
  let doneAt = performance.now();
  return () => {
    if (performance.now() - doneAt < everyMs) return;
    doneAt = performance.now();
    work();
  };
}
