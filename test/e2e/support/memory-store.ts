import { Readable } from 'node:stream';
import type { UploadStore } from '../../../apps/api/ports.js';

/** An object store that a test can count. The real ones are proven beside their code. */
export class MemoryStore implements UploadStore {
  readonly objects = new Map<string, Buffer>();

  async put(key: string, bytes: Uint8Array): Promise<void> {
    this.objects.set(key, Buffer.from(bytes));
  }

  async open(key: string): Promise<Readable | null> {
    const bytes = this.objects.get(key);
    return bytes ? Readable.from([bytes]) : null;
  }

  async delete(key: string): Promise<void> {
    this.objects.delete(key);
  }

  async check(): Promise<void> {}
}
