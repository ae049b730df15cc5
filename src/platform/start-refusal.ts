/**
 * A reason not to start that the operator can act on: the sentence says what was found and what to do.
 * The command line prints the message alone, without a stack, and exits 1.
 */
export class StartRefusal extends Error {
  override name = "StartRefusal";
}
