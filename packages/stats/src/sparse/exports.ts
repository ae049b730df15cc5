export { sparseLu, type SparseLu, type SparseLuOutcome } from "./sparse-lu.ts";
export { sparseMatrixOf, sparseTimes, sparseTransposeTimes, type Entry, type SparseMatrix } from "./sparse-matrix.ts";
