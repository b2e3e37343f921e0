import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

const CHROMIUM = ['chromium', 'chromium-browser', 'google-chrome'];

/** A headless Chromium that prints pages; spoken to in its DevTools protocol over a pipe (NUL-ended JSON). */
export class PdfPrinter {
  private sequence = 0;
  private rest = '';
  private readonly pending = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  private readonly loaded = new Map<string, () => void>();

  private constructor(private readonly child: ChildProcess) {
    const output = child.stdio[4] as Readable;
    output.setEncoding('utf8');
    output.on('data', (chunk: string) => this.read(chunk));
    child.once('exit', () => {
      for (const { reject } of this.pending.values()) reject(new Error('Chromium has ended.'));
    });
  }

  /** Fails where no Chromium is installed (Debian: `apt-get install chromium`). */
  static async start(): Promise<PdfPrinter> {
    const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--remote-debugging-pipe', '--hide-scrollbars'];
    for (const program of CHROMIUM) {
      const profile = mkdtempSync(join(tmpdir(), 'corpus-profile-'));
      const child = spawn(program, [...flags, `--user-data-dir=${profile}`], {
        stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
      });
      const started = await new Promise<boolean>((resolve) => {
        child.once('spawn', () => resolve(true));
        child.once('error', () => resolve(false));
      });
      if (!started) continue;
      child.once('exit', () => rmSync(profile, { recursive: true, force: true, maxRetries: 3 }));
      return new PdfPrinter(child);
    }
    throw new Error(`The corpus is printed by Chromium; none of ${CHROMIUM.join(', ')} is installed.`);
  }

  private read(chunk: string): void {
    const messages = (this.rest + chunk).split('\0');
    this.rest = messages.pop() ?? '';
    for (const text of messages) {
      const message = JSON.parse(text) as {
        id?: number;
        method?: string;
        sessionId?: string;
        result?: never;
        error?: { message: string };
      };
      if (message.method === 'Page.loadEventFired') this.loaded.get(message.sessionId ?? '')?.();
      const waiting = message.id === undefined ? undefined : this.pending.get(message.id);
      if (!waiting) continue;
      this.pending.delete(message.id!);
      if (message.error) waiting.reject(new Error(message.error.message));
      else waiting.resolve(message.result!);
    }
  }

  private send<T>(method: string, params: object = {}, sessionId?: string): Promise<T> {
    const id = ++this.sequence;
    (this.child.stdio[3] as Writable).write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return new Promise<T>((resolve, reject) =>
      this.pending.set(id, { resolve: resolve as (value: never) => void, reject }),
    );
  }

  /** The page as a PDF of A4 pages, with the dates of its making taken out. */
  async print(html: string): Promise<Buffer> {
    const { targetId } = await this.send<{ targetId: string }>('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await this.send<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true });
    await this.send('Page.enable', {}, sessionId);
    const { frameTree } = await this.send<{ frameTree: { frame: { id: string } } }>('Page.getFrameTree', {}, sessionId);
    const loaded = new Promise<void>((resolve) => this.loaded.set(sessionId, resolve));
    await this.send('Page.setDocumentContent', { frameId: frameTree.frame.id, html }, sessionId);
    await loaded;
    this.loaded.delete(sessionId);
    const { data } = await this.send<{ data: string }>(
      'Page.printToPDF',
      { printBackground: true, preferCSSPageSize: true, generateTaggedPDF: false },
      sessionId,
    );
    await this.send('Target.closeTarget', { targetId });
    const text = Buffer.from(data, 'base64').toString('latin1');
    return Buffer.from(text.replace(/D:\d{14}[+-]\d\d'\d\d'/g, "D:20260615080000+00'00'"), 'latin1');
  }

  async close(): Promise<void> {
    const ended = new Promise<void>((resolve) => this.child.once('exit', () => resolve()));
    this.send('Browser.close').catch(() => undefined);
    await ended;
  }
}
