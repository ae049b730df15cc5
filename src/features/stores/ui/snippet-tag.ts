/** What the snippet's tag is made of. */
export interface TaggedStore {
  readonly site_key: string;
  readonly consent_mode: "never_required" | "by_country" | "always_required";
  readonly cookie_domain: string | null;
}

const consentWord = { never_required: "not_required", by_country: "by_country", always_required: "required" } as const;

/**
 * The script tag that a shop puts into its pages, one attribute a line.
 *
 * @param store the store whose visits it reports
 * @param edgeHost host and port of a short domain; one of this machine is reached without TLS
 * @example
 * import { snippetTag } from "./snippet-tag.ts";
 * const store = { site_key: "site_1", consent_mode: "always_required", cookie_domain: null } as const;
 * snippetTag(store, "go.brand.example").split("\n")[1] // => '  src="https://go.brand.example/_v/s.js"'
 */
export function snippetTag(store: TaggedStore, edgeHost: string): string {
  const scheme = /^(localhost|127\.|\[::1\])/.test(edgeHost) ? "http" : "https";
  const lines = [
    `src="${scheme}://${edgeHost}/_v/s.js"`,
    `data-site="${store.site_key}"`,
    `data-consent="${consentWord[store.consent_mode]}"`,
    ...(store.consent_mode === "by_country" ? [`data-cookie-endpoint="${scheme}://${edgeHost}/_v/c"`] : []),
    ...(store.cookie_domain === null ? [] : [`data-cookie-domain="${store.cookie_domain}"`]),
    "defer",
  ];
  return `<script\n${lines.map((line) => `  ${line}\n`).join("")}></script>`;
}
