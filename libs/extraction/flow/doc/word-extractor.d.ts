declare module 'word-extractor/lib/word-ole-extractor.js' {
  /** The parts of word-extractor's reader that the DOC reader builds on; the package carries no types. */
  export default class WordOleExtractor {
    protected _pieces: {
      startCp: number;
      startFilePos: number;
      endFilePos: number;
      bpc: number;
      length: number;
      text: string;
    }[];
    protected _boundaries: Record<
      'ccpText' | 'ccpFtn' | 'ccpHdd' | 'ccpAtn' | 'ccpEdn' | 'ccpTxbx' | 'ccpHdrTxbx',
      number
    >;
    protected extractWordDocument(document: unknown, buffer: Buffer): Promise<unknown>;
    protected documentStream(document: unknown, name: string): Promise<Buffer>;
    protected streamBuffer(stream: Buffer): Promise<Buffer>;
    protected writePieces(buffer: Buffer, table: Buffer): void;
    protected writeBookmarks(buffer: Buffer, table: Buffer): void;
    protected writeCharacterProperties(buffer: Buffer, table: Buffer): void;
    protected writeParagraphProperties(buffer: Buffer, table: Buffer): void;
    protected normalizeHeaders(buffer: Buffer, table: Buffer): void;
    protected buildDocument(): unknown;
  }
}
