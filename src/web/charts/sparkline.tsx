import { extent } from "d3-array";
import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";

interface SparklineProps {
  /** What it shows, with its first and last figure: "Orders a day, 3 to 12, last 30 days". */
  readonly label: string;
  /** Equal steps; null is not known and leaves a gap. */
  readonly values: readonly (number | null)[];
  readonly width?: number;
  readonly height?: number;
}

/** A course in the size of a word, beside the number that it leads to. It has no axis, so it never stands alone. */
export function Sparkline({ label, values, width = 96, height = 24 }: SparklineProps) {
  const [least = 0, most = 1] = extent(values.filter((value) => value !== null));
  const x = scaleLinear([0, Math.max(1, values.length - 1)], [3, width - 3]);
  const y = scaleLinear([least, most === least ? least + 1 : most], [height - 3, 3]);
  const path = line<number | null>()
    .defined((value) => value !== null)
    .x((_value, index) => x(index))
    .y((value) => y(value ?? 0));
  const lastIndex = values.findLastIndex((value) => value !== null);
  const last = values[lastIndex];
  return (
    <svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label={label} width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
      <path d={path([...values]) ?? ""} fill="none" stroke="var(--chart-1, #0e6b8a)" strokeWidth={1.5} strokeLinejoin="round" />
      {last !== undefined && last !== null && <circle cx={x(lastIndex)} cy={y(last)} r={2.25} fill="var(--chart-1, #0e6b8a)" />}
    </svg>
  );
}
