import { expect, test } from "vitest";
import { z } from "zod";
import { routes } from "../src/app/routes.ts";
import { validate } from "../src/platform/http/validate.ts";
import type { Endpoint } from "../src/platform/schema/endpoint.ts";
import { withPlace } from "./id-places.ts";

interface Node {
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
  readonly oneOf?: readonly Node[];
  readonly const?: unknown;
}

/** A field that holds what a person calls a thing, with what has to stand beside it so that its own kind is looked at. */
interface NamePlace {
  readonly path: readonly string[];
  readonly beside: unknown;
}

const nameFields = new Set(["name", "title", "label", "question"]);
/** Where a name may be missing, only finds things that have one, or is a store's own word for what was sold, for which no order is refused. */
const mayBeEmpty = new Set([
  ...["createPost /title", "updatePost /title", "recogniseAccount /name"],
  ...["createConversion /lines/0/title", "createConversions /conversions/0/lines/0/title"],
]);

function placesIn(node: Node, path: readonly string[], beside: unknown): NamePlace[] {
  const properties = Object.entries(node.properties ?? {});
  const fixed = properties.reduce(
    (made, [name, child]) => (child.const === undefined ? made : withPlace(made, [...path, name], child.const)),
    beside,
  );
  return [
    ...properties.flatMap(([name, child]) =>
      nameFields.has(name) && child.properties === undefined
        ? [{ path: [...path, name], beside: fixed }]
        : placesIn(child, [...path, name], fixed),
    ),
    ...(node.items === undefined ? [] : placesIn(node.items, [...path, "0"], fixed)),
    ...[...(node.anyOf ?? []), ...(node.oneOf ?? [])].flatMap((child) => placesIn(child, path, fixed)),
  ];
}

const namesTaken = ({ body }: Endpoint): NamePlace[] =>
  body === undefined
    ? []
    : placesIn(z.toJSONSchema(body, { io: "input", unrepresentable: "any", reused: "inline" }) as unknown as Node, [], {});

const places = routes
  .map(({ endpoint }) => endpoint as Endpoint)
  .flatMap((endpoint) => namesTaken(endpoint).map((place) => ({ endpoint, ...place, key: `${endpoint.id} /${place.path.join("/")}` })))
  .filter(({ key }) => !mayBeEmpty.has(key));

const faultsOf = ({ endpoint, path, beside }: (typeof places)[number], name: string): string[] => {
  const pointer = `/${path.join("/")}`;
  return validate(endpoint.body, withPlace(beside, path, name)).errors.flatMap((error) =>
    error.pointer === pointer ? [error.detail] : [],
  );
};

const invisible = [
  "\u200B",
  "\u00AD\u00AD",
  "\u202E\u2066\u200F",
  "\u00A0\u2003\u3000",
  "\u3164",
  "\u2800",
  "\uFEFF\u2060",
  "\u0301",
  "\u{E0020}",
];

test("names are asked for in many places", () => {
  expect(places.length).toBeGreaterThan(30);
});

test.each(places)("$key takes no name in which nothing can be seen, and says so", (place) => {
  for (const name of invisible)
    expect(faultsOf(place, name).join(), JSON.stringify(name)).toMatch(
      /must have a character that can be seen|must not be empty|must have at least 1 character/,
    );
});

test.each(places)("$key takes names of every script, and with invisible characters inside", (place) => {
  for (const name of ["Ana", "木", "Zoe\u0301", "\u{1F9D1}\u200D\u{1F33E}", "\u2764\uFE0F", "نوا", "A\u00ADB", "7", "?"])
    expect(faultsOf(place, name), JSON.stringify(name)).toEqual([]);
});
