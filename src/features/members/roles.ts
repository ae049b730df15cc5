/** What each role of a member may do. Owners alone change members and keys of others; viewers read. */
const reads = [
  "workspace:read",
  "creators:read",
  "programs:read",
  "links:read",
  "orders:read",
  "attribution:read",
  "ledger:read",
  "imports:read",
] as const;
const writes = ["creators:write", "programs:write", "links:write", "orders:write", "imports:write"] as const;

const scopesOfRole = {
  viewer: [...reads],
  analyst: [...reads, "attribution:write"],
  manager: [...reads, ...writes, "attribution:write", "webhooks:read"],
  admin: [
    ...reads,
    ...writes,
    "attribution:write",
    "ledger:write",
    "audit:read",
    "webhooks:read",
    "webhooks:write",
    "keys:write",
    "workspace:write",
  ],
  owner: [
    ...reads,
    ...writes,
    "attribution:write",
    "ledger:write",
    "audit:read",
    "webhooks:read",
    "webhooks:write",
    "keys:write",
    "workspace:write",
    "members:write",
  ],
} as const;

/** A member's place in a workspace. */
export type Role = keyof typeof scopesOfRole;

/**
 * The scopes of a role.
 *
 * @param role a member's role; another text has no scopes
 * @returns scope names such as `creators:read`, each once
 * @example
 * import { roleScopes } from "./roles.ts";
 * roleScopes("viewer").includes("creators:write") // => false
 */
export const roleScopes = (role: string): readonly string[] => (Object.hasOwn(scopesOfRole, role) ? scopesOfRole[role as Role] : []);
