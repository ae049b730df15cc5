/** How a figure is called, how it is counted, and whether it is a number or a share. */
export interface FigureWords {
  readonly label: string;
  readonly formula: string;
  readonly unit: "count" | "average" | "share";
}

const engagement = "Averages are those of the same record; where it has none, the rate is as the source states it.";

const words: Readonly<Record<string, FigureWords>> = {
  followers: { label: "Followers", formula: "Accounts that follow, as the source shows them.", unit: "count" },
  following: { label: "Following", formula: "Accounts that this one follows.", unit: "count" },
  posts_count: { label: "Posts", formula: "Everything the account has published and not taken down.", unit: "count" },
  avg_likes: { label: "Likes a post", formula: "Mean of the posts that the source looked at.", unit: "average" },
  avg_comments: { label: "Comments a post", formula: "Mean of the posts that the source looked at.", unit: "average" },
  avg_views: { label: "Views a post", formula: "Mean of the posts or videos that the source looked at.", unit: "average" },
  avg_shares: { label: "Shares a post", formula: "Mean of the posts that the source looked at.", unit: "average" },
  er_followers: {
    label: "Engagement by followers",
    formula: `(likes a post + comments a post) ÷ followers. ${engagement}`,
    unit: "share",
  },
  er_followers_likes: { label: "Likes by followers", formula: `Likes a post ÷ followers. ${engagement}`, unit: "share" },
  er_views: {
    label: "Engagement by views",
    formula: `(likes + comments + shares a post) ÷ views a post; on YouTube, which tells no shares, (likes + comments) ÷ views. ${engagement}`,
    unit: "share",
  },
  er_reach: { label: "Engagement by reach", formula: "Engagements ÷ people reached, as the source states it.", unit: "share" },
  er_impressions: { label: "Engagement by impressions", formula: "Engagements ÷ times shown, as the source states it.", unit: "share" },
  growth_30d: {
    label: "Growth in 30 days",
    formula: "Followers now ÷ followers 30 days before − 1, as the source states it.",
    unit: "share",
  },
};

/**
 * How a figure of an account is called and counted; one that is not described here goes by its own name.
 *
 * @param name as the API names it.
 * @example
 * import { figureWords } from "./figure-words.ts";
 * figureWords("avg_likes").label; // => "Likes a post"
 */
export const figureWords = (name: string): FigureWords =>
  words[name] ?? { label: name.replaceAll("_", " "), formula: "As the source states it.", unit: "average" };

const order = Object.keys(words);

/** Figures in the order in which they are read: counts first, then averages, then rates. */
export const inOrder = <T extends { readonly name: string }>(figures: readonly T[]): T[] =>
  figures.toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name));

const kinds: Readonly<Record<string, string>> = {
  types: "Kinds of followers",
  countries: "Countries",
  cities: "Cities",
  genders: "Genders",
  ages: "Ages",
  languages: "Languages",
  interests: "Interests",
  brands: "Brands they like",
  reachability: "Accounts they follow",
};

const most = 5;

/**
 * The largest shares of each kind of an audience, as text, such as "DE 41 %, AT 10 %".
 *
 * @param audience shares in [0, 1] by kind and value; a kind without values is not known and left out.
 * @example
 * import { audienceLines } from "./figure-words.ts";
 * audienceLines({ countries: { AT: 0.1, DE: 0.41 } }); // => [{ label: "Countries", text: "DE 41 %, AT 10 %" }]
 */
export function audienceLines(audience: Readonly<Record<string, unknown>>): { readonly label: string; readonly text: string }[] {
  return Object.entries(kinds).flatMap(([kind, label]) => {
    const shares = Object.entries((audience[kind] ?? {}) as Record<string, number>).toSorted((a, b) => b[1] - a[1]);
    if (shares.length === 0) return [];
    const shown = shares.slice(0, most).map(([value, share]) => `${value} ${Number((share * 100).toFixed(1))} %`);
    const others = shares.length > most ? ` and ${shares.length - most} more` : "";
    return [{ label, text: shown.join(", ") + others }];
  });
}
