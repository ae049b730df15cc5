import { describe, expect, it } from "vitest";
import { forget, openGenerationCache, recall, remember } from "./generation-cache.ts";

describe("a generation cache", () => {
  it("keeps what is asked for and forgets what is not, within its capacity", () => {
    const cache = openGenerationCache<string, number>(10);
    remember(cache, "asked for", 1);
    for (let index = 0; index < 100; index++) {
      remember(cache, `once ${index}`, index);
      expect(recall(cache, "asked for")).toBe(1);
      expect(cache.young.size + cache.old.size).toBeLessThanOrEqual(10);
    }
    expect(recall(cache, "once 3")).toBeUndefined();
    expect(recall(cache, "once 99")).toBe(99);
  });

  it("forgets a key in both generations", () => {
    const cache = openGenerationCache<string, number>(2);
    remember(cache, "a", 1);
    remember(cache, "b", 2);
    forget(cache, "a");
    forget(cache, "b");
    expect([recall(cache, "a"), recall(cache, "b")]).toEqual([undefined, undefined]);
  });
});
