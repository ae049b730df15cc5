import { z } from "zod";
import { endpoint } from "../../../platform/schema/endpoint.ts";
import { idSchema, idText } from "../../../platform/schema/vocabulary.ts";

/** Scores many. */
export const scoreCreators = endpoint({
  id: "scoreCreators",
  method: "POST",
  path: "/v1/scorecards",
  tag: "Vetting",
  summary: "Score every account of up to 200 creators",
  description:
    "Runs in the background: follow computation_id. Its result says how many accounts there are (`accounts`), how many have a score now (`scored`), and of each that has none, or could not be scored, why (`without`). Every account keeps a scorecard as if it had been scored by itself.",
  access: "creators:write",
  status: 201,
  creates: true,
  body: z.strictObject({ creator_ids: z.array(idSchema("cre")).min(1).max(200) }),
  output: z.strictObject({ computation_id: idText("job"), creators: z.int() }),
});
