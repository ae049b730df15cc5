import { Badge, type Tone } from "./badge.tsx";

const tones: Record<string, Tone> = {
  active: "good",
  paid: "good",
  done: "good",
  matured: "good",
  payable: "good",
  delivered: "good",
  accepted: "good",
  pending: "warn",
  partly_refunded: "warn",
  refunded: "warn",
  provisional: "warn",
  held: "warn",
  open: "warn",
  paused: "warn",
  running: "accent",
  checked: "accent",
  earned: "accent",
  on_hold: "accent",
  uploaded: "neutral",
  test: "neutral",
  archived: "neutral",
  expired: "neutral",
  disabled: "neutral",
  superseded: "neutral",
  replaced: "neutral",
  cancelled: "bad",
  reversed: "bad",
  refused: "bad",
  failed: "bad",
  banned: "bad",
  revoked: "bad",
};

/** A status of the API (`paid`, `on_hold`) as a badge, in the same tone on every screen. */
export function Status({ value }: { readonly value: string }) {
  const words = value.replaceAll("_", " ");
  return <Badge tone={tones[value] ?? "neutral"}>{words.charAt(0).toUpperCase() + words.slice(1)}</Badge>;
}
