import { oneOwnerATable, queriesSpellOwnTables, sqlOnlyInQueries } from "./directions/database.ts";
import { everyModuleHasARoom, importsFollowTheRoom, importsLeadSomewhere, nothingDependsOnTests } from "./directions/may-import.ts";
import * as names from "./directions/names.ts";
import { browserNeverReachesServer, edgeReachesNothingHeavy, featuresFormAOneWayGraph, noCycles } from "./directions/reach.ts";
import { noClockButTheContexts } from "./directions/clock.ts";
import { readTree, type Rule, type Tree } from "./directions/tree.ts";
import { isEntry } from "./source/entry.ts";
import { report, type Violation } from "./source/violation.ts";

/** Every rule, in the order of the report. */
export const rules: readonly Rule[] = [
  names.sawModules,
  importsLeadSomewhere,
  everyModuleHasARoom,
  importsFollowTheRoom,
  nothingDependsOnTests,
  noCycles,
  featuresFormAOneWayGraph,
  edgeReachesNothingHeavy,
  browserNeverReachesServer,
  sqlOnlyInQueries,
  queriesSpellOwnTables,
  oneOwnerATable,
  noClockButTheContexts,
  names.notTooDeep,
  names.noDrawers,
  names.kebabNames,
  names.noIndexFiles,
  names.noDefaultExports,
  names.noVagueNames,
  names.oneWordAThing,
  names.foldersStaySmall(),
];

/**
 * Tries every rule of direction and naming (CONTRIBUTING.md, decision 0001) on a tree.
 *
 * @param tree what `readTree` read
 * @returns what breaks a rule, in the order of the rules; empty when all hold
 */
export const brokenRules = (tree: Tree): Violation[] => rules.flatMap((rule) => rule(tree));

if (isEntry(import.meta.url)) {
  const tree = readTree(process.argv[2] ?? ".");
  report(brokenRules(tree), `${tree.modules.size} modules read, ${rules.length} rules`);
}
