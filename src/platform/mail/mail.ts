import type { Logger } from "pino";

export interface MailMessage {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly attachments?: readonly { readonly fileName: string; readonly mediaType: string; readonly content: Uint8Array }[];
  /** Where its reader says that they want no more of these. */
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

const headersOf = ({ unsubscribeUrl }: MailMessage): Record<string, string> =>
  unsubscribeUrl === undefined ? {} : { "List-Unsubscribe": `<${unsubscribeUrl}>` };

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
