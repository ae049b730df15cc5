import { betterAuth } from "better-auth";
import { twoFactor } from "better-auth/plugins";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type pg from "pg";
import { clientNetwork } from "../http/client-network.ts";

/** Everything that Vouch uses of the sign-in library; no other file calls that library. */
export interface People {
  /** The person behind the request's session cookie. */
  session(request: Pick<FastifyRequest, "headers">): Promise<{ id: string; email: string; name: string } | undefined>;
  /** Makes a person with a password; an e-mail that is taken answers `taken`. */
  create(person: { email: string; name: string; password: string }): Promise<{ kind: "made"; id: string } | { kind: "taken"; id: string }>;
  /** Names and e-mails of people by their ids. */
  find(ids: readonly string[]): Promise<ReadonlyMap<string, { name: string; email: string }>>;
  /** Mounts sign-in, sign-out, password and second-factor endpoints under /api/auth/. */
  mount(app: FastifyInstance): void;
}

export interface PeopleOptions {
  /** A pool whose search_path is the schema `auth`. */
  readonly pool: pg.Pool;
  readonly secret: string;
  readonly publicUrl: string;
  sendMail(message: { to: string; subject: string; text: string }): Promise<unknown>;
}

function openLibrary(options: PeopleOptions) {
  return betterAuth({
    appName: "Vouch",
    baseURL: options.publicUrl,
    basePath: "/api/auth",
    secret: options.secret,
    database: options.pool,
    trustedOrigins: [options.publicUrl],
    telemetry: { enabled: false },
    emailAndPassword: {
      enabled: true,
      // People come by invitation or by the first start; nobody signs up by themselves.
      disableSignUp: true,
      minPasswordLength: 10,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: async ({ user, url }) => {
        await options.sendMail({
          to: user.email,
          subject: "Reset your Vouch password",
          text: `Open this address to choose a new password:\n\n${url}\n\nIf you did not ask for it, do nothing.`,
        });
      },
    },
    session: { expiresIn: 60 * 60 * 24 * 14, updateAge: 60 * 60 * 24 },
    // No raw address is stored, a session's neither.
    databaseHooks: { session: { create: { before: async (session) => ({ data: { ...session, ipAddress: null, userAgent: null } }) } } },
    rateLimit: { enabled: true, window: 60, max: 100, customRules: { "/sign-in/email": { window: 60, max: 10 } } },
    advanced: {
      cookiePrefix: "vouch",
      useSecureCookies: options.publicUrl.startsWith("https:"),
      database: { generateId: "uuid" },
      ipAddress: { ipAddressHeaders: ["x-client-ip"] },
    },
    plugins: [twoFactor({ issuer: "Vouch" })],
  });
}

function webHeaders(headers: FastifyRequest["headers"]): Headers {
  const result = new Headers();
  for (const [name, value] of Object.entries(headers)) for (const each of [value].flat()) if (each !== undefined) result.append(name, each);
  return result;
}

function mountLibrary(app: FastifyInstance, handler: (request: Request) => Promise<Response>, publicUrl: string): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
    scope.route({
      method: ["GET", "POST"],
      url: "/api/auth/*",
      bodyLimit: 64 * 1024,
      handler: async (request, reply) => {
        const headers = webHeaders(request.headers);
        headers.set("x-client-ip", clientNetwork(request.ip));
        headers.delete("content-length");
        const body = request.body instanceof Buffer && request.body.length > 0 ? new Uint8Array(request.body) : null;
        const response = await handler(new Request(new URL(request.url, publicUrl), { method: request.method, headers, body }));
        void reply.status(response.status);
        for (const [name, value] of response.headers) if (name !== "set-cookie") void reply.header(name, value);
        const cookies = response.headers.getSetCookie();
        if (cookies.length > 0) void reply.header("set-cookie", cookies);
        return reply.send(Buffer.from(await response.arrayBuffer()));
      },
    });
  });
}

/** Opens the sign-in library on its schema. */
export function openPeople(options: PeopleOptions): People {
  const auth = openLibrary(options);
  return {
    async session(request) {
      if (request.headers.cookie === undefined) return undefined;
      const found = await auth.api.getSession({ headers: webHeaders(request.headers) });
      return found === null ? undefined : { id: found.user.id, email: found.user.email, name: found.user.name };
    },
    async create({ email, name, password }) {
      const library = await auth.$context;
      const present = await library.internalAdapter.findUserByEmail(email);
      if (present !== null) return { kind: "taken", id: present.user.id };
      const user = await library.internalAdapter.createUser({ email: email.toLowerCase(), name, emailVerified: true }, { method: "admin" });
      await library.internalAdapter.linkAccount({
        userId: user.id,
        providerId: "credential",
        accountId: user.id,
        password: await library.password.hash(password),
      });
      return { kind: "made", id: user.id };
    },
    async find(ids) {
      const { rows } = await options.pool.query<{ id: string; name: string; email: string }>(
        'select id, name, email from "user" where id = any($1::uuid[])',
        [ids],
      );
      return new Map(rows.map((row) => [row.id, row]));
    },
    mount: (app) => mountLibrary(app, auth.handler, options.publicUrl),
  };
}
