import type { Mailer } from '@vitamill/domain';
import { FolderMailer } from './folder-mailer.js';
import { SmtpMailer } from './smtp-mailer.js';

export interface MailOptions {
  readonly mailDriver: 'folder' | 'smtp';
  /** Folder that mail is written to. */
  readonly mailDir: string;
  /** smtp://user:password@host:port, or smtps. */
  readonly smtpUrl: string | null;
  /** Address that mail comes from. */
  readonly mailFrom: string;
}

export function createMailer(options: MailOptions): Mailer {
  if (options.mailDriver === 'folder') return new FolderMailer(options.mailDir, options.mailFrom);
  if (!options.smtpUrl) throw new Error('Mail over SMTP needs the URL of a server.');
  return new SmtpMailer(options.smtpUrl, options.mailFrom);
}
