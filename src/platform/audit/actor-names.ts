import type { WorkspaceContext } from "../context.ts";

/**
 * Names of those who did something, as they are now.
 *
 * @param actors as rows keep them: the kind, a colon, the id.
 */
export async function actorNames(ctx: WorkspaceContext, actors: readonly string[]): Promise<(actor: string) => string> {
  const ids = actors.flatMap((actor) => (actor.startsWith("user:") ? [actor.slice("user:".length)] : []));
  const people = await ctx.people.find([...new Set(ids)]);
  return (actor) => {
    const [kind, id = ""] = actor.split(":");
    if (kind !== "user") return kind === "api_key" ? "an API key" : "Vouch";
    const person = people.get(id);
    return person === undefined ? "a former member" : person.name || person.email;
  };
}
