import { z } from "zod";
import { endpoint } from "../../platform/schema/endpoint.ts";
import { idSchema, idText, instantSchema } from "../../platform/schema/vocabulary.ts";
import { computationStates } from "./computation-state.ts";

const computationSchema = z
  .strictObject({
    id: idText("job"),
    kind: z.string(),
    state: z.enum(computationStates),
    progress: z.number().min(0).max(1).meta({ description: "The share of the work that is done" }),
    result: z.record(z.string(), z.unknown()).nullable().meta({ description: "What its kind says; null while there is none" }),
    problem: z.string().nullable().meta({ description: "Why it failed" }),
    requested_at: instantSchema,
    started_at: instantSchema.nullable(),
    finished_at: instantSchema.nullable(),
  })
  .meta({ id: "Computation" });

const oneComputation = z.strictObject({ id: idSchema("job") });

/** Says how far a heavy calculation is, and what came of it. */
export const getComputation = endpoint({
  id: "getComputation",
  method: "GET",
  path: "/v1/computations/{id}",
  tag: "Computations",
  summary: "One heavy calculation: how far it is and what came of it",
  description:
    "Calculations that take longer than a request are asked for where they belong, such as a power study at its experiment, and are carried out one after the other by the worker. Reading one needs the scope of what it is about as well.",
  access: "workspace:read",
  params: oneComputation,
  output: computationSchema,
});

/** Stops a heavy calculation. */
export const cancelComputation = endpoint({
  id: "cancelComputation",
  method: "POST",
  path: "/v1/computations/{id}/cancel",
  tag: "Computations",
  summary: "Stop a heavy calculation",
  description:
    "It stops within a second and keeps nothing. One that is over stays as it is. Needs the scope with which it was asked for as well.",
  access: "workspace:read",
  params: oneComputation,
  output: computationSchema,
});
