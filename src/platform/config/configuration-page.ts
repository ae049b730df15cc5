import { variables, type Variable } from "./variables.ts";

const head = `# Configuration

Everything is set by variables of the environment; none is needed. A wrong value stops the start, which names the variable.
This page is generated from \`src/platform/config/variables.ts\` by \`npm run generate\`.

| Variable | Allowed | Default | What it does |
|---|---|---|---|
`;

/** The text of \`docs/configuration.md\`. */
export const configurationPage = (): string =>
  head +
  Object.values(variables as Record<string, Variable<unknown>>)
    .map(row)
    .join("");

function row({ name, kind, default: fallback, secret, sentence }: Variable<unknown>): string {
  const kept = secret ? " Never shown." : "";
  return `| \`${name}\` | ${kind.allowed} | ${fallback === undefined ? "" : `\`${fallback}\``} | ${sentence}${kept} |\n`;
}
