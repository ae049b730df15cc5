import { pathToFileURL } from "node:url";
import { problemCatalogue } from "../../src/app/problem-catalogue.ts";
import { filesBelow } from "../source/files.ts";
import { disagreements, kindsOf, problemPage, type Catalogue } from "./problem-page.ts";

const files = filesBelow(".", ["src/platform/problems", "src/features"], /\/(problems|[a-z-]+-problems)\.ts$/);
const catalogues: Catalogue[] = [];
for (const path of files) catalogues.push({ path, kinds: kindsOf((await import(pathToFileURL(path).href)) as object) });

const wrong = disagreements(
  catalogues,
  problemCatalogue().map(({ slug }) => slug),
);
if (wrong.length > 0) throw new Error(wrong.join("\n"));
process.stdout.write(problemPage(catalogues));
