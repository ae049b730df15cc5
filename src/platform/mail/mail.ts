import type { Logger } from "pino";

export interface MailMessage {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly attachments?: readonly { readonly fileName: string; readonly mediaType: string; readonly content: Uint8Array }[];
  /** Where its reader says that they want no more of these; what is posted there ends them at once (RFC 8058). */
  readonly unsubscribeUrl?: string;
  /** The same for the same mail, whoever sends it: what receives it may tell by it that it has it already. */
  readonly messageId?: string;
}

/** Sends mail through the operator's SMTP server; without one, says so and sends nothing. */
export interface Mail {
  send(message: MailMessage): Promise<"sent" | "no-mail-server">;
}

const beforeTaken = new Set(["EDNS", "ENOTFOUND", "EAUTH", "ENOAUTH", "EENVELOPE"]);

/** Whether a failure to send says that nothing was taken: the server refused in so many words, or was never reached. A line that broke does not. */
export function isSurelyUnsent(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { code, responseCode, syscall } = error as { code?: string; responseCode?: number; syscall?: string };
  return typeof responseCode === "number" || syscall === "connect" || (code !== undefined && beforeTaken.has(code));
}

/** Whether the server says that there is no such address: it refused the recipient for good, and not by a policy of its own (5.7). */
export function isAddressRefused(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { command, responseCode, response } = error as { command?: string; responseCode?: number; response?: string };
  return command === "RCPT TO" && [550, 551, 553].includes(responseCode ?? 0) && !/^\d{3}[ -]5\.7\./.test(response ?? "");
}

const headersOf = ({ unsubscribeUrl }: MailMessage): Record<string, string> =>
  unsubscribeUrl === undefined ? {} : { "List-Unsubscribe": `<${unsubscribeUrl}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" };

/** @param smtpUrl such as smtps://user:password@mail.example.com; missing means no mail leaves */
export function openMail(options: { smtpUrl: string | undefined; from: string; log: Logger }): Mail {
  if (options.smtpUrl === undefined) {
    return {
      send: async ({ subject }) => {
        options.log.warn({ subject }, "no mail server is set (SMTP_URL): this mail was not sent");
        return "no-mail-server";
      },
    };
  }
  const { smtpUrl } = options;
  const transport = import("nodemailer").then(({ createTransport }) => createTransport(smtpUrl));
  return {
    async send(message) {
      const { to, subject, text, messageId, attachments = [] } = message;
      const files = attachments.map(({ fileName, mediaType, content }) => ({
        filename: fileName,
        contentType: mediaType,
        content: Buffer.from(content),
      }));
      const id = messageId === undefined ? {} : { messageId: `<${messageId}>` };
      await (await transport).sendMail({ from: options.from, to, subject, text, ...id, headers: headersOf(message), attachments: files });
      return "sent";
    },
  };
}
