import { DAY_MS } from "../../../kernel/civil.ts";
import { formatId } from "../../../kernel/ids.ts";
import { formatMajor } from "../../../kernel/money.ts";
import type { World } from "../world/world.ts";
import { brandSearches, sentPosts } from "./sent-posts.ts";
import type { SentTo } from "./sent-ids.ts";
import { dayOf, type SentTable } from "./sent-table.ts";

const handleOf = (name: string): string => `${name.toLowerCase()}.example`;

/** Creators as a list of them is imported: an account each on one platform. */
function creatorsTable({ cast }: World): SentTable {
  const used = [...new Set(cast.creators.map(({ platform }) => platform))];
  return {
    file: "creators.csv",
    header: ["name", "email", "source", "external_id", ...used.flatMap((platform) => [platform, `${platform}_followers`])],
    rows: cast.creators.map(({ name, platform, followers }, at) => [
      ...[name, `${handleOf(name)}@creators.example`, "market", `creator-${at + 1}`],
      ...used.flatMap((one) => (one === platform ? [handleOf(name), String(followers)] : [null, null])),
    ]),
  };
}

/** Where the links of a made-up business lead. */
const shopUrl = "https://shop.example/";

/** Links and codes in one table, which an import of links and one of codes both read; ids are those that the spool names. */
const linksTable = ({ cast, fromMs }: World, to: SentTo): SentTable => ({
  file: "links.csv",
  header: ["creator", "key", "destination", "code", "valid_from", "link_id", "creator_id", "domain_id"],
  rows: cast.creators.map(({ name, code }, at) => [
    ...[name, name.toLowerCase(), shopUrl, code, dayOf(fromMs)],
    ...[formatId("lnk", to.creators[at]!.linkId), formatId("cre", to.creators[at]!.creatorId), formatId("dom", to.domainId)],
  ]),
});

/** A row for each look at a post, in columns that an import of posts reads. */
function postsTable(world: World): SentTable {
  const metrics = ["views", "reach", "likes", "comments", "saves", "shares", "clicks", "followers"] as const;
  return {
    file: "posts.csv",
    header: ["url", "creator", "platform", "format", "posted_at", "sponsored", "observed_at", ...metrics],
    rows: sentPosts(world).flatMap(({ creator, atMs, format, looks }, at) => {
      const { name, platform } = world.cast.creators[creator]!;
      const post = [`https://posts.example/${handleOf(name)}/${at + 1}`, name, platform, format, new Date(atMs).toISOString(), "yes"];
      return looks.map((look) => [
        ...post,
        new Date(look.atMs).toISOString(),
        ...metrics.map((metric) => look.counts[metric]?.toString() ?? null),
      ]);
    }),
  };
}

const searchesTable = (world: World): SentTable => ({
  file: "brand-searches.csv",
  header: ["day", "searches"],
  rows: brandSearches(world, 60).map(({ atMs, searches }) => [dayOf(atMs), String(searches)]),
});

const costsTable = ({ costs, cast, dials }: World): SentTable => ({
  file: "costs.csv",
  header: ["kind", "creator", "incurred_on", "amount", "currency"],
  rows: costs.map(({ kind, creator, atMs, amountMinor }) => [
    ...[kind, creator === undefined ? null : cast.creators[creator]!.name, dayOf(atMs)],
    ...[formatMajor(amountMinor, dials.currency), dials.currency],
  ]),
});

/** What was paid on each day in each region, refunds not taken off; a day without sales is a row with 0. */
function salesTable({ orders, dials, fromMs }: World): SentTable {
  const sums = dials.regions.map(() => Array.from({ length: dials.days }, () => 0n));
  for (const { region, atMs, totalMinor } of orders) {
    const day = Math.floor((atMs - fromMs) / DAY_MS);
    sums[region]![day] = sums[region]![day]! + totalMinor;
  }
  return {
    file: "sales.csv",
    header: ["region", "day", "sales", "currency"],
    rows: dials.regions.flatMap(({ name }, region) =>
      sums[region]!.map((sum, day) => [name, dayOf(fromMs + day * DAY_MS), formatMajor(sum, dials.currency), dials.currency]),
    ),
  };
}

const surveyTable = ({ orders, cast }: World): SentTable => ({
  file: "survey.csv",
  header: ["order", "answer"],
  rows: orders.flatMap(({ number, answer }) =>
    answer === undefined ? [] : [[`#${1000 + number}`, answer === "other" ? "other" : cast.creators[answer]!.name]],
  ),
});

/**
 * What the outside world would send of a world besides its orders: creators, links and codes, posts, costs, sales by region and day, and
 * answers to the survey.
 *
 * @param world as `marketWorld` gives it.
 * @param to the ids that its clicks are recorded with.
 */
export const sentTables = (world: World, to: SentTo): SentTable[] => [
  creatorsTable(world),
  linksTable(world, to),
  postsTable(world),
  searchesTable(world),
  costsTable(world),
  salesTable(world),
  surveyTable(world),
];
