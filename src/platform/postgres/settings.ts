import { totalmem } from "node:os";
import { sharedMemorySettings } from "./cluster.ts";

/** How clients reach the server: a socket in a closed directory, or the loopback address where a socket's path would be too long. */
export type ServerAddress = { kind: "socket"; directory: string } | { kind: "loopback"; port: number };

const megabyte = 1024 * 1024;

/** The settings of an embedded server as arguments of its program. */
export function serverArguments(address: ServerAddress, durable: boolean): string[] {
  const settings = { ...baseSettings(), ...sharedMemorySettings(), ...addressSettings(address), ...(durable ? {} : throwawaySettings) };
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

function baseSettings(): Record<string, string> {
  const shared = Math.min(1024, Math.max(128, Math.round(totalmem() / megabyte / 16)));
  return {
    timezone: "UTC",
    log_timezone: "UTC",
    log_line_prefix: "%m [%p] ",
    log_checkpoints: "off",
    log_min_messages: "warning",
    shared_buffers: `${shared}MB`,
    work_mem: "32MB",
    maintenance_work_mem: "256MB",
    max_wal_size: "4GB",
    checkpoint_timeout: "15min",
    random_page_cost: "1.1",
    jit: "off",
    max_connections: "200",
    max_locks_per_transaction: "256",
    wal_compression: "pglz",
    // A statement in a log would quote people's data.
    log_min_error_statement: "panic",
    log_error_verbosity: "terse",
    log_parameter_max_length_on_error: "0",
  };
}

/** For tests: nothing is worth surviving a power cut. */
const throwawaySettings = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  shared_buffers: "128MB",
  max_wal_size: "1GB",
  wal_level: "minimal",
  max_wal_senders: "0",
  autovacuum_naptime: "10min",
};

function addressSettings(address: ServerAddress): Record<string, string> {
  if (address.kind === "loopback") return { listen_addresses: "127.0.0.1", unix_socket_directories: "", port: String(address.port) };
  const quoted = `"${address.directory.replaceAll('"', '""')}"`;
  return { listen_addresses: "", unix_socket_directories: quoted, unix_socket_permissions: "0700", port: "5432" };
}
