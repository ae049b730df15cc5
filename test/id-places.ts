import { z } from "zod";
import type { Endpoint } from "../src/platform/schema/endpoint.ts";

/** A place of a request in which an id stands. */
export interface IdPlace {
  readonly part: "params" | "query" | "body";
  /** The fields that lead to it; "0" is the first of a list. */
  readonly path: readonly string[];
  /** What the id names, such as "cre". */
  readonly prefix: string;
}

interface Node {
  readonly example?: unknown;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Node>>;
}

type Found = Pick<IdPlace, "path" | "prefix">;

function placesIn(node: Node, defs: Readonly<Record<string, Node>>, path: readonly string[]): Found[] {
  const prefix = typeof node.example === "string" ? /^([a-z]{2,3})_[0-9a-z]{26}$/.exec(node.example)?.[1] : undefined;
  if (prefix !== undefined) return [{ path, prefix }];
  const referred = node.$ref === undefined ? undefined : defs[node.$ref.split("/").at(-1)!];
  return [
    ...(referred === undefined ? [] : placesIn(referred, defs, path)),
    ...Object.entries(node.properties ?? {}).flatMap(([name, child]) => placesIn(child, defs, [...path, name])),
    ...(node.items === undefined ? [] : placesIn(node.items, defs, [...path, "0"])),
    ...(node.anyOf ?? []).flatMap((child) => placesIn(child, defs, path)),
  ];
}

/** Every place in which an endpoint takes an id, by its contract: each schema of an id has one as its example. */
export function idPlaces(endpoint: Endpoint): IdPlace[] {
  return (["params", "query", "body"] as const).flatMap((part) => {
    const schema = endpoint[part];
    if (schema === undefined) return [];
    const node = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as unknown as Node;
    return placesIn(node, node.$defs ?? {}, []).map((found) => ({ part, ...found }));
  });
}

/** A copy of a value with one place of it changed; objects and lists on the way are made where they are missing. */
export function withPlace(value: unknown, [name, ...rest]: readonly string[], placed: unknown): unknown {
  if (name === undefined) return placed;
  if (name === "0") {
    const list = Array.isArray(value) ? (value as readonly unknown[]) : [];
    return [withPlace(list[0], rest, placed), ...list.slice(1)];
  }
  const fields = (value ?? {}) as Readonly<Record<string, unknown>>;
  return { ...fields, [name]: withPlace(fields[name], rest, placed) };
}
