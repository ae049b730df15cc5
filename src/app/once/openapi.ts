import { apiDocument } from "../documentation.ts";

/** `vouch openapi`: the document of the whole HTTP API, as JSON. */
export async function printOpenApi(): Promise<void> {
  await new Promise((resolve) => process.stdout.write(`${JSON.stringify(apiDocument(), null, 2)}\n`, resolve));
}
