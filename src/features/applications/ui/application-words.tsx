import type { components } from "../../../web/api.gen.d.ts";
import { Badge, type Tone } from "../../../web/kit/value/badge.tsx";

export type Application = components["schemas"]["Application"];

const looks: Readonly<Record<Application["state"], { readonly text: string; readonly tone: Tone }>> = {
  new: { text: "New", tone: "accent" },
  verified: { text: "Verified", tone: "warn" },
  approved: { text: "Approved", tone: "good" },
  refused: { text: "Refused", tone: "neutral" },
};

/** Where an application stands, as a badge. */
export function ApplicationState({ state }: Pick<Application, "state">) {
  return <Badge tone={looks[state].tone}>{looks[state].text}</Badge>;
}

/** Whether an application waits for a decision. */
export const isOpen = ({ state }: Application): boolean => state === "new" || state === "verified";
