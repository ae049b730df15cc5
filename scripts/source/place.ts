/** The rooms of the tree. What a module may import follows from the room it stands in. */
export type Area = "kernel" | "platform" | "feature" | "edge" | "web" | "app" | "package" | "test" | "bench" | "scripts" | "other";

/** What a file of a feature may do, decided by its name alone. */
export type Role = "contract" | "routes" | "service" | "queries" | "tables" | "jobs" | "problems" | "ui" | "pure";

/** Where a module stands. */
export interface Place {
  readonly area: Area;
  /** The feature, the package, or the part of the platform; empty in the other areas. */
  readonly name: string;
  /** Only in a feature. */
  readonly role?: Role;
}

const roleNames: readonly string[] = ["contract", "routes", "service", "queries", "tables", "jobs", "problems"] satisfies Role[];

const roleOf = (folders: readonly string[], file: string): Role => {
  if (folders.includes("ui")) return "ui";
  const bare = file.replace(/\.ts$/, "");
  return roleNames.includes(bare) ? (bare as Role) : "pure";
};

const inSource = (parts: readonly string[]): Place => {
  const [, area = "", name = ""] = parts;
  if (area === "features") return { area: "feature", name, role: roleOf(parts.slice(3, -1), parts.at(-1) ?? "") };
  if (area === "platform") return { area, name: parts.length > 3 ? name : "" };
  if (area === "kernel" || area === "edge" || area === "web" || area === "app") return { area, name: "" };
  return { area: "other", name: "" };
};

/** Says whether a path is a test or belongs to what only tests use; `.answers.ts` holds known answers that a test compares with. */
export const isTestPath = (path: string): boolean => /\.(test\.tsx?|answers\.ts)$/.test(path) || /^(test|e2e)\//.test(path);

/**
 * Says where a module stands.
 *
 * @param path from the repository root, with forward slashes
 */
export function placeOf(path: string): Place {
  const parts = path.split("/");
  if (isTestPath(path)) return { area: "test", name: "" };
  if (/\.config\.(ts|mjs)$/.test(path)) return { area: "scripts", name: "" };
  if (parts[0] === "src") return inSource(parts);
  if (parts[0] === "packages") return { area: "package", name: parts[1] ?? "" };
  if (parts[0] === "bench" || parts[0] === "scripts") return { area: parts[0], name: "" };
  return { area: "other", name: "" };
}
