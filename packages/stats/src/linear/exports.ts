export { choleskyFactor, choleskyInverse, choleskySolution, type CholeskyOutcome } from "./cholesky.ts";
export { conjugateGradients, type ConjugateGradients, type SymmetricSystem } from "./conjugate-gradients.ts";
export { leastSquares, type LeastSquares, type LeastSquaresOutcome } from "./least-squares.ts";
export {
  crossProduct,
  identityMatrix,
  matrixOf,
  matrixProduct,
  matrixTimes,
  transposed,
  transposeTimes,
  zeroMatrix,
  type Matrix,
} from "./matrix.ts";
export { qrFactor, rotated, triangularSolution, type QrFactor } from "./qr.ts";
export { quadraticProgram, type QuadraticProgram, type QuadraticProgramOutcome } from "./quadratic-program.ts";
export { symmetricEigen, type SymmetricEigen } from "./symmetric-eigen.ts";
