/** One line of the benchmark's report. */
export type BenchRow = {
  name: string;
  /** what is to be reached, such as `>= 0.80` */
  asked: string;
  measured: number;
  unit: string;
  detail: string;
};
