import {
  CompiledQuery,
  PostgresDialect,
  PostgresDriver,
  SingleConnectionProvider,
  type ConnectionProvider,
  type DatabaseConnection,
  type Driver,
  type Kysely,
  type PostgresDialectConfig,
  type QueryResult,
  type TransactionSettings,
} from "kysely";

/** Alone or before the server's word that a transaction has begun this changes nothing; a lock that it takes is let go. */
const reads = /^\s*select\b/i;

/**
 * A connection whose transactions begin without waiting for the server's word. Beginning may be refused by itself, as where a statement before it was
 * cancelled too late, and what follows would then be carried out outside of any transaction: so nothing that writes goes out before that word, and
 * nothing at all after a refusal.
 */
class PipelinedConnection implements DatabaseConnection {
  readonly inner: DatabaseConnection;
  /** The server's word that a transaction has begun; undefined: it was given, or there is none. */
  #beginning: Promise<unknown> | undefined;
  /** Whether what is sent waits for it: something that writes does, and whatever comes after that. */
  #isWaiting = false;

  constructor(inner: DatabaseConnection) {
    this.inner = inner;
  }

  begin(): void {
    this.#isWaiting = false;
    this.#beginning = this.inner.executeQuery(CompiledQuery.raw("begin"));
    this.#beginning.then(
      () => void (this.#beginning = undefined),
      () => void (this.#isWaiting = true),
    );
  }

  /** After this the connection is outside of a transaction, be it that none had begun. */
  forget(): void {
    this.#beginning = undefined;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (this.#beginning !== undefined) {
      this.#isWaiting ||= !reads.test(query.sql);
      if (this.#isWaiting) await this.#beginning;
    }
    return this.inner.executeQuery<R>(query);
  }

  streamQuery<R>(query: CompiledQuery, chunkSize?: number): AsyncIterableIterator<QueryResult<R>> {
    return this.inner.streamQuery<R>(query, chunkSize);
  }
}

/** Begins a transaction without waiting for the server's word: it goes out with the first statements, as long as these only read. */
class PipelinedDriver extends PostgresDriver {
  readonly #connections = new WeakMap<DatabaseConnection, PipelinedConnection>();

  override async acquireConnection(): Promise<DatabaseConnection> {
    const inner = await super.acquireConnection();
    const known = this.#connections.get(inner) ?? new PipelinedConnection(inner);
    this.#connections.set(inner, known);
    return known;
  }

  override async releaseConnection(connection: DatabaseConnection): Promise<void> {
    await super.releaseConnection((connection as PipelinedConnection).inner as Parameters<PostgresDriver["releaseConnection"]>[0]);
  }

  override async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    if (settings.isolationLevel !== undefined || settings.accessMode !== undefined) return super.beginTransaction(connection, settings);
    (connection as PipelinedConnection).begin();
  }

  /** Once more where that was cancelled: the next who is given the connection must not find a transaction on it. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    (connection as PipelinedConnection).forget();
    await super.rollbackTransaction(connection).catch(() => super.rollbackTransaction(connection));
  }
}

/** PostgreSQL by node-postgres, of which a transaction begins with its first statement. */
export class PipelinedDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig;

  constructor(config: PostgresDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver(): Driver {
    return new PipelinedDriver(this.#config);
  }
}

/** Gives a transaction's connection to whoever asks, also while another statement of it is under way: the connection keeps their order. */
class SharedConnection implements ConnectionProvider {
  readonly #single: ConnectionProvider;
  /** One promise for all who ask, so that they go on in the order in which they asked. */
  #connection: Promise<DatabaseConnection> | undefined;

  constructor(single: ConnectionProvider) {
    this.#single = single;
  }

  async provideConnection<T>(consumer: (connection: DatabaseConnection) => Promise<T>): Promise<T> {
    this.#connection ??= this.#single.provideConnection(async (connection) => connection);
    return consumer(await this.#connection);
  }
}

/**
 * Lets statements of one transaction be sent without waiting for the answers of those before: `Promise.all` over several of them costs one
 * way to the server and back. They are carried out in the order in which they were asked; after one that fails all others fail too.
 */
export function sentAhead<DB>(db: Kysely<DB>): Kysely<DB> {
  const executor = db.getExecutor();
  const within = executor.withConnectionProvider.bind(executor);
  executor.withConnectionProvider = (provider) =>
    within(provider instanceof SingleConnectionProvider ? new SharedConnection(provider) : provider);
  return db;
}
