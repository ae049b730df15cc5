import { apiDocument } from "../../src/app/documentation.ts";

process.stdout.write(`${JSON.stringify(apiDocument(), null, 2)}\n`);
