export { minimizeBfgs, type SmoothMinimum, type SmoothProblem } from "./bfgs.ts";
export { findMinimum, findRoot, type Curve, type CurveMinimum, type RootOutcome } from "./brent.ts";
export { numericalGradient, numericalHessian, standardErrors, type ErrorsOutcome } from "./derivatives.ts";
export { minimizeNelderMead, type NelderMeadOptions } from "./nelder-mead.ts";
export type { MinimizeOptions, Minimum, Objective } from "./problem.ts";
export { minimizeSquares, type SquaresMinimum, type SquaresProblem } from "./minimize-squares.ts";
