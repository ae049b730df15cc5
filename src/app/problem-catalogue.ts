import { creatorProblems } from "../features/creators/problems.ts";
import { ledgerProblems } from "../features/ledger/problems.ts";
import { memberProblems } from "../features/members/problems.ts";
import { webhookProblems } from "../features/webhooks/problems.ts";
import { workspaceProblems } from "../features/workspaces/problems.ts";
import { platformProblems } from "../platform/problems/platform-problems.ts";
import type { ProblemKind } from "../platform/problems/problem.ts";

const catalogues = [platformProblems, creatorProblems, ledgerProblems, workspaceProblems, memberProblems, webhookProblems];

/** Every kind of problem that any endpoint can answer with: the pages at /problems/ and docs/problems.md are made of this. */
export const problemCatalogue = (): readonly ProblemKind[] => catalogues.flatMap((kinds): readonly ProblemKind[] => Object.values(kinds));
