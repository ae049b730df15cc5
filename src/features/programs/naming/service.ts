import { formatId, parseId } from "../../../kernel/ids.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import * as queries from "../queries.ts";

/** The one program that a text means, or why there is none. */
export type NamedProgram = { readonly id: string } | { readonly fault: string };

/** Finds programs by what files write. */
export interface ProgramFinder {
  /** A program by its id or name, in any case. */
  named(text: string): NamedProgram;
  /** The program of a row that names none: the workspace's, where it has just one. */
  readonly only: NamedProgram;
}

/** Which programs the texts of a file mean. Programs are few: all that are not archived are looked up at once. */
export async function programFinder(ctx: WorkspaceContext): Promise<ProgramFinder> {
  const programs = await queries.listProgramNames(ctx.db, ctx.workspaceId);
  const [first] = programs;
  const named = (text: string): NamedProgram => {
    const wanted = text.trim().toLowerCase();
    const id = parseId("prg", text.trim());
    const called = programs.filter((program) => program.id === id || program.name.toLowerCase() === wanted);
    const [one] = called;
    if (one !== undefined && called.length === 1) return { id: one.id };
    const found = called.length === 0 ? "is no program here" : `is the name of ${called.length} programs here`;
    return { fault: `${JSON.stringify(text.slice(0, 80))} ${found}: write the name or id as it stands in Vouch` };
  };
  if (programs.length === 1) return { named, only: { id: first!.id } };
  const found = programs.length === 0 ? "there is no program yet: make one first" : `there are ${programs.length} programs, such as`;
  const example = first === undefined ? "" : ` ${first.name} (${formatId("prg", first.id)}): say which`;
  return { named, only: { fault: `is empty, and ${found}${example}` } };
}
