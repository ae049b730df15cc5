import type { components, paths } from "../../../web/api.gen.d.ts";

/** A survey and an answer, as the API shows them. */
export type Survey = components["schemas"]["Survey"];
export type Answer = components["schemas"]["SurveyAnswer"];
type Body = NonNullable<paths["/v1/surveys"]["post"]["requestBody"]>["content"]["application/json"];
/** A choice as a form sends it. */
export type WrittenChoice = Body["choices"][number];
/** Where a customer may have heard of the brand. */
export type Channel = NonNullable<Answer["channel"]>;

/** What a channel is called where one is chosen or shown. */
export const channelLabels: Readonly<Record<Channel, string>> = {
  word_of_mouth: "Friends or family",
  organic_search: "A search engine",
  organic_social: "Social media",
  paid: "An ad",
  email: "An e-mail",
  referral: "Another website",
  offline: "TV, radio or print",
  creator: "A creator, not said which",
};

/** The languages of the page's own words. */
export const languages = [
  { value: "en", label: "English" },
  { value: "de", label: "Deutsch" },
  { value: "fr", label: "Français" },
  { value: "es", label: "Español" },
] as const;

const sources: Readonly<Record<Answer["source"], string>> = {
  link: "Signed link",
  page: "Open page",
  api: "API",
};
/** How an answer came. */
export const answerSource = (source: Answer["source"]): string => sources[source];

/**
 * The block that a shop puts on its thank-you page: the question stands in the page itself.
 *
 * @param survey which it asks
 * @param orderId what the shop's template writes the order's id with
 * @example
 * import { blockTag } from "./survey-words.ts";
 * blockTag({ page_url: "https://v.example/survey/k" }, "{{ order.id }}").includes('src="https://v.example/survey/block.js"') // => true
 */
export function blockTag({ page_url: page }: Pick<Survey, "page_url">, orderId: string): string {
  const script = new URL("block.js", page).href;
  return `<div data-vouch-survey="${page}" data-order="${orderId}"></div>\n<script async src="${script}"></script>`;
}

/** Pixels for the question, the free field, the button and the note, and for each choice. */
const [frameBase, frameChoice] = [330, 56];

/**
 * The frame that a shop puts on its thank-you page.
 *
 * @param survey whose page it shows
 * @param orderId what the shop's template writes the order's id with
 * @example
 * import { frameTag } from "./survey-words.ts";
 * frameTag({ page_url: "https://v.example/survey/k", question: "How?", choices: [] }, "{{ order.id }}").includes("?order={{ order.id }}") // => true
 */
export function frameTag(
  survey: Pick<Survey, "page_url" | "question"> & { readonly choices: readonly unknown[] },
  orderId: string,
): string {
  const height = frameBase + frameChoice * survey.choices.length;
  const title = survey.question.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  return `<iframe\n  src="${survey.page_url}?order=${orderId}"\n  title="${title}"\n  width="100%" height="${height}" frameborder="0" loading="lazy"\n></iframe>`;
}
