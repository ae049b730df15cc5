import type { components, operations } from "../../../web/api.gen.d.ts";
import { Badge } from "../../../web/kit/value/badge.tsx";
import { Status } from "../../../web/kit/value/status.tsx";

/** An endpoint as the API gives it. */
export type Endpoint = components["schemas"]["WebhookEndpoint"];

type EventType = operations["createWebhookEndpoint"]["requestBody"]["content"]["application/json"]["event_types"][number];

/** An event that an endpoint can ask for; a test comes without asking. */
export type EventChoice = Exclude<EventType, "webhook.test.v1">;

const words: Readonly<Record<EventChoice, string>> = {
  "order.created.v1": "An order came",
  "order.updated.v1": "An order changed",
  "adjustment.created.v1": "An order was refunded, cancelled or disputed",
  "commission.earned.v1": "A commission was earned",
  "commission.replaced.v1": "A commission was replaced by a later decision",
  "commission.reversed.v1": "A commission was taken back",
  "commission.restored.v1": "A commission was earned again",
  "commission.matured.v1": "A commission is payable",
  "creator.created.v1": "A creator was added",
  "creator.updated.v1": "A creator changed",
  "program.created.v1": "A program was started",
  "program.updated.v1": "A program changed or ended",
  "pay_rule.published.v1": "A pay rule was published",
  "enrollment.created.v1": "A creator takes part in a program",
  "enrollment.updated.v1": "A creator's part in a program ends",
  "link.created.v1": "A link was made",
  "link.updated.v1": "A link changed",
  "code.created.v1": "A creator got a code",
  "code.updated.v1": "A code changed",
  "import.finished.v1": "An import ended",
};

/** What an endpoint can be told, in words. */
export const eventOptions = Object.entries(words).map(([value, label]) => ({ value: value as EventChoice, label }));

/** An event's type in words. */
export const eventText = (type: string): string =>
  type === "webhook.test.v1" ? "A test" : (eventOptions.find((option) => option.value === type)?.label ?? type);

/** Whether an endpoint gets what it asks for. */
export function EndpointStatus({ endpoint }: { readonly endpoint: Endpoint }) {
  if (endpoint.disabled_at !== null) return <Status value="disabled" />;
  return endpoint.failing_since === null ? <Status value="active" /> : <Badge tone="bad">Failing</Badge>;
}
