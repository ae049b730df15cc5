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
  type TransactionSettings,
} from "kysely";

/** Begins a transaction without waiting for the server's word: it goes out with the first statement, which fails where beginning does. */
class PipelinedDriver extends PostgresDriver {
  override async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    if (settings.isolationLevel !== undefined || settings.accessMode !== undefined) return super.beginTransaction(connection, settings);
    // Only a lost connection refuses to begin, and it refuses everything after that too.
    connection.executeQuery(CompiledQuery.raw("begin")).catch(() => {});
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
