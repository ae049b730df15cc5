import type { SparseMatrix } from "./sparse-matrix.ts";

/** The graph of what is left: each variable knows other variables, and elements, which are cliques that eliminations left behind. */
interface Quotient {
  readonly variables: Set<number>[];
  readonly elements: Set<number>[];
  /** The variables of each element, by the variable whose elimination made it. */
  readonly members: Map<number, Set<number>>;
}

function graphOf({ columns, starts, indices }: SparseMatrix): Quotient {
  const variables = Array.from({ length: columns }, () => new Set<number>());
  for (let j = 0; j < columns; j++) {
    for (let k = starts[j] as number; k < (starts[j + 1] as number); k++) {
      const i = indices[k] as number;
      if (i === j) continue;
      variables[i]?.add(j);
      variables[j]?.add(i);
    }
  }
  return { variables, elements: variables.map(() => new Set<number>()), members: new Map() };
}

/** The neighbours of a variable once it is eliminated: they form a clique, the new element, which takes in the older ones. */
function eliminate(graph: Quotient, pivot: number): Set<number> {
  const clique = new Set(graph.variables[pivot]);
  const absorbed = graph.elements[pivot] as Set<number>;
  for (const element of absorbed) {
    for (const member of graph.members.get(element) as Set<number>) clique.add(member);
    graph.members.delete(element);
  }
  clique.delete(pivot);
  graph.members.set(pivot, clique);
  for (const member of clique) {
    const [variables, elements] = [graph.variables[member] as Set<number>, graph.elements[member] as Set<number>];
    variables.delete(pivot);
    for (const other of variables) if (clique.has(other)) variables.delete(other);
    for (const element of absorbed) elements.delete(element);
    elements.add(pivot);
  }
  return clique;
}

/** At most how many neighbours a variable has: elements may overlap. */
function degreeBound({ variables, elements, members }: Quotient, variable: number): number {
  let bound = (variables[variable] as Set<number>).size;
  for (const element of elements[variable] as Set<number>) bound += (members.get(element) as Set<number>).size - 1;
  return bound;
}

/** Variables by their degree. */
class Buckets {
  readonly #buckets: Set<number>[] = [];
  readonly #degrees: number[] = [];
  #least = 0;

  put(variable: number, degree: number): void {
    this.remove(variable);
    this.#degrees[variable] = degree;
    while (this.#buckets.length <= degree) this.#buckets.push(new Set());
    this.#buckets[degree]?.add(variable);
    this.#least = Math.min(this.#least, degree);
  }

  remove(variable: number): void {
    this.#buckets[this.#degrees[variable] ?? -1]?.delete(variable);
  }

  /** The variable that has been waiting longest among those of least degree, with that degree. */
  takeLeast(): { variable: number; degree: number } {
    while ((this.#buckets[this.#least] as Set<number>).size === 0) this.#least++;
    const [variable] = this.#buckets[this.#least] as Set<number>;
    this.remove(variable as number);
    return { variable: variable as number, degree: this.#least };
  }
}

/**
 * An order of elimination that keeps a sparse matrix sparse: always the state with the fewest neighbours left.
 *
 * Minimum degree on the quotient graph of A + A', with an upper bound for degrees. Once every state that is left neighbours all others no
 * order is better than another, and they are taken as they come.
 *
 * @param matrix square.
 * @returns a permutation of the columns.
 * @see Davis, Direct Methods for Sparse Linear Systems, chapter 7
 * @example
 * import { minimumDegreeOrder } from "./minimum-degree.ts";
 * import { sparseMatrixOf } from "./sparse-matrix.ts";
 * const star = sparseMatrixOf(3, 3, [[0, 1, 1], [0, 2, 1]]);
 * minimumDegreeOrder(star); // => Int32Array.of(1, 2, 0)
 */
export function minimumDegreeOrder(matrix: SparseMatrix): Int32Array {
  const graph = graphOf(matrix);
  const left = new Set(graph.variables.keys());
  const buckets = new Buckets();
  for (const variable of left) buckets.put(variable, (graph.variables[variable] as Set<number>).size);
  const order: number[] = [];
  while (left.size > 0) {
    const { variable } = buckets.takeLeast();
    const clique = eliminate(graph, variable);
    left.delete(variable);
    order.push(variable);
    if (clique.size === left.size) {
      order.push(...left);
      break;
    }
    for (const member of clique) buckets.put(member, Math.min(left.size - 1, degreeBound(graph, member)));
  }
  return Int32Array.from(order);
}
