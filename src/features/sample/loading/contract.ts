import { z } from "zod";
import { endpoint } from "../../../platform/schema/endpoint.ts";

/** How far the sample brand is. */
export const getSampleProgress = endpoint({
  id: "getSampleProgress",
  method: "GET",
  path: "/v1/sample-progress",
  tag: "Workspaces",
  summary: "How far the sample brand is loaded",
  description: "After the first start the worker fills it for about a minute. What is not here yet is not zero.",
  access: "workspace:read",
  output: z
    .strictObject({
      loading: z
        .strictObject({
          creators: z.int().meta({ description: "Accounts of creators that are here" }),
          scored: z.int().meta({ description: "Of them those that are scored" }),
          all: z.int().meta({ description: "How many there will be" }),
        })
        .nullable()
        .meta({ description: "Null: nothing is being loaded" }),
    })
    .meta({ id: "SampleProgress" }),
});
