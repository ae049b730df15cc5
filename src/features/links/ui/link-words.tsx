import type { components } from "../../../web/api.gen.d.ts";
import { Count } from "../../../web/kit/value/count.tsx";
import { Status } from "../../../web/kit/value/status.tsx";

/** A link as the API gives it. */
export type Link = components["schemas"]["Link"];

/** A link with its clicks of the last 30 days. */
export type LinkWithClicks = components["schemas"]["LinkWithClicks"];

/** A count of clicks; where counting stopped early there are at least so many. */
export function Clicks({ value, isCapped }: { readonly value: number; readonly isCapped: boolean }) {
  return (
    <span className="whitespace-nowrap tabular-nums">
      <Count value={value} />
      {isCapped && "+"}
    </span>
  );
}

/** A short address as people say it: without its scheme. */
export const shortText = (link: Link): string => link.url.replace(/^https?:\/\//, "");

/** Whether a link leads to its destination now. */
export function LinkStatus({ link }: { readonly link: Link }) {
  if (link.disabled_at !== null) return <Status value="disabled" />;
  const isOver = link.expires_at !== null && Date.parse(link.expires_at) <= Date.now();
  return <Status value={isOver ? "expired" : "active"} />;
}

/** Which UTM parameters count when several name the same one. */
export const precedences: readonly { readonly value: Link["utm_precedence"]; readonly label: string }[] = [
  { value: "destination_incoming_link", label: "Those that come with the click" },
  { value: "destination_link_incoming", label: "Those of this link" },
  { value: "destination_link", label: "Those of this link; others are dropped" },
];
