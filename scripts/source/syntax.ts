import { visitorKeys } from "oxc-parser";

/** A syntax node, seen without its exact type: the checks ask few questions of many kinds of node. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is SyntaxNode => typeof value === "object" && value !== null && "type" in value;

/** The nodes directly below a node, in source order of their keys. */
function* children(node: SyntaxNode): Generator<SyntaxNode> {
  for (const key of visitorKeys[node.type] ?? []) {
    const below = node[key];
    for (const child of Array.isArray(below) ? below : [below]) if (isNode(child)) yield child;
  }
}

/** Every node of a tree, parents first. */
export function* nodesOf(node: SyntaxNode): Generator<SyntaxNode> {
  yield node;
  for (const child of children(node)) yield* nodesOf(child);
}

/** A node's child under a key, or undefined. */
export const childOf = (node: SyntaxNode | undefined, key: string): SyntaxNode | undefined => {
  const below = node?.[key];
  return isNode(below) ? below : undefined;
};

/** A node's list of children under a key; empty when there is none. */
export const childrenOf = (node: SyntaxNode | undefined, key: string): SyntaxNode[] => {
  const below = node?.[key];
  return Array.isArray(below) ? below.filter(isNode) : [];
};

/** The value of a string literal or of a template without holes, else undefined. */
export function stringOf(node: SyntaxNode | undefined): string | undefined {
  if (node?.type === "Literal" && typeof node["value"] === "string") return node["value"];
  if (node?.type === "TemplateLiteral" && childrenOf(node, "expressions").length === 0) return templateText(node);
  return undefined;
}

/** The text of a template with `§` where a value goes in. */
export const templateText = (node: SyntaxNode): string =>
  childrenOf(node, "quasis")
    .map((quasi) => String((quasi["value"] as { cooked?: string } | undefined)?.cooked ?? ""))
    .join("§");
