import type { ProblemKind } from "../../src/platform/problems/problem.ts";

/** The problems that one file defines. */
export interface Catalogue {
  /** Path from the root. */
  readonly path: string;
  readonly kinds: readonly ProblemKind[];
}

const isKind = (value: unknown): value is ProblemKind => typeof value === "object" && value !== null && "slug" in value && "help" in value;

/** The kinds among the exports of a module: what `defineProblems` gave, and nothing else. */
export const kindsOf = (exports: object): ProblemKind[] =>
  Object.values(exports).flatMap((value: unknown) =>
    typeof value === "object" && value !== null ? Object.values(value).filter(isKind) : [],
  );

/**
 * Says where the catalogues and what the server answers with differ: a slug defined twice, or known to one side only.
 *
 * @param catalogues what the files define
 * @param served the slugs that the server has pages for
 */
export function disagreements(catalogues: readonly Catalogue[], served: readonly string[]): string[] {
  const defined = catalogues.flatMap(({ kinds }) => kinds.map(({ slug }) => slug));
  return [
    ...defined.filter((slug, at) => defined.indexOf(slug) !== at).map((slug) => `${slug} is defined twice`),
    ...defined
      .filter((slug) => !served.includes(slug))
      .map((slug) => `${slug} has no page: add its catalogue to src/app/problem-catalogue.ts`),
    ...served.filter((slug) => !defined.includes(slug)).map((slug) => `${slug} has a page and no catalogue`),
  ];
}

const head = `# Problems

A request that is refused is answered as \`application/problem+json\` (RFC 9457). Its \`type\` ends in one of the words below, its
\`status\` is the one given here, and its \`detail\` says what was asked, what was found and what to do. Made from the catalogues
in \`src/\` by \`npm run generate\`.
`;

const folderOf = (path: string): string =>
  path
    .split("/")
    .slice(1, -1)
    .join("/")
    .replace(/^features\//, "");

const section = ({ path, kinds }: Catalogue): string => {
  const rows = kinds.map(({ slug, status, title, help }) => `### ${slug}\n\n${status}: ${title}. ${help}\n`);
  return `\n## ${folderOf(path)}\n\n${rows.join("\n")}`;
};

/** The text of `docs/problems.md`: a section a catalogue, in the order given. */
export const problemPage = (catalogues: readonly Catalogue[]): string =>
  head +
  catalogues
    .filter(({ kinds }) => kinds.length > 0)
    .map(section)
    .join("");
