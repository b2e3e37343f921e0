import {
  type CvParser,
  ParseError,
  type ParseErrorCode,
  type ParseOptions,
  type ProgressListener,
} from '@vitamill/domain';
import { sampleParsedCv } from './parsed-cv.js';

/**
 * A parser that does what the bytes say: "wait 500" takes half a second, "fail encrypted" throws that code. Everything
 * else about it is as the port demands: progress, abort, close.
 */
export class ScriptedParser implements CvParser {
  readonly started: string[] = [];
  readonly aborted: string[] = [];
  closed = false;

  async parse(
    bytes: Uint8Array,
    options: ParseOptions,
    hooks: { readonly onProgress?: ProgressListener; readonly signal?: AbortSignal } = {},
  ) {
    const assetId = options.assetId ?? '';
    this.started.push(assetId);
    const [, verb, argument] = /^(wait|fail|crash)(?: (\w+))?/.exec(Buffer.from(bytes).toString()) ?? [];
    hooks.onProgress?.({ stage: 'extract', fraction: 0.2 });
    if (verb === 'wait') await this.wait(Number(argument), assetId, hooks.signal);
    if (verb === 'fail') throw new ParseError(argument as ParseErrorCode, 'extract');
    if (verb === 'crash') throw new TypeError('a fault of ours');
    hooks.onProgress?.({ stage: 'entities', fraction: 0.8 });
    return sampleParsedCv(assetId);
  }

  async close(): Promise<void> {
    this.closed = true;
  }

  private wait(milliseconds: number, assetId: string, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, milliseconds);
      signal?.addEventListener('abort', () => {
        clearTimeout(timer);
        this.aborted.push(assetId);
        reject(new ParseError('cancelled', 'extract'));
      });
    });
  }
}
