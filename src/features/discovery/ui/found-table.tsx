import { useEffect, type ReactNode, type RefObject } from "react";
import type { Pages } from "../../../web/api.ts";
import type { Column } from "../../../web/kit/table/column.ts";
import { Table } from "../../../web/kit/table/table.tsx";
import { Tooltip } from "../../../web/kit/overlay/tooltip.tsx";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { Count } from "../../../web/kit/value/count.tsx";
import { Money, Unknown } from "../../../web/kit/value/money.tsx";
import { Ratio } from "../../../web/kit/value/percent.tsx";
import { AccountHandle } from "../../../web/pickers/names.tsx";
import { CountryName } from "../../../web/pickers/country-picker.tsx";
import { usePaths } from "../../../web/session.ts";
import { evidenceText, valueLabel } from "./find-query.ts";
import type { Found } from "./use-find.ts";

type Platform = Parameters<typeof AccountHandle>[0]["account"]["platform"];

/** A figure with where it comes from, on pointing at it and for who listens. */
export function Figure({ of, name, children }: { readonly of: Found; readonly name: string; readonly children: ReactNode }) {
  const evidence = of.evidence[name];
  if (evidence === undefined) return children;
  return (
    <Tooltip text={evidenceText(evidence)}>
      <button type="button" tabIndex={-1} className="relative z-1 cursor-help decoration-dotted underline-offset-4 hover:underline">
        {children}
      </button>
    </Tooltip>
  );
}

/** A rate with where it comes from. */
export function RateFigure({
  of,
  name,
}: {
  readonly of: Found;
  readonly name: "er_followers" | "er_views" | "er_reach" | "er_impressions";
}) {
  const rate = of[name];
  return (
    <Figure of={of} name={name}>
      <Ratio value={rate === null ? null : Number(rate)} digits={2} />
    </Figure>
  );
}

/** Where somebody publishes, and by what name. */
export function AccountText({ of }: { readonly of: Found }) {
  if (of.platform === null || of.handle === null) return <span className="text-muted">no account yet</span>;
  return <AccountHandle account={{ platform: of.platform as Platform, handle: of.handle }} />;
}

/** The step of the workspace’s ladder. */
export const Tier = ({ of }: { readonly of: Found }) => (of.tier === null ? <Unknown /> : <Badge>{valueLabel("tier", of.tier)}</Badge>);

/** Who it is, and by which account they were found. */
export const FoundName = ({ of }: { readonly of: Found }) => (
  <>
    {of.name}
    <span className="block max-w-60 truncate text-sm font-normal" title={of.handle ?? undefined}>
      <AccountText of={of} />
    </span>
  </>
);

/** Followers; below them the step of the ladder that they fall into, and how many came within 30 days. */
export const FollowerFigure = ({ of }: { readonly of: Found }) => (
  <>
    <Figure of={of} name="followers">
      <Count value={of.followers} />
    </Figure>
    {of.tier !== null && (
      <span className="block text-sm whitespace-nowrap text-muted">
        {valueLabel("tier", of.tier)}
        {of.growth_30d !== null && (
          <>
            , <Ratio value={Number(of.growth_30d)} isSigned />
          </>
        )}
      </span>
    )}
  </>
);

/** Where somebody lives, and what they publish about. */
const Place = ({ of }: { readonly of: Found }) => (
  <>
    <CountryName code={of.country} />
    {of.category !== null && <span className="block text-sm text-muted">{of.category}</span>}
  </>
);

const columns: Column<Found>[] = [
  { key: "name", head: "Creator", isName: true, cell: (found) => <FoundName of={found} /> },
  {
    key: "followers",
    head: "Followers",
    align: "end",
    cell: (found) => <FollowerFigure of={found} />,
    explain:
      "The newest number known, of one day the one with the better evidence; point at it for its source and day. Below it the step of your ladder of sizes, and the growth in 30 days, between two numbers of the same source that are 23 to 37 days apart.",
  },
  {
    key: "engagement",
    head: "Engagement",
    align: "end",
    cell: (found) => <RateFigure of={found} name="er_followers" />,
    explain: "(likes + comments) ÷ followers, averages of one source and day; where a source tells only the rate, as it tells it.",
  },
  {
    key: "quality",
    head: "Quality",
    align: "end",
    cell: (found) => <Count value={found.quality} />,
    explain: "The newest score of the account, of 100; the creator’s scorecard says why. Choose creators and press “Score” to have one.",
  },
];

const placeColumn: Column<Found> = { key: "place", head: "Country", isName: true, cell: (found) => <Place of={found} /> };

/** Stands where the country does when the order goes by it: both do not fit beside each other. */
const priceColumn: Column<Found> = {
  key: "price",
  head: "Price",
  align: "end",
  cell: (found) => <Money value={found.price} />,
  explain: "The newest price known for one piece of content, in its own currency; the creator’s page has all of them.",
};

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest("input:not([type=checkbox]), select, textarea, [contenteditable], [role=dialog], [role=menu]") !== null;

const steps: Readonly<Record<string, number>> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

/** What a key does among the links of rows; whether it does anything. */
function moveBy(key: string, links: readonly HTMLElement[]): boolean {
  const at = links.findIndex((link) => link.closest("tr, li")?.contains(document.activeElement) === true);
  if (key === "x") links[at]?.closest("tr, li")?.querySelector<HTMLElement>("input[type=checkbox]")?.click();
  const step = steps[key];
  if (step === undefined || links.length === 0 || (at < 0 && key !== "j")) return false;
  links[Math.min(links.length - 1, Math.max(0, at + step))]?.focus();
  return true;
}

const isOurs = (event: KeyboardEvent): boolean => !isTyping(event.target) && !event.ctrlKey && !event.metaKey && !event.altKey;

/** Moves the focus from row to row: j and the arrow down, k and the arrow up; Enter opens a row's creator, x chooses it. */
export function useRowKeys(place: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!isOurs(event)) return;
      const links = [...(place.current?.querySelectorAll<HTMLElement>("tbody th a, li > div a") ?? [])];
      if (moveBy(event.key, links)) event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [place]);
}

interface FoundTableProps {
  readonly pages: Pages<Found>;
  readonly chosen: ReadonlyMap<string, string>;
  readonly onChoose: (found: Found, isOn: boolean) => void;
  readonly empty: ReactNode;
  /** Whether the price stands beside the other figures, instead of the country. */
  readonly hasPrice: boolean;
}

/** Who is found. */
export function FoundTable({ pages, chosen, onChoose, empty, hasPrice }: FoundTableProps) {
  const to = usePaths();
  const choose = (found: Found) => (
    <input
      type="checkbox"
      data-chooses=""
      aria-label={`Choose ${found.name}`}
      checked={chosen.has(found.creator_id)}
      onChange={(event) => onChoose(found, event.currentTarget.checked)}
      className="size-4 accent-accent pointer-coarse:size-5"
    />
  );
  return (
    <Table
      {...pages}
      caption="Creators found"
      columns={[...columns, hasPrice ? priceColumn : placeColumn]}
      rowKey={(found) => found.creator_id}
      rowPath={(found) => to.creator(found.creator_id)}
      rowActions={choose}
      empty={empty}
    />
  );
}
