import { userAgentVerdict, type VisitorVerdict } from "@vouch/redirect";
import { isbot } from "isbot";
import { openGenerationCache, recall, remember, type GenerationCache } from "../links/generation-cache.ts";
import { deviceOf } from "./device.ts";

/** What a user agent tells. */
export type Agent = { verdict: VisitorVerdict; device: string | undefined };

export type AgentLookup = GenerationCache<string, Agent>;

/** Beyond this length a user agent is not kept, so that a flood of long ones cannot fill the memory. */
const longestKept = 512;

export const openAgentLookup = (capacity = 20_000): AgentLookup => openGenerationCache(capacity);

/** Classifies a user agent, once for each that is seen lately: the bot list takes some microseconds. */
export function agentOf(lookup: AgentLookup, userAgent: string): Agent {
  const known = recall(lookup, userAgent);
  if (known !== undefined) return known;
  const agent = { verdict: userAgentVerdict(userAgent, isbot), device: deviceOf(userAgent.slice(0, longestKept)) };
  if (userAgent.length <= longestKept) remember(lookup, userAgent, agent);
  return agent;
}
