import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { createMailer } from './index.js';

const mail = { to: 'ada@example.org', subject: 'Grüße', text: 'https://example.org/?token=abc\n' };

describe('createMailer', () => {
  it('writes mail into a folder that only its owner reads', async () => {
    const box = mkdtempSync(join(tmpdir(), 'vitamill-mail-'));
    const mailDir = join(box, 'mail');
    const mailer = createMailer({ mailDriver: 'folder', mailDir, smtpUrl: null, mailFrom: 'no-reply@example.com' });
    await mailer.send(mail);
    await mailer.close();
    const [name = ''] = readdirSync(mailDir);
    expect(name).toMatch(/\.eml$/);
    expect(statSync(join(mailDir, name)).mode & 0o077).toBe(0);
    const text = readFileSync(join(mailDir, name), 'utf8');
    expect(text).toMatch(/^From: no-reply@example\.com$/m);
    expect(text).toContain('To: ada@example.org');
    expect(text).toContain('https://example.org/?token');
    rmSync(box, { recursive: true });
  });

  it('hands mail to an SMTP server and rejects where it is refused', async () => {
    const received: string[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onRcptTo: ({ address }, _session, done) =>
        done(address === 'nobody@example.org' ? new Error('There is no such mailbox.') : undefined),
      onData: (stream, _session, done) => {
        let text = '';
        stream.on('data', (chunk) => {
          text += chunk;
        });
        stream.on('end', () => {
          received.push(text);
          done();
        });
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.server.address() as AddressInfo;
    const options = { mailDriver: 'smtp', mailDir: '', mailFrom: 'no-reply@example.com' } as const;
    const mailer = createMailer({ ...options, smtpUrl: `smtp://127.0.0.1:${port}` });
    await mailer.send(mail);
    expect(received[0]).toContain('To: ada@example.org');
    await expect(mailer.send({ ...mail, to: 'nobody@example.org' })).rejects.toThrow();
    await mailer.close();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
});
