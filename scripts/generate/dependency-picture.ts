import type { Arrows } from "../directions/knots.ts";
import { product, type Tree } from "../directions/tree.ts";
import type { Module } from "../source/module-graph.ts";
import { layered, withoutShortcuts } from "./layers.ts";

/** What a module is drawn as: its feature, its package, or its room; screens belong to the page they are part of. */
function nodeOf({ place }: Module): string | undefined {
  if (place.role === "ui") return "web";
  if (place.area === "feature" || place.area === "package") return place.name;
  return ["kernel", "platform", "edge", "web", "app"].includes(place.area) ? place.area : undefined;
}

/** The arrows between rooms, packages and features, as the imports make them; types that a page takes from a contract are none. */
export function roomArrows(tree: Tree): Arrows {
  const found = new Map<string, Set<string>>();
  for (const module of product(tree)) {
    const from = nodeOf(module);
    if (from === undefined) continue;
    const to = found.get(from) ?? new Set();
    found.set(from, to);
    for (const one of module.imports.filter(({ typeOnly }) => from !== "web" || !typeOnly)) {
      const target = tree.modules.get(one.to);
      const name = target && nodeOf(target);
      if (name !== undefined && name !== from) to.add(name);
    }
  }
  return new Map([...found].toSorted(([a], [b]) => a.localeCompare(b)).map(([from, to]) => [from, [...to].toSorted()]));
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

const boxHeight = 30;
const layerHeight = 76;
const gap = 22;
const margin = 16;

const widthOf = (node: string): number => (node.startsWith("~") ? 2 : Math.round(node.length * 7.6) + 26);

const layerWidth = (layer: readonly string[]): number => layer.reduce((sum, node) => sum + widthOf(node) + gap, -gap);

/** Places the boxes of a layer side by side around the middle. */
function boxesOf(layer: readonly string[], middle: number, y: number): [string, Box][] {
  let x = middle - layerWidth(layer) / 2;
  return layer.map((node) => {
    const box: Box = { x: Math.round(x), y, width: widthOf(node) };
    x += box.width + gap;
    return [node, box];
  });
}

const centre = ({ x, width }: Box): number => Math.round(x + width / 2);

/** One arrow as a curve from the foot of a box, through its bends, to the head of another. */
function curve(path: readonly Box[]): string {
  const points = path.map((box, at) => ({
    x: centre(box),
    y: at === 0 ? box.y + boxHeight : box.y + (at === path.length - 1 ? -4 : boxHeight / 2),
  }));
  const [first, ...rest] = points;
  if (!first) return "";
  const bits = rest.map((to, at) => {
    const from = points[at] ?? first;
    const half = Math.round((from.y + to.y) / 2);
    return `C${from.x} ${half} ${to.x} ${half} ${to.x} ${to.y}`;
  });
  return `<path d="M${first.x} ${first.y}${bits.join("")}" marker-end="url(#head)"/>`;
}

const label = (node: string, box: Box): string =>
  `<g><rect x="${box.x}" y="${box.y}" width="${box.width}" height="${boxHeight}" rx="6"/><text x="${centre(box)}" y="${box.y + 20}">${node}</text></g>`;

const style = `<style>
  rect { fill: #f6f8fa; stroke: #57606a } text { font: 13px system-ui, sans-serif; text-anchor: middle; fill: #1f2328 }
  path { fill: none; stroke: #57606a; stroke-width: 1.2 } marker path { fill: #57606a; stroke: none }
  @media (prefers-color-scheme: dark) { rect { fill: #161b22; stroke: #8b949e } text { fill: #e6edf3 } path { stroke: #8b949e } marker path { fill: #8b949e } }
</style>`;
const head =
  '<defs><marker id="head" viewBox="0 0 8 8" refX="4" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z"/></marker></defs>';

/** The graph as an SVG: every arrow points down; an arrow that a longer way already says is left out. */
export function dependencySvg(arrows: Arrows): string {
  const { layers, paths } = layered(withoutShortcuts(arrows));
  const width = Math.max(...layers.map(layerWidth)) + 2 * margin;
  const height = layers.length * layerHeight - (layerHeight - boxHeight) + 2 * margin;
  const boxes = new Map(layers.flatMap((layer, at) => boxesOf(layer, width / 2, margin + (layers.length - 1 - at) * layerHeight)));
  const lines = paths.map((path) => curve(path.flatMap((node) => boxes.get(node) ?? [])));
  const labels = [...boxes].filter(([node]) => !node.startsWith("~")).map(([node, box]) => label(node, box));
  const open = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Which part imports which">`;
  return [open, style, head, ...lines, ...labels, "</svg>", ""].join("\n");
}

/** The same graph as a table, every arrow in it. */
export function dependencyTable(arrows: Arrows): string {
  const rows = [...arrows].map(([from, to]) => `| ${from} | ${to.join(", ") || "nothing"} |\n`);
  return `# Which part imports which

Made from the imports of \`src/\` and \`packages/\` by \`npm run generate\`. In the picture every arrow points down, and one that a
longer way already says is left out; the table has them all. The screens of features count as \`web\`.

![Which part imports which](dependencies.svg)

| Part | Imports |
|---|---|
${rows.join("")}`;
}
