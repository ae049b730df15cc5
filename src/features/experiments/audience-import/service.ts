import type { WorkspaceContext } from "../../../platform/context.ts";
import type { ImportFile, ImportKind, ImportTask } from "../../../platform/imports/import-kind.ts";
import { openTable, reported, wholeOrNothing, type TableReading } from "../../../platform/imports/table-pass.ts";
import { previewTable } from "../../../platform/imports/table-preview.ts";
import { sampleTexts, takeTable, type StatedRow } from "../../../platform/imports/table-rows.ts";
import { creatorFinder } from "../../creators/service.ts";
import { audienceFields, audienceMappingFaults } from "../audiences/audience-fields.ts";
import { openAudienceMemory, readAudienceRow, shareText, type AudienceMemory, type AudienceRow } from "../audiences/audience-row.ts";
import { audienceLock, audiencesOf, keepAudiences, signOf, type AudiencePart } from "../audiences/service.ts";

const previewAudiences = (_ctx: WorkspaceContext, file: ImportFile, chosen: Parameters<ImportKind["preview"]>[2]) =>
  previewTable(file, chosen, {
    fields: audienceFields,
    required: ["creator", "region", "share"],
    own: [],
    options: () => ({}),
    reader: ({ options }, texts) => {
      const sign = signOf(options, texts("share"));
      return {
        read: (cells) => {
          const { row, faults } = readAudienceRow(cells, sign);
          return { values: row === undefined ? {} : { creator: row.creator, region: row.region, share: shareText(row.ppb) }, faults };
        },
        notes: [
          "Shares are of a creator's whole audience. A file tells whole audiences: regions that it leaves out are not told any more.",
        ],
      };
    },
  });

type Whole = Map<string, AudiencePart[]>;

interface Reading {
  readonly memory: AudienceMemory;
  /** Everything that was told so far, by creator. */
  readonly told: Whole;
  readonly refuse: (rowNumber: number, faults: readonly { field: string; message: string }[]) => void;
}

/** Takes rows up by whom they mean, and refuses those that mean nobody or tell too much. */
async function takeUp(ctx: WorkspaceContext, rows: readonly StatedRow<AudienceRow>[], { memory, told, refuse }: Reading) {
  const finder = await creatorFinder(ctx, [...new Set(rows.map(({ row }) => row.creator))]);
  const taken: { creatorId: string; part: AudiencePart }[] = [];
  for (const { rowNumber, row } of rows) {
    const creator = finder(row.creator);
    if ("fault" in creator) {
      refuse(rowNumber, [{ field: "creator", message: creator.fault }]);
      continue;
    }
    const creatorId = creator.id;
    const fault = memory.look(creatorId, row, `row ${rowNumber}`);
    if (fault !== undefined) {
      refuse(rowNumber, [fault]);
      continue;
    }
    const part = { region: row.region, ppb: row.ppb };
    told.set(creatorId, [...(told.get(creatorId) ?? []), part]);
    taken.push({ creatorId, part });
  }
  const known = await audiencesOf(ctx, [...new Set(taken.map(({ creatorId }) => creatorId))]);
  const isKnown = ({ creatorId, part }: (typeof taken)[number]): boolean =>
    known.get(creatorId)?.parts.some(({ region, ppb }) => region === part.region && ppb === part.ppb) ?? false;
  const unchanged = taken.filter(isKnown).length;
  return { taken: taken.length - unchanged, unchanged };
}

async function passOver(ctx: WorkspaceContext, task: ImportTask): Promise<{ reading: TableReading; told: Whole }> {
  const told: Whole = new Map();
  const table = await openTable(task);
  if (table.kind === "unreadable") return { reading: { outcome: table, refusals: [] }, told };
  const texts = await sampleTexts(task.file, table);
  const [sign, memory] = [signOf(task.mapping.options, texts("share")), openAudienceMemory()];
  const reading = await takeTable<AudienceRow>(task, table, {
    read: (cells) => readAudienceRow(cells, sign),
    take: (rows, refuse) => takeUp(ctx, rows, { memory, told, refuse }),
  });
  return { reading, told };
}

async function write(within: WorkspaceContext, task: ImportTask): Promise<TableReading> {
  const { reading, told } = await passOver(within, task);
  if (reading.outcome.kind === "read") await keepAudiences(within, { audiences: told, importId: task.importId });
  return reading;
}

/** Audiences by region from a table, taken whole or not at all; a creator's audience takes the place of what was told before. */
export const audienceImport: ImportKind = {
  maxBytes: 16 * 1024 * 1024,
  preview: previewAudiences,
  mappingFaults: audienceMappingFaults,
  check: async (ctx, task) => reported(task, (await passOver(ctx, task)).reading),
  run: async (ctx, task) => reported(task, await wholeOrNothing(ctx, audienceLock(ctx), (within) => write(within, task))),
};
