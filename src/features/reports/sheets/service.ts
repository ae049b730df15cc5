import { getCampaign } from "../../campaigns/service.ts";
import { loadCreator } from "../../creators/service.ts";
import { loadProgram } from "../../programs/service.ts";
import { loadWorkspace } from "../../workspaces/service.ts";
import { withoutNames, type SharedReport } from "../../sharing/service.ts";
import { campaignReport } from "../campaign/service.ts";
import { compareModels } from "../comparison/service.ts";
import { overview } from "../overview/service.ts";
import { creatorReport, programReport } from "../results/service.ts";
import { campaignSheet } from "../campaign-sheet/service.ts";
import { comparisonSheet } from "../comparison-sheet/service.ts";
import { overviewSheet } from "../overview-sheet/service.ts";
import { creatorSheet, programSheet } from "../results-sheet/service.ts";

const named = <T>(answer: T, showsNames: boolean): T => (showsNames ? answer : withoutNames(answer));

/** The reports that can be shown to people outside of the workspace. */
export const sharedReports: readonly SharedReport[] = [
  {
    kind: "overview",
    nameOf: async () => "Overview",
    load: async (ctx, { filters, showsNames }) => overviewSheet(named(await overview(ctx, filters), showsNames)),
  },
  {
    kind: "comparison",
    nameOf: async () => "Creators and channels compared",
    load: async (ctx, { filters, showsNames }) => comparisonSheet(named(await compareModels(ctx, filters), showsNames)),
  },
  {
    kind: "program",
    subject: "prg",
    nameOf: async (ctx, id) => (await loadProgram(ctx, id)).name,
    load: async (ctx, { subjectId, filters, showsNames }) => {
      const report = named(await programReport(ctx, subjectId, filters), showsNames);
      return programSheet(report, (await loadProgram(ctx, subjectId)).name);
    },
  },
  {
    kind: "creator",
    subject: "cre",
    nameOf: async (ctx, id) => (await loadCreator(ctx, id)).name,
    load: async (ctx, { subjectId, filters, showsNames }) => creatorSheet(named(await creatorReport(ctx, subjectId, filters), showsNames)),
  },
  {
    kind: "campaign",
    subject: "cmp",
    nameOf: async (ctx, id) => (await getCampaign(ctx, id)).name,
    load: async (ctx, { subjectId, filters, showsNames }) => {
      const report = named(await campaignReport(ctx, subjectId, filters), showsNames);
      const { name, starts_on: from, ends_on: to } = await getCampaign(ctx, subjectId);
      return campaignSheet(report, { name, period: { from, to, zone: (await loadWorkspace(ctx)).zone } });
    },
  },
];
