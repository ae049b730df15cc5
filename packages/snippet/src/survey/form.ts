/** A survey's question as the server gives it: choices in the order of this viewer, and the page's words in the survey's language. */
export interface Question {
  readonly language: string;
  readonly question: string;
  readonly choices: readonly { readonly key: string; readonly label: string }[];
  readonly seed: number;
  readonly words: Readonly<Record<Words, string>>;
}

/** What the form says by itself, and what it answers to a customer. */
export type Words = "other" | "otherText" | "send" | "kept" | "thanks" | "unclear" | "tooMany" | "closed" | "failed";

type Child = Node | string;

/** An element with attributes and children; text stays text, so that no label can be read as markup. */
function element(name: string, attributes: Readonly<Record<string, string>>, ...children: Child[]): HTMLElement {
  const made = document.createElement(name);
  for (const key of Object.keys(attributes)) made.setAttribute(key, attributes[key]!);
  made.append(...children);
  return made;
}

const radio = (value: string, label: string): HTMLElement =>
  element("label", {}, element("input", { type: "radio", name: "answer", value, required: "" }), element("span", {}, label));

/** How a sent form ended, by the status of the reply. */
const endings: Readonly<Record<number, Words>> = { 200: "thanks", 422: "unclear", 429: "tooMany", 410: "closed" };
/** After these the customer can do it again. */
const openEnded: readonly Words[] = ["unclear", "failed"];

/** Sends the form's fields; resolves to what is said to the customer, and never rejects. */
export type Send = (fields: URLSearchParams) => Promise<number>;

/**
 * The form that asks, which answers in its own place: sending never leaves the page.
 *
 * @param asked the question
 * @param send gives the status of the reply; rejects where there was none
 */
export function questionForm({ language, question, choices, seed, words }: Question, send: Send): HTMLElement {
  const text = element("input", {
    type: "text",
    name: "text",
    maxlength: "200",
    autocomplete: "off",
    "aria-label": words.otherText,
    placeholder: words.otherText,
  });
  const button = element("button", {}, words.send) as HTMLButtonElement;
  const said = element("p", { role: "status", tabindex: "-1" });
  const asked = choices.map(({ key, label }) => radio(key, label));
  const fields = element("fieldset", {}, element("legend", {}, question), ...asked, radio("other", words.other), text);
  const form = element("form", { lang: language }, fields, button, element("small", {}, words.kept), said) as HTMLFormElement;
  const end = (status: number): void => {
    const ending = endings[status] || "failed";
    said.textContent = words[ending];
    button.disabled = false;
    if (openEnded.indexOf(ending) >= 0) return;
    while (form.firstChild !== said) form.firstChild!.remove();
    said.focus();
  };
  text.addEventListener("input", () => {
    const other = form.querySelector<HTMLInputElement>("[value=other]");
    if (other) other.checked = true;
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    button.disabled = true;
    const body = new URLSearchParams({ seed: `${seed}` });
    new FormData(form).forEach((value, name) => body.append(name, `${value as string}`));
    send(body).then(end, () => end(0));
  });
  return form;
}
