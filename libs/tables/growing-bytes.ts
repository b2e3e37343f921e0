const FIRST_SIZE = 4_096;
/** Longer texts are the runtime's work: calling it costs more than a loop over a few characters. */
const SHORT_TEXT = 40;
/** Bytes of UTF-8 that one UTF-16 unit needs at most. */
const BYTES_OF_UNIT = 3;

/** Bytes that are appended to. Emptied, they keep their memory for what comes next. */
export class GrowingBytes {
  /** What was written, and room behind it; another one once that is full. */
  buffer = Buffer.allocUnsafeSlow(FIRST_SIZE);
  length = 0;

  /** What was written; valid until more is. */
  get written(): Buffer {
    return this.buffer.subarray(0, this.length);
  }

  clear(): void {
    this.length = 0;
  }

  /** A copy of what was written, which is dropped here. */
  take(): Uint8Array {
    const bytes = new Uint8Array(this.written);
    this.length = 0;
    return bytes;
  }

  appendByte(value: number): void {
    this.reserve(1);
    this.buffer[this.length++] = value;
  }

  appendInt32(value: number): void {
    this.reserve(4);
    this.length = this.buffer.writeInt32LE(value, this.length);
  }

  appendDouble(value: number): void {
    this.reserve(8);
    this.length = this.buffer.writeDoubleLE(value, this.length);
  }

  /** An integer that a number holds exactly, as 64 bits. */
  appendInt64(value: number): void {
    this.reserve(8);
    this.buffer.writeInt32LE(value | 0, this.length);
    this.length = this.buffer.writeInt32LE(Math.floor(value / 0x1_0000_0000) | 0, this.length + 4);
  }

  appendBytes(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.buffer.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** Up to so many bytes, which `write` puts into the buffer from the place on; it gives where they end. */
  appendBy(most: number, write: (buffer: Uint8Array, start: number) => number): void {
    this.reserve(most);
    this.length = write(this.buffer, this.length);
  }

  /** A text as UTF-8. */
  appendText(text: string): void {
    this.reserve(text.length * BYTES_OF_UNIT);
    this.length += this.buffer.write(text, this.length);
  }

  /** A text as UTF-8, before it the count of its bytes. */
  appendCountedText(text: string): void {
    this.reserve(4 + text.length * BYTES_OF_UNIT);
    const start = this.length + 4;
    const end = start + (this.writeAscii(text, start) ? text.length : this.buffer.write(text, start));
    this.buffer.writeInt32LE(end - start, this.length);
    this.length = end;
  }

  /** False where the text is long or has other characters; what was written then is written over. */
  private writeAscii(text: string, start: number): boolean {
    const { buffer } = this;
    const { length } = text;
    if (length > SHORT_TEXT) return false;
    for (let index = 0; index < length; index++) {
      const code = text.charCodeAt(index);
      if (code > 0x7f) return false;
      buffer[start + index] = code;
    }
    return true;
  }

  private reserve(count: number): void {
    const needed = this.length + count;
    if (needed <= this.buffer.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(needed, this.buffer.length * 2));
    grown.set(this.written);
    this.buffer = grown;
  }
}
