import type { AnswerGroup, Answers } from "../../test/known-answers.ts";

/** One exported function of the package. */
export interface StatisticsFunction {
  readonly family: string;
  readonly name: string;
  /** Its docstring. */
  readonly docstring: string;
}

/** What a benchmark measured of one function; kept by `npm run bench -- --keep`. */
export interface SpeedFigure {
  readonly of: string;
  readonly asked: string;
  readonly measured: number;
  readonly unit: string;
}

/** Everything that the page is made of. */
export interface Statistics {
  readonly functions: readonly StatisticsFunction[];
  readonly answers: readonly Answers[];
  /** By the name of the benchmark's row. */
  readonly speed: Readonly<Record<string, SpeedFigure>>;
  /** The text of all tests of the package, in which the names of those that hold a law are looked up. */
  readonly tests: string;
}

/** Says which functions nothing vouches for, and what is said about functions or tests that are not there. */
export function unvouched({ functions, answers, speed, tests }: Statistics): string[] {
  const names = new Set(functions.map(({ name }) => name));
  const vouched = new Set(answers.map(({ of }) => of));
  return [
    ...[...names].filter((name) => !vouched.has(name)).map((name) => `${name} has no known answer and no test that holds it`),
    ...[...vouched].filter((name) => !names.has(name)).map((name) => `${name} has answers and is no exported function`),
    ...Object.values(speed)
      .filter(({ of }) => !names.has(of))
      .map(({ of }) => `${of} has a speed and is no exported function`),
    ...answers.flatMap((one) =>
      "heldBy" in one && !tests.includes(one.heldBy) ? [`${one.of} is held by a test that is not there: ${one.heldBy}`] : [],
    ),
  ];
}

const head = `# Statistics

Every function of \`packages/stats\`, what it is compared with, on which data, and how closely it agrees: the largest error over all
answers of a row, rounded up, relative unless it says otherwise. A test fails when an answer is further off, and also when the figure
here is more than a thousand times what is reached. *Rounded* means that the reference prints no more digits. Where a law is held instead
of a value, the test is named. Speeds are kept from \`npm run bench -- --keep\`. Made from the docstrings and \`.answers.ts\` files by
\`npm run generate\`. What some of the functions give is drawn in the [gallery](gallery.md).
`;

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");

const firstSentence = (docstring: string): string => /^.*?[.:](?=\s|$)/s.exec(docstring)?.[0].replace(/:$/, ".") ?? docstring;

function agreement({ part, reference, data, tolerance, measure, isRounded, answers }: AnswerGroup): string {
  const what = `${part === undefined ? "" : `${part}: `}${reference}${data === undefined ? "" : `, on ${data}`}`;
  const marks = [measure, isRounded ? "rounded" : undefined].filter((mark) => mark !== undefined);
  const count = answers.reduce((sum, { expected }) => sum + (typeof expected === "number" ? 1 : expected.length), 0);
  return `${what}: ${tolerance.toExponential()}${marks.length > 0 ? ` (${marks.join(", ")})` : ""}, ${count} ${count === 1 ? "value" : "values"}`;
}

const evidence = (one: Answers): string => cell("heldBy" in one ? `held by the test "${one.heldBy}"` : agreement(one));

function row({ name, docstring }: StatisticsFunction, { answers, speed }: Statistics): string {
  const reached = answers.filter(({ of }) => of === name).map(evidence);
  const speeds = Object.entries(speed)
    .filter(([, { of }]) => of === name)
    .map(([work, { measured, unit, asked }]) => cell(`${work}: ${measured} ${unit} (asked ${asked})`));
  return `| \`${name}\` | ${cell(firstSentence(docstring))} | ${reached.join("<br>")} | ${speeds.join("<br>")} |`;
}

/** The text of `docs/statistics.md`: a section a family, a row a function. */
export function statisticsPage(statistics: Statistics): string {
  const families = [...new Set(statistics.functions.map(({ family }) => family))].sort();
  const sections = families.map((family) => {
    const own = statistics.functions.filter((one) => one.family === family).toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const rows = own.map((one) => row(one, statistics));
    return `\n## ${family}\n\n| Function | Gives | Agrees with | Speed |\n|---|---|---|---|\n${rows.join("\n")}\n`;
  });
  return head + sections.join("");
}
