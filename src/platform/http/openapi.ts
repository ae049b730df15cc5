import { z } from "zod";
import type { Endpoint } from "../schema/endpoint.ts";
import { tableMediaTypes } from "../tables/table-download.ts";
import { tablesWithin } from "../tables/table-shape.ts";

type Json = Record<string, unknown>;

/** Collects the schemas that carry an id, so that the document names each once. */
function schemaWriter() {
  const named: Json = {};
  const write = (schema: z.ZodType, io: "input" | "output"): Json => {
    const whole = z.toJSONSchema(schema, {
      io,
      unrepresentable: "any",
      reused: "inline",
      override: ({ jsonSchema }) => {
        if (typeof jsonSchema.format === "string") delete jsonSchema.pattern;
      },
    }) as Json;
    for (const [id, definition] of Object.entries((whole["$defs"] ?? {}) as Json)) named[id] ??= relocated(definition as Json);
    delete whole["$defs"];
    delete whole["$schema"];
    return relocated(whole);
  };
  return { named, write };
}

const relocated = (schema: Json): Json => JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/')) as Json;

function parametersOf(
  where: "path" | "query",
  schema: z.ZodType | undefined,
  write: (schema: z.ZodType, io: "input" | "output") => Json,
): Json[] {
  if (schema === undefined) return [];
  const object = write(schema, "input");
  const required = (object["required"] ?? []) as string[];
  return Object.entries((object["properties"] ?? {}) as Record<string, Json>).map(([name, { description, ...rest }]) => ({
    name,
    in: where,
    required: where === "path" || required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema: rest,
  }));
}

const headerParameters = (endpoint: Endpoint): Json[] => [
  ...(endpoint.access === "public" || endpoint.access === "signed-in"
    ? []
    : [
        {
          name: "vouch-workspace",
          in: "header",
          required: false,
          description: "The workspace's id, when signed in as a person; a key has its own.",
          schema: { type: "string" },
        },
      ]),
  ...(endpoint.creates === true
    ? [
        {
          name: "Idempotency-Key",
          in: "header",
          required: false,
          description: "The same key and body give the first answer again.",
          schema: { type: "string", maxLength: 255 },
        },
      ]
    : []),
];

function bodyOf(endpoint: Endpoint, write: (schema: z.ZodType, io: "input" | "output") => Json): Json {
  const content =
    endpoint.rawBody !== undefined
      ? Object.fromEntries(endpoint.rawBody.mediaTypes.map((type) => [type, { schema: { type: "string", format: "binary" } }]))
      : endpoint.body !== undefined
        ? { "application/json": { schema: write(endpoint.body, "input") } }
        : undefined;
  return content === undefined ? {} : { requestBody: { required: true, content } };
}

const tableNames = (endpoint: Endpoint): string[] =>
  endpoint.method === "GET" && endpoint.download === undefined ? [...tablesWithin(endpoint).keys()] : [];

/** The tables of an answer can be had as files. */
const filesOf = (endpoint: Endpoint): Json =>
  tableNames(endpoint).length === 0
    ? {}
    : Object.fromEntries(tableMediaTypes.map((type) => [type, { schema: { type: "string", format: "binary" } }]));

function tableParameter(endpoint: Endpoint): Json[] {
  const names = tableNames(endpoint);
  const description = "Which table, where the answer is asked for as CSV or Parquet; the first unless said";
  return names.length < 2 ? [] : [{ name: "table", in: "query", required: false, description, schema: { type: "string", enum: names } }];
}

function answerOf(endpoint: Endpoint, write: (schema: z.ZodType, io: "input" | "output") => Json): Json {
  const status = String(endpoint.status ?? 200);
  const content =
    endpoint.download !== undefined
      ? Object.fromEntries(endpoint.download.mediaTypes.map((type) => [type, { schema: { type: "string" } }]))
      : { "application/json": { schema: write(endpoint.output, "output") }, ...filesOf(endpoint) };
  return {
    [status]: status === "204" ? { description: "Done" } : { description: "Done", content },
    default: {
      description: "A problem, RFC 9457",
      content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
    },
  };
}

/** Something that the API tells others by a webhook. */
export interface ToldEvent {
  /** Its name and version. */
  readonly type: string;
  /** When it is told. */
  readonly summary: string;
  readonly data: z.ZodType;
}

const signedBy: Json[] = ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) => ({
  name,
  in: "header",
  required: true,
  schema: { type: "string" },
}));

const webhookOf = ({ type, summary, data }: ToldEvent, write: (schema: z.ZodType, io: "input" | "output") => Json): Json => ({
  post: {
    tags: ["Events"],
    summary,
    description: "Signed by the Standard Webhooks specification. The same webhook-id is the same event; events may come in another order.",
    parameters: signedBy,
    requestBody: {
      required: true,
      content: {
        "application/json": {
          schema: {
            type: "object",
            required: ["type", "timestamp", "data"],
            properties: {
              type: { const: type },
              timestamp: { type: "string", format: "date-time", description: "When it happened" },
              data: write(data, "output"),
            },
          },
        },
      },
    },
    responses: { "2XX": { description: "Taken; anything else is tried again" } },
  },
});

const problemSchema: Json = {
  type: "object",
  required: ["type", "title", "status", "request_id"],
  properties: {
    type: { type: "string", format: "uri", description: "A page that says what the problem means" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string", description: "What was asked, what was found, what to do" },
    request_id: { type: "string" },
    errors: {
      type: "array",
      items: {
        type: "object",
        required: ["pointer", "detail"],
        properties: { pointer: { type: "string", description: "JSON Pointer, RFC 6901" }, detail: { type: "string" } },
      },
    },
  },
};

/** The OpenAPI 3.1 document of a list of endpoints and of the events told to others. Equal lists give equal documents, byte for byte. */
export function openApiDocument(endpoints: readonly Endpoint[], events: readonly ToldEvent[], version: string): Json {
  const { named, write } = schemaWriter();
  const webhooks = Object.fromEntries(events.map((event) => [event.type, webhookOf(event, write)]));
  const paths: Record<string, Json> = {};
  for (const endpoint of endpoints.toSorted((a, b) => a.path.localeCompare(b.path, "en") || a.method.localeCompare(b.method, "en"))) {
    (paths[endpoint.path] ??= {})[endpoint.method.toLowerCase()] = {
      operationId: endpoint.id,
      tags: [endpoint.tag],
      summary: endpoint.summary,
      ...(endpoint.description === undefined ? {} : { description: endpoint.description }),
      security: endpoint.access === "public" ? [] : endpoint.access === "signed-in" ? [{ session: [] }] : [{ apiKey: [] }, { session: [] }],
      ...(endpoint.access === "public" || endpoint.access === "signed-in" ? {} : { "x-scope": endpoint.access }),
      parameters: [
        ...parametersOf("path", endpoint.params, write),
        ...parametersOf("query", endpoint.query, write),
        ...tableParameter(endpoint),
        ...headerParameters(endpoint),
      ],
      ...bodyOf(endpoint, write),
      responses: answerOf(endpoint, write),
    };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Vouch API", version, license: { name: "Apache-2.0", identifier: "Apache-2.0" } },
    paths,
    webhooks,
    components: {
      schemas: { Problem: problemSchema, ...Object.fromEntries(Object.entries(named).toSorted(([a], [b]) => a.localeCompare(b, "en"))) },
      securitySchemes: {
        apiKey: { type: "http", scheme: "bearer", description: "A key made in Settings, such as vouch_..." },
        session: { type: "apiKey", in: "cookie", name: "vouch.session_token", description: "Signed in through the web app" },
      },
    },
  };
}
