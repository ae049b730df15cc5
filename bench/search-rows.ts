import { categoryWord } from "../src/features/discovery/query/words.ts";
import { randomFrom } from "./load.ts";

/** How large the world of a search is. */
export interface SearchSize {
  readonly creators: number;
  /** Words that captions and bios are made of. */
  readonly words: number;
}

type Random = () => number;

/** The few first of many are drawn most often, about as words of a language are: the n-th with a weight of 1/n. */
const zipf = (random: Random, many: number): number => Math.min(many - 1, Math.floor((many + 1) ** random()) - 1);
const among = <T>(random: Random, of: readonly T[]): T => of[Math.floor(random() * of.length)]!;
const normal = (random: Random): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Syllables of five scripts, and how many words in a hundred are of each. */
const scripts = [
  {
    share: 72,
    syllables:
      "ba be bo da de di fa fi ga go ha hi ja ka ke la le li lo ma me mi na ne no pa pe ra re ri ro sa se si so ta te ti to va ve vi wa yo za fit food skin trip home".split(
        " ",
      ),
  },
  { share: 9, syllables: "ба во га де жи за ка ко ла ли ма ми на но па ра ри са та ти фо ша".split(" ") },
  { share: 8, syllables: "با تا جا حب دا را سا شم عا فن قا كل لا ما نو وا يا".split(" ") },
  { share: 6, syllables: "का की गा चा जा ता दा ना पा बा मा या रा ला वा सा".split(" ") },
  { share: 5, syllables: "美 食 旅 行 東 京 写 真 服 生 活 日 本 女 大 学 花 水".split(" ") },
] as const;

/** Different words; the first ones are drawn most often. */
function makeWords(random: Random, many: number): string[] {
  const words = new Set<string>();
  while (words.size < many) {
    let at = random() * 100;
    const script = scripts.find(({ share }) => (at -= share) < 0) ?? scripts[0];
    const length = script.syllables[0] === "美" ? 2 : 1 + Math.ceil(random() * 3);
    words.add(Array.from({ length }, () => among(random, script.syllables)).join(""));
  }
  return [...words];
}

const platforms = ["instagram", "tiktok", "youtube", "x", "twitch"];
const places = Array.from({ length: 60 }, (_, at) => String.fromCharCode(65 + Math.floor(at / 8), 65 + (at % 26)));
const languages = ["en", "es", "pt", "de", "fr", "it", "ru", "ar", "hi", "ja", "tr", "pl", "nl", "id", "ko"];
const categories = Array.from({ length: 40 }, (_, at) => `category ${at}`);
const numbered = (kind: string, number: number): string => `${kind}-0000-7000-8000-${number.toString(16).padStart(12, "0")}`;
const day = (daysAgo: number): string => new Date(Date.UTC(2026, 10, 1) - Math.floor(daysAgo) * 86_400_000).toISOString().slice(0, 10);
const none = "\\N";
const maybe = (random: Random, share: number, value: () => string): string => (random() < share ? value() : none);
const rate = (random: Random, median: number): string => Math.min(9, median * Math.exp(normal(random) * 0.7)).toFixed(8);

/** The id of a creator of this world. */
export const searchCreatorUuid = (number: number): string => numbered("00000002", number);
const listIds = Array.from({ length: 200 }, (_, at) => numbered("00000003", at));
const programIds = Array.from({ length: 50 }, (_, at) => numbered("00000004", at));

/** One account in ten has an audience: its countries, genders, ages and interests as a vendor reports them. */
function audienceOf(random: Random): string {
  if (random() > 0.1) return "{}";
  const shares = (values: readonly string[], many: number): Record<string, number> => {
    let left = 1;
    const drawn = Array.from({ length: many }, () => {
      const share = Math.round(left * (0.2 + random() * 0.4) * 1e4) / 1e4;
      left -= share;
      return [values[zipf(random, values.length)]!, share] as const;
    });
    return Object.fromEntries(drawn);
  };
  const female = Math.round(random() * 1e4) / 1e4;
  return JSON.stringify({
    countries: shares(places, 8),
    genders: { female, male: Math.round((1 - female) * 1e4) / 1e4 },
    ages: shares(["13-17", "18-24", "25-34", "35-44", "45-64"], 5),
    interests: shares(categories, 6),
    types: shares(["real", "influencer", "mass", "suspicious"], 4),
  });
}

/** What a world's cards are drawn from. */
export interface SearchWords {
  readonly words: readonly string[];
  readonly names: readonly string[];
}

/** The words of a world: always the same of a size. */
export function searchWords({ words }: SearchSize): SearchWords {
  const random = randomFrom(1);
  const all = makeWords(random, words);
  return { words: all, names: makeWords(randomFrom(2), Math.ceil(words / 5)) };
}

/** The columns of a row of {@link cardRows}, in their order. */
export const cardColumns = `workspace_id, creator_id, account_id, revision, is_gone, name, name_key, status, source, added_on, has_email, list_ids, program_ids,
  has_worked, decision, price_minor, currency, platform, handle, bio, words, country, city, language, category, topics, account_state, is_verified,
  followers, following, posts_count, avg_views, er_followers, er_views, er_reach, er_impressions, growth_30d, last_post_on, quality, audience, document`;

const idSet = (random: Random, share: number, ids: readonly string[]): string =>
  random() < share
    ? `{${[...new Set(Array.from({ length: 1 + zipf(random, 4) }, () => ids[zipf(random, ids.length)]!))].join(",")}}`
    : "{}";

/** What all accounts of a creator have in common. */
function creatorPart(random: Random, { names }: SearchWords) {
  const name = `${names[zipf(random, names.length)]!} ${names[Math.floor(random() * names.length)]!}`;
  const price = random() < 0.05;
  return {
    name,
    country: maybe(random, 0.8, () => places[zipf(random, places.length)]!),
    language: maybe(random, 0.7, () => languages[zipf(random, languages.length)]!),
    category: maybe(random, 0.8, () => categories[zipf(random, categories.length)]!),
    state: [
      random() < 0.97 ? "active" : "paused",
      among(random, ["import", "manual", "youtube"]),
      day(random() * 700),
      random() < 0.4 ? "t" : "f",
    ],
    sets: [idSet(random, 0.03, listIds), idSet(random, 0.02, programIds), random() < 0.02 ? "t" : "f"],
    judged: [
      maybe(random, 0.04, () => among(random, ["approve", "reject", "watch"])),
      price ? String(Math.round(Math.exp(9 + normal(random)))) : none,
      price ? among(random, ["EUR", "USD"]) : none,
    ],
  };
}

/** Followers, following, posts, views and rates as they go together: most accounts are small, a few are huge. */
function figures(random: Random): string[] {
  const followers = Math.round(Math.min(3e8, 8_000 * Math.exp(normal(random) * 1.8)));
  const known = random() < 0.96;
  return [
    known ? String(followers) : none,
    maybe(random, 0.7, () => String(Math.round(400 * Math.exp(normal(random))))),
    maybe(random, 0.7, () => String(Math.round(300 * Math.exp(normal(random))))),
    maybe(random, 0.5, () => (followers * 0.3 * Math.exp(normal(random) * 0.5)).toFixed(3)),
    known ? maybe(random, 0.7, () => rate(random, 0.025)) : none,
    maybe(random, 0.4, () => rate(random, 0.05)),
    maybe(random, 0.1, () => rate(random, 0.08)),
    maybe(random, 0.1, () => rate(random, 0.04)),
    maybe(random, 0.5, () => (normal(random) * 0.04).toFixed(8)),
  ];
}

/** The rows of some creators as COPY takes them, one a line, with one to five accounts each, three on average. */
export function cardRows(workspaceId: string, of: SearchWords, [from, to]: readonly [number, number]): string {
  const random = randomFrom(1_000 + from);
  const { words } = of;
  const lines: string[] = [];
  for (let creator = from; creator < to; creator++) {
    const { name, country, language, category, state, sets, judged } = creatorPart(random, of);
    const lot = random();
    const accounts = 1 + [0.1, 0.35, 0.65, 0.9].filter((share) => lot >= share).length;
    for (let account = 0; account < accounts; account++) {
      const tag = Math.floor(random() * 1_000);
      const handle = `${name.replace(" ", "_")}${tag}`;
      const bio = Array.from({ length: 7 }, () => words[zipf(random, words.length)]!);
      const captions = Array.from({ length: 11 }, () => words[zipf(random, words.length)]!);
      const [first, last] = name.split(" ");
      const sorted = category === none ? [] : category.split(" ").map(categoryWord);
      const document = [first, last, `${last}${tag}`, `${first}${last}${tag}`, ...bio, ...captions, ...sorted].join(" ");
      const city = maybe(random, 0.5, () => `city ${zipf(random, 2_000)}`);
      const verified = maybe(random, 0.6, () => (random() < 0.03 ? "t" : "f"));
      const posted = maybe(random, 0.9, () => day(-30 * Math.log(1 - random())));
      const quality = maybe(random, 0.25, () => String(Math.min(100, Math.max(0, Math.round(60 + 15 * normal(random))))));
      lines.push(
        [
          ...[
            workspaceId,
            searchCreatorUuid(creator),
            numbered("00000005", creator * 5 + account),
            creator * 5 + account + 1,
            "f",
            name,
            name,
          ],
          ...[...state, ...sets, ...judged, platforms[(account + zipf(random, 3)) % 5], handle, bio.join(" "), captions.join(" ")],
          ...[country, city, language, category, "{}", maybe(random, 0.9, () => "public"), verified, ...figures(random)],
          ...[posted, quality, audienceOf(random), document],
        ].join("\t"),
      );
    }
  }
  return `${lines.join("\n")}\n`;
}
