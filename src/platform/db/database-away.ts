/** Nobody listens (yet), the connection broke, the name is not known yet. */
const systemCodes = new Set("ECONNREFUSED ECONNRESET ENOENT EPIPE ETIMEDOUT EAI_AGAIN ENOTFOUND".split(" "));

/** The server says that the connection is gone (08), that it is starting, recovering or stopping (57P), or that it has no connection left. */
const serverStates = /^(08...|57P0.|53300)$/;

/** What the driver says without a code of a connection that broke earlier, or that could not be had in time. */
const driverMessages = /connection terminated|connection error|was closed and is not queryable|timeout exceeded|timeout expired/i;

/** The first of several, such as one for each address of a name, or what lies below a refusal. */
function causesOf(error: unknown): Error[] {
  const causes: Error[] = [];
  for (let next = error; next instanceof Error && !causes.includes(next);) {
    causes.push(next);
    next = next instanceof AggregateError && next.cause === undefined ? next.errors[0] : next.cause;
  }
  return causes;
}

/**
 * Whether a failure, or what lies below it, is that the database is away: it may pass by itself, because the server is being started,
 * restarted or recovers. A wrong password does not, nor does a full disk.
 */
export const isDatabaseAway = (error: unknown): boolean =>
  causesOf(error).some((cause) => {
    const code = "code" in cause && typeof cause.code === "string" ? cause.code : undefined;
    return code === undefined ? driverMessages.test(cause.message) : systemCodes.has(code) || serverStates.test(code);
  });
