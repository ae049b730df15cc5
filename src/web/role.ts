import { useWorkspace } from "./session.ts";

const ranks = ["viewer", "analyst", "manager", "admin", "owner"] as const;
/** What a member may be, least first. */
export type Role = (typeof ranks)[number];

/**
 * Whether the person's role in the workspace on screen is this one or a higher one. It only decides which buttons are in sight; what may be
 * done is the server's to say.
 */
export function useIsAtLeast(role: Role): boolean {
  const { role: own } = useWorkspace();
  return ranks.findIndex((rank) => rank === own) >= ranks.indexOf(role);
}
