import type { components } from "../../../web/api.gen.d.ts";

export type Dials = components["schemas"]["MarketDials"];
export type StudyResult = components["schemas"]["MarketStudyResult"];
export type Preset = StudyResult["preset"];

/** A dial as it stands on the screen: a whole number in its bounds, or a share. */
export type DialWords =
  | {
      readonly kind: "count";
      readonly name: CountDial;
      readonly label: string;
      readonly hint?: string;
      readonly unit?: string;
      readonly min: number;
      readonly max: number;
    }
  | { readonly kind: "share"; readonly name: ShareDial; readonly label: string; readonly hint?: string };

type NamesOf<T> = { [K in keyof Dials]: Dials[K] extends T ? K : never }[keyof Dials];
type CountDial = NamesOf<number>;
type ShareDial = NamesOf<string>;

const count = (
  name: CountDial,
  label: string,
  bounds: readonly [number, number],
  more: { hint?: string; unit?: string } = {},
): DialWords => ({
  ...{ kind: "count", name, label, min: bounds[0], max: bounds[1] },
  ...more,
});
const share = (name: ShareDial, label: string, hint?: string): DialWords => ({
  kind: "share",
  name,
  label,
  ...(hint === undefined ? {} : { hint }),
});

/** The dials in groups, in the order of what happens. */
export const dialGroups: readonly { readonly title: string; readonly dials: readonly DialWords[] }[] = [
  {
    title: "Your business",
    dials: [
      count("days", "Time that is played", [14, 365], { unit: "days" }),
      count("orders_a_month", "First orders without creators", [1, 20_000], { unit: "in 30 days" }),
      share("in_store", "Orders placed in a store", "No click tells of them; a code may."),
    ],
  },
  {
    title: "Your creators",
    dials: [
      count("creators", "Creators", [1, 20]),
      count("followers", "Followers of each", [100, 5_000_000], { hint: "The middle one: half have more." }),
      count("posts", "Posts of each", [1, 20]),
    ],
  },
  {
    title: "What a post does",
    dials: [
      share("interest", "Viewers who come to the shop"),
      share("buys", "Of them, buyers you would not have had"),
      count("delay_days", "From coming to buying", [1, 90], { unit: "days on average" }),
      share("dark", "Come without the link", "They type or search the shop later: dark social."),
      share("leave_address", "Leave an address first", "A sign-up or an RSVP: it ties an order in the store to the click."),
      share("clicks_anyway", "Buy anyway, and click", "Of those who see a post and would have bought in any case."),
    ],
  },
  {
    title: "Codes",
    dials: [
      share("code_use", "Use the creator's code"),
      share("code_leak", "Find a code elsewhere", "Of everybody else: codes leak to coupon sites."),
      share("extension", "Have a coupon extension", "It puts another code in and its own click last."),
    ],
  },
  {
    title: "Asking where they heard of you",
    dials: [
      share("survey_answers", "Answer the question"),
      share("survey_recall", "Name the right creator", "Of those whom a creator brought."),
      share("survey_guess", "Name a creator all the same", "Of those whom none brought."),
    ],
  },
];

/** What each ready-made business is. */
export const presetWords: Readonly<Record<Preset, { readonly label: string; readonly hint: string }>> = {
  "dtc-drop": { label: "A drop in your own shop", hint: "A small collection, sold online, a code for each creator." },
  "saas-trials": { label: "Software with trials", hint: "Tried first, paid weeks later, then every month." },
  "hotel-off-season": { label: "A hotel's off-season", hint: "Few orders, dear, long thought over." },
  "retail-in-store": { label: "A shop with a till", hint: "Most customers come in and say the code." },
};
