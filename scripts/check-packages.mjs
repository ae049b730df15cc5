// What somebody who installs one of our packages would get: every export leads to a file that is built, in the right module kind.
import { readFileSync, readdirSync } from "node:fs";
import { publint } from "publint";
import { formatMessage } from "publint/utils";

const names = readdirSync("packages");
let complaints = 0;
for (const name of names) {
  const { messages } = await publint({ pkgDir: `packages/${name}`, strict: true, pack: false });
  const manifest = JSON.parse(readFileSync(`packages/${name}/package.json`, "utf8"));
  for (const message of messages) console.log(`packages/${name}/package.json  ${formatMessage(message, manifest, { color: false })}`);
  complaints += messages.length;
}
console.log(`${names.length} packages looked at`);
process.exitCode = complaints === 0 && names.length > 0 ? 0 : 1;
