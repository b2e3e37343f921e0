export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Where a mail may be sent twice: both have this Message-ID, by which a mail system knows the second one. */
  readonly messageId?: string;
}

/** Sends mail. A mail that cannot be sent rejects; nobody's request waits for it. */
export interface Mailer {
  send(mail: Mail): Promise<void>;
  close(): Promise<void>;
}
