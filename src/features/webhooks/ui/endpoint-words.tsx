import type { components } from "../../../web/api.gen.d.ts";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { Status } from "../../../web/kit/value/status.tsx";

/** An endpoint as the API gives it. */
export type Endpoint = components["schemas"]["WebhookEndpoint"];

/** What an endpoint can be told, in words. */
export const eventOptions = [
  { value: "order.created.v1", label: "An order came" },
  { value: "order.updated.v1", label: "An order changed" },
  { value: "order.adjusted.v1", label: "An order was refunded, cancelled or disputed" },
  { value: "commission.earned.v1", label: "A commission was earned" },
  { value: "commission.reversed.v1", label: "A commission was taken back" },
  { value: "commission.matured.v1", label: "A commission is payable" },
  { value: "creator.created.v1", label: "A creator was added" },
] as const;

/** One of {@link eventOptions}. */
export type EventChoice = (typeof eventOptions)[number]["value"];

/** An event's type in words. */
export const eventText = (type: string): string =>
  type === "webhook.test.v1" ? "A test" : (eventOptions.find((option) => option.value === type)?.label ?? type);

/** Whether an endpoint gets what it asks for. */
export function EndpointStatus({ endpoint }: { readonly endpoint: Endpoint }) {
  if (endpoint.disabled_at !== null) return <Status value="disabled" />;
  return endpoint.failing_since === null ? <Status value="active" /> : <Badge tone="bad">Failing</Badge>;
}
