import { platformProblems } from "../platform/problems/platform-problems.ts";
import type { ProblemKind } from "../platform/problems/problem.ts";

/** Every kind of problem that any endpoint can answer with: the pages at /problems/ and docs/problems.md are made of this. */
export const problemCatalogue = (): readonly ProblemKind[] => [platformProblems].flatMap((kinds) => Object.values(kinds));
