import type { Logger } from "pino";

export interface MailMessage {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Sends mail through the operator's SMTP server; without one, says so and sends nothing. */
export interface Mail {
  send(message: MailMessage): Promise<"sent" | "no-mail-server">;
}

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
    async send({ to, subject, text }) {
      await (await transport).sendMail({ from: options.from, to, subject, text });
      return "sent";
    },
  };
}
