import { ApiError } from '../errors/api-errors.js';

/** Bounds the synchronous parses at work: whoever finds no place is told to come back, nobody queues. */
export class ParseSlots {
  private taken = 0;

  constructor(private readonly places: number) {}

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.taken >= this.places)
      throw new ApiError('busy', 'All places for synchronous parsing are taken. Retry shortly, or use the upload.', {
        headers: { 'retry-after': '5' },
      });
    this.taken++;
    try {
      return await work();
    } finally {
      this.taken--;
    }
  }
}
