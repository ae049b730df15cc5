import { generatorOf } from "@vouch/stats";
import type { Area, ScoutedAccount } from "./scouted-creators.ts";
import { about, seedOf, seenWeeks } from "./scouted-weeks.ts";

type Shares = Readonly<Record<string, number>>;

const areas: { readonly [A in Area]: { readonly countries: Shares; readonly languages: Shares; readonly cities: Shares } } = {
  nordic: {
    countries: { SE: 0.38, NO: 0.19, FI: 0.11, DE: 0.1, DK: 0.06, US: 0.04 },
    languages: { sv: 0.35, en: 0.3, no: 0.16, de: 0.09 },
    cities: { Stockholm: 0.11, Oslo: 0.07 },
  },
  british: {
    countries: { GB: 0.57, IE: 0.07, US: 0.11, AU: 0.05, DE: 0.04 },
    languages: { en: 0.86, de: 0.03 },
    cities: { London: 0.12, Manchester: 0.05 },
  },
  alpine: {
    countries: { DE: 0.61, AT: 0.17, CH: 0.11, IT: 0.03 },
    languages: { de: 0.84, en: 0.07, it: 0.02 },
    cities: { München: 0.09, Berlin: 0.08, Wien: 0.05 },
  },
  italian: {
    countries: { IT: 0.78, CH: 0.05, DE: 0.04 },
    languages: { it: 0.8, en: 0.08, de: 0.04 },
    cities: { Milano: 0.11, Verona: 0.05 },
  },
  french: {
    countries: { FR: 0.66, BE: 0.08, CH: 0.12, CA: 0.04 },
    languages: { fr: 0.83, en: 0.08 },
    cities: { Paris: 0.12, Lyon: 0.07, Genève: 0.04 },
  },
  spanish: {
    countries: { ES: 0.52, PT: 0.14, MX: 0.1, AR: 0.06 },
    languages: { es: 0.63, pt: 0.17, en: 0.09 },
    cities: { Madrid: 0.1, Porto: 0.04 },
  },
  american: {
    countries: { US: 0.68, CA: 0.1, GB: 0.06, DE: 0.02 },
    languages: { en: 0.91, es: 0.04 },
    cities: { Denver: 0.06, Seattle: 0.04 },
  },
  polish: {
    countries: { PL: 0.55, CZ: 0.18, SK: 0.08, DE: 0.05 },
    languages: { pl: 0.53, cs: 0.17, en: 0.13 },
    cities: { Kraków: 0.1, Brno: 0.05 },
  },
  dutch: {
    countries: { NL: 0.62, BE: 0.16, DE: 0.09 },
    languages: { nl: 0.55, en: 0.27, de: 0.08 },
    cities: { Amsterdam: 0.1, Utrecht: 0.07 },
  },
  japanese: {
    countries: { JP: 0.83, TW: 0.05, US: 0.04 },
    languages: { ja: 0.81, en: 0.08, zh: 0.05 },
    cities: { Tokyo: 0.16, Nagano: 0.06 },
  },
};

const ages = (isYoung: boolean): Shares =>
  isYoung
    ? { "13-17": 0.11, "18-24": 0.38, "25-34": 0.31, "35-44": 0.13, "45-64": 0.07 }
    : { "13-17": 0.03, "18-24": 0.17, "25-34": 0.39, "35-44": 0.26, "45-64": 0.15 };

/** What an index says of who follows: an estimate of its own, like that of every index. */
const kinds = { usual: [0.71, 0.05, 0.16, 0.08], bought: [0.39, 0.03, 0.24, 0.34], circle: [0.52, 0.11, 0.22, 0.15] } as const;

/** The same shares, each somewhat more or less, with the same sum. */
function stirred(shares: Shares, seed: string): Shares {
  const generator = generatorOf(seedOf(seed));
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const drawn = Object.entries(shares).map(([key, share]) => [key, about(generator, share, 0.22)] as const);
  const scale = sum(Object.values(shares)) / sum(drawn.map(([, share]) => share));
  return Object.fromEntries(drawn.map(([key, share]) => [key, Math.round(share * scale * 1_000) / 1_000]));
}

const listed = (shares: Shares) => Object.entries(shares).map(([code, weight]) => ({ code, weight }));
const named = (shares: Shares) => Object.entries(shares).map(([name, weight]) => ({ name, weight }));

function audienceOf({ handle, area, female, crowd, platform, topics }: ScoutedAccount) {
  const own = (shares: Shares): Shares => stirred(shares, `audience ${handle}`);
  const [real, influencers, mass_followers, suspicious] = kinds[crowd];
  const { countries, languages, cities } = areas[area];
  return {
    audienceTypes: listed({ real, influencers, mass_followers, suspicious }),
    geoCountries: listed(own(countries)),
    geoCities: named(own(cities)),
    genders: listed({ FEMALE: female, MALE: Math.round(100 - 100 * female) / 100 }),
    ages: listed(own(ages(platform === "tiktok"))),
    languages: listed(own(languages)),
    interests: named(Object.fromEntries(topics.map((topic, at) => [topic, [0.34, 0.21, 0.14, 0.09][at] ?? 0.05]))),
    credibility: real + influencers,
  };
}

/**
 * What an index of creators reports of an account, in the form in which such indexes send it.
 *
 * @param account as it is today.
 */
export function reportOf(account: ScoutedAccount) {
  const { platform, handle, name, country, city, state } = account;
  const { following, posts, likes, comments, views } = seenWeeks(account).at(-1)!;
  const who = { platform, username: handle, fullname: name, country: { code: country }, city, isPrivate: state === "private" };
  if (state !== "public") return who;
  return {
    ...who,
    ...(account.followers === null ? {} : { followers: account.followers }),
    ...{ following, postsCount: posts, avgLikes: likes, avgComments: comments, ...(views === null ? {} : { avgViews: views }) },
    audience: audienceOf(account),
    paidPostPerformance: account.crowd === "usual" ? 0.86 : 0.58,
  };
}
