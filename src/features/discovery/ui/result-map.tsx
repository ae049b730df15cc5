import { useState } from "react";
import { api } from "../../../web/api.ts";
import { ScatterChart } from "../../../web/charts/scatter/scatter-chart.tsx";
import { Card } from "../../../web/kit/page/card.tsx";
import { Select } from "../../../web/kit/input/select.tsx";
import { locale } from "../../../web/kit/value/locale.ts";
import { valueLabel } from "./find-query.ts";
import type { Find } from "./use-find.ts";

/** A range that somebody publishes as usual for accounts of a size. */
interface Usual {
  readonly from_followers: number;
  readonly to_followers: number | null;
  readonly low: number;
  readonly high: number;
  readonly source: { readonly name: string };
}

interface MapAnswer {
  /** Null: not counted yet. */
  readonly total: number | null;
  readonly points: readonly { readonly creator_id: string; readonly name: string; readonly followers: number; readonly rate: string }[];
  readonly usual: readonly Usual[];
}

/** What is usual for a stretch of sizes, whoever says so. */
interface Band {
  readonly from: number;
  /** Null: no end. */
  readonly to: number | null;
  readonly low: number;
  readonly high: number;
}

/**
 * What several sources publish, as bands that meet: in each stretch of sizes from the least that any source there calls usual to the most.
 */
function bandsOf(usual: readonly Usual[]): Band[] {
  const ends = new Set(
    usual.flatMap(({ from_followers, to_followers }) => [from_followers, ...(to_followers === null ? [] : [to_followers])]),
  );
  const edges = [...ends].toSorted((a, b) => a - b);
  return edges.flatMap((from, at): Band[] => {
    const there = usual.filter((one) => one.from_followers <= from && (one.to_followers === null || one.to_followers > from));
    if (there.length === 0) return [];
    return [
      { from, to: edges[at + 1] ?? null, low: Math.min(...there.map(({ low }) => low)), high: Math.max(...there.map(({ high }) => high)) },
    ];
  });
}

const bandAt = (bands: readonly Band[], followers: number) =>
  bands.find(({ from, to }) => followers >= from && (to === null || followers < to));

function findingOf(points: readonly { x: number; y: number }[], bands: readonly Band[]): string {
  const placed = points.flatMap(({ x, y }) => {
    const band = bandAt(bands, x);
    return band === undefined ? [] : [y > band.high ? "above" : y < band.low ? "below" : "within"];
  });
  if (points.length === 0) return "Of nobody found are followers and this rate known here";
  if (placed.length === 0) return `${points.length} found; nothing is published as usual for their sizes`;
  const count = (where: string) => placed.filter((each) => each === where).length;
  return `${count("above")} of ${placed.length} engage more than is published as usual for their size, ${count("below")} less`;
}

/** What the map shows and says. */
function mapOf({ total, points, usual }: MapAnswer) {
  const bands = bandsOf(usual);
  const dots = points.map(({ creator_id: key, name, followers, rate }) => ({ key, label: name, x: followers, y: Number(rate) }));
  const sources = [...new Set(usual.map(({ source }) => source.name))];
  const all = total === null ? `the ${points.length} most relevant` : `all ${total}`;
  const cut = total !== null && total > points.length ? `the ${points.length} most relevant of ${total}` : all;
  return {
    finding: findingOf(dots, bands),
    points: dots,
    bands,
    bandText: sources.length === 0 ? undefined : "band: from the least to the most that is published as usual",
    source: [`your creators’ newest figures, ${cut} of whom both are known`, ...sources].join("; "),
  };
}

const rates = [
  { value: "er_followers", label: "Engagement of followers" },
  { value: "er_views", label: "Engagement of views" },
] as const;

const compact = new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });

interface MapProps {
  readonly find: Find;
  readonly platforms: readonly { readonly value: string; readonly creators: number }[];
}

function MapOf({
  find,
  platform,
  rate,
}: {
  readonly find: Find;
  readonly platform: string;
  readonly rate: (typeof rates)[number]["value"];
}) {
  const { text, where } = { text: undefined, where: undefined, ...find.query } as { text?: string; where?: Record<string, unknown> };
  const asked = { ...(text === undefined ? {} : { text }), ...(where === undefined ? {} : { where }), platform, rate };
  const { data } = api.useSuspenseQuery("post", "/v1/creators/map", { body: asked });
  const map = mapOf(data);
  return (
    <ScatterChart
      title={map.finding}
      unit={`${rates.find(({ value }) => value === rate)?.label ?? ""}, by followers on ${valueLabel("platform", platform)}`}
      source={map.source}
      interval={map.bandText}
      along="Followers"
      points={map.points}
      bands={map.bands}
      formatX={(value) => compact.format(value)}
      formatY={(value) => percent.format(value)}
    />
  );
}

/** Where those who are found stand: engagement against followers, with the band that is published as usual. */
export function ResultMap({ find, platforms }: MapProps) {
  const [wanted, choose] = useState<string>();
  const [rate, setRate] = useState<(typeof rates)[number]["value"]>("er_followers");
  const platform = platforms.find(({ value }) => value === wanted)?.value ?? platforms[0]?.value;
  if (platform === undefined) return null;
  const options = platforms.map(({ value }) => ({ value, label: valueLabel("platform", value) }));
  return (
    <div className="mb-4">
      <Card
        title="Map"
        actions={
          <>
            <Select label="Platform" isLabelHidden options={options} value={platform} onChange={choose} />
            <Select label="Rate" isLabelHidden options={rates} value={rate} onChange={setRate} />
          </>
        }
      >
        <MapOf find={find} platform={platform} rate={rate} />
      </Card>
    </div>
  );
}
