import { userAgentVerdict, type VisitorVerdict } from "@vouch/redirect";
import { isbot } from "isbot";
import { deviceFields } from "../spool/click-row.ts";
import { openGenerationCache, recall, remember, type GenerationCache } from "./generation-cache.ts";
import { deviceOf } from "./device.ts";

/** What a user agent tells. */
export type Agent = {
  verdict: VisitorVerdict;
  /** the row's field `device` */
  deviceFields: Buffer;
};

export type AgentLookup = GenerationCache<string, Agent>;

/** Beyond this length a user agent is not kept, so that a flood of long ones cannot fill the memory. */
const longestKept = 512;

export const openAgentLookup = (capacity = 20_000): AgentLookup => openGenerationCache(capacity);

/** Classifies a user agent, once for each that is seen lately: the bot list takes some microseconds. */
export function agentOf(lookup: AgentLookup, header: string | undefined): Agent {
  const userAgent = header ?? "";
  const known = recall(lookup, userAgent);
  if (known !== undefined) return known;
  const agent = { verdict: userAgentVerdict(userAgent, isbot), deviceFields: deviceFields(deviceOf(userAgent.slice(0, longestKept))) };
  if (userAgent.length <= longestKept) remember(lookup, userAgent, agent);
  return agent;
}
