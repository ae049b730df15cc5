import { nowAt, type WorkspaceContext } from "../../../platform/context.ts";
import { writeOutbox } from "../../../platform/outbox/outbox.ts";

/** Terms by which orders earn: a pay rule, an enrollment or a code. */
interface Terms {
  readonly id: string;
  /** Since when they are in force. */
  readonly from: Date;
  /** True for a code: only orders on which a code was used can earn by it. */
  readonly hasCode?: boolean;
}

/** Says of terms that begin in the past that orders which are here already may earn by them. Of those that begin now or later it says nothing. */
export async function tellOfEarlierTerms(within: WorkspaceContext, { id, from, hasCode = false }: Terms): Promise<void> {
  if (from >= nowAt(within)) return;
  await writeOutbox(within, [{ topic: "terms.begun_earlier", key: id, payload: { from: from.toISOString(), has_code: hasCode } }]);
}
