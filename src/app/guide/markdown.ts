import { Marked, type Tokens } from "marked";

/** Where a link or picture of a page leads. */
type LinkOf = (address: string) => string;

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** The name under which a heading is linked to, as the repository's own pages have it. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s-]/gu, "")
    .trim()
    .replaceAll(/\s/g, "-");

/**
 * Names for the headings of one page, in their order: equal headings are told apart by a number, as the repository's own pages have it.
 *
 * @returns gives each heading a name that no heading before it has.
 * @example
 * import { openAnchors } from "./markdown.ts";
 * ["One, from a link", "Set up", "Set up"].map(openAnchors()); // => ["one-from-a-link", "set-up", "set-up-1"]
 */
export function openAnchors(): (heading: string) => string {
  const taken = new Set<string>();
  return (heading) => {
    const name = anchorOf(heading);
    let own = name;
    for (let number = 1; taken.has(own); number++) own = `${name}-${number}`;
    taken.add(own);
    return own;
  };
}

/** Headings can be linked to, wide tables scroll by themselves, and whatever looks like HTML is text. */
function readerFor(linkOf: LinkOf): Marked {
  const anchor = openAnchors();
  const reader = new Marked({
    renderer: {
      heading({ tokens, depth, text }) {
        return `<h${depth} id="${anchor(text)}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      html: ({ text }) => escaped(text),
    },
    walkTokens(token) {
      if (token.type === "link" || token.type === "image") (token as Tokens.Link).href = linkOf((token as Tokens.Link).href);
    },
  });
  const { table } = reader.Renderer.prototype;
  reader.use({
    renderer: {
      table(token) {
        return `<div class="wide" tabindex="0">${table.call(this, token)}</div>\n`;
      },
    },
  });
  return reader;
}

/**
 * A page of the documentation as HTML. Whatever looks like HTML in it is text.
 *
 * @param text the page in Markdown, as GitHub has it.
 * @param linkOf gives each link and picture its address.
 * @returns HTML in which every text is made safe.
 * @example
 * import { markdownHtml } from "./markdown.ts";
 * markdownHtml("**a** <b>", (address) => address); // => "<p><strong>a</strong> &lt;b&gt;</p>\n"
 */
export const markdownHtml = (text: string, linkOf: LinkOf): string => readerFor(linkOf).parse(text, { async: false });
