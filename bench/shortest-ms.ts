/** The shortest of several runs, in milliseconds: what the work takes when nothing else does. */
export const shortestMs = (work: () => unknown, runs = 5): number =>
  Math.min(
    ...Array.from({ length: runs }, () => {
      const startedAt = performance.now();
      work();
      return performance.now() - startedAt;
    }),
  );
