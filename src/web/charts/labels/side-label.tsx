import { ink } from "../series.ts";
import { cutText } from "../text.ts";

interface SideLabelProps {
  readonly text: string;
  /** The space for labels at the left of a plot, in CSS pixels. */
  readonly labelWidth: number;
  readonly middle: number;
  readonly fontSize: number;
}

/** The name of a row at the left of its marks, cut where it is too long; its title says all of it. */
export function SideLabel({ text, labelWidth, middle, fontSize }: SideLabelProps) {
  return (
    <text x={labelWidth - 10} y={middle} dy="0.35em" textAnchor="end" fontSize={fontSize} fill={ink}>
      <title>{text}</title>
      {cutText(text, labelWidth - 12, fontSize)}
    </text>
  );
}
