import { formatId } from "../../../kernel/ids.ts";
import type { WorkspaceContext } from "../../../platform/context.ts";
import { profileFor } from "../profiles/service.ts";
import { heldRules, setRules, shownSetting, type HeldRules, type RulesSetting } from "../rules/service.ts";
import { defaultPlatformRules, platformAdvice, type Goal, type PlatformRule } from "./platform-rules.ts";

interface KeptRules {
  readonly rules: readonly PlatformRule[];
}

const rulesHeld = (ctx: WorkspaceContext): Promise<HeldRules<KeptRules>> =>
  heldRules(ctx, "platforms", { value: { rules: defaultPlatformRules }, source: "Guides for brands; each rule names its own" });

/** Which platforms the rules speak for. @throws Problem not-found */
export async function getPlatformAdvice(ctx: WorkspaceContext, id: string, { goal }: { readonly goal: Goal }) {
  const { profile } = await profileFor(ctx, id);
  const held = await rulesHeld(ctx);
  const { advice, silent } = platformAdvice(profile, goal, held.value.rules);
  const shown = advice.map(({ platform, points, rules }) => ({ platform, points, rules: rules.map((rule) => ({ ...rule })) }));
  return { profile_id: formatId("buy", id), goal, rules_set_at: held.setAt, advice: shown, silent };
}

async function shownRules(ctx: WorkspaceContext, held: HeldRules<KeptRules>) {
  const rules = held.value.rules.map(({ when, points, ...rule }) => ({ ...rule, when: { ...when }, points: { ...points } }));
  return { rules, ...(await shownSetting(ctx, held)) };
}

/** The rules that hold. */
export const getPlatformRules = async (ctx: WorkspaceContext) => shownRules(ctx, await rulesHeld(ctx));

/** Sets the workspace's own. @throws Problem rules-changed */
export async function setPlatformRules(ctx: WorkspaceContext, { rules, ...setting }: KeptRules & RulesSetting) {
  await setRules(ctx, "platforms", { rules }, setting);
  return getPlatformRules(ctx);
}
