/** One line of the benchmark's report. */
export type BenchRow = {
  name: string;
  /** what is to be reached, such as `>= 0.80` */
  asked: string;
  measured: number;
  unit: string;
  detail: string;
  /** the exported function of packages/stats that was measured; `npm run bench -- --keep` then keeps the figure for docs/statistics.md */
  of?: string;
};
