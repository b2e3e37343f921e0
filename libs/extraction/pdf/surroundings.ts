import { inflateSync } from 'node:zlib';

/**
 * What pdf.js looks up in the global scope while it reads, as it serves here, put up around each reading and taken down
 * after it, so that nothing else in the process meets it:
 *
 * - DecompressionStream: pdf.js unpacks each stream of a file by one, whole. Node's runs through two web streams and a
 *   thread for what takes zlib some microseconds; that cost more than parsing what was unpacked.
 * - FontFace: nobody draws. Without one pdf.js throws, catches and asks for the outlines of the glyphs, for every font.
 */
export async function withSurroundings<T>(read: () => Promise<T>): Promise<T> {
  if (readings++ === 0) putUp();
  try {
    return await read();
  } finally {
    if (--readings === 0) takeDown();
  }
}

const scope = globalThis as Record<string, unknown>;
let readings = 0;
let outer: { readonly [name: string]: unknown } = {};

function putUp(): void {
  outer = { DecompressionStream: scope.DecompressionStream, FontFace: scope.FontFace };
  scope.DecompressionStream = WholeDecompression;
  scope.FontFace = UnusedFontFace;
}

function takeDown(): void {
  for (const [name, value] of Object.entries(outer)) {
    if (value === undefined) delete scope[name];
    else scope[name] = value;
  }
}

class UnusedFontFace {
  readonly loaded = Promise.resolve(this);
  load(): Promise<this> {
    return this.loaded;
  }
}

/** As much of a DecompressionStream as pdf.js uses: one chunk written, what comes of it read. */
class WholeDecompression {
  readonly readable: AsyncIterable<Uint8Array>;
  readonly writable: { getWriter(): unknown };

  constructor(format: string) {
    if (format !== 'deflate') throw new TypeError(`Format ${format} is not unpacked here`);
    let packed: Uint8Array = new Uint8Array();
    const done = Promise.resolve();
    this.writable = {
      getWriter: () => ({
        ready: done,
        write: (chunk: Uint8Array) => {
          packed = chunk;
          return done;
        },
        close: () => done,
      }),
    };
    this.readable = {
      async *[Symbol.asyncIterator]() {
        // throws on damaged data as the stream would; pdf.js then reads on by itself as far as it gets
        yield inflateSync(packed);
      },
    };
  }
}
