import type { BarGroup } from "../charts/bar-plot.tsx";
import type { LinePoint } from "../charts/line-plot.tsx";
import type { Series } from "../charts/series.ts";
import type { StackRow } from "../charts/stacked-plot.tsx";

/** Made-up figures for the gallery and for the committed pictures. */
export const models: readonly Series[] = [
  { key: "first", label: "First touch" },
  { key: "last", label: "Last touch" },
  { key: "linear", label: "Linear" },
];

const eur = (value: number) => ({ value, text: `€${value.toLocaleString("en-GB")}` });

export const creatorsByModel: readonly BarGroup[] = [
  {
    key: "ana",
    label: "Ana Lindqvist",
    bars: { first: eur(31_402), last: eur(15_900), linear: { ...eur(22_010), low: 19_500, high: 25_200 } },
  },
  { key: "ben", label: "Ben Okafor", bars: { first: eur(4_020), last: eur(12_300), linear: { ...eur(9_050), low: 7_000, high: 11_800 } } },
  {
    key: "kiki",
    label: "Chiara Montanari-Fürstenberg",
    bars: { first: eur(800), last: eur(1_200), linear: { value: null, text: "not known" } },
  },
];

export const creators: readonly Series[] = [
  { key: "ana", label: "Ana" },
  { key: "ben", label: "Ben" },
  { key: "mail", label: "E-mail" },
  { key: "none", label: "Unattributed", isRest: true },
];

const share = (size: number) => ({ size, text: `${size} %` });

export const creditByModel: readonly StackRow[] = [
  { key: "first", label: "First touch", parts: { ana: share(100) } },
  { key: "last", label: "Last touch", parts: { mail: share(100) } },
  { key: "position", label: "Position 40/20/40", parts: { ana: share(40), ben: share(20), mail: share(40) } },
  { key: "decay", label: "Time decay, half-life 7 days", parts: { ana: share(12), ben: share(35), mail: share(51), none: share(2) } },
];

const firstDay = Date.UTC(2026, 9, 20);
const dayMs = 86_400_000;

function pointOf(index: number): LinePoint {
  const on = new Date(firstDay + index * dayMs).toISOString().slice(0, 10);
  if (index === 11) return { on, value: null };
  const value = 40 + index * 3 + (index % 7) * 6;
  return { on, value, low: value - 9 - index / 2, high: value + 9 + index / 2 };
}

export const ordersADay: Readonly<Record<string, readonly LinePoint[]>> = {
  all: Array.from({ length: 30 }, (_day, index) => pointOf(index)),
};
