import type { TaxonomyRow, TaxonomySource } from '@vitamill/domain';
import type { SourceFile } from './source-files.js';

/** The files of one taxonomy and how to read them. `version` is null where nothing tells it. */
export interface TaxonomyReader extends Omit<TaxonomySource, 'version' | 'files'> {
  readonly version: string | null;
  readonly files: readonly SourceFile[];
  read(file: SourceFile): AsyncGenerator<TaxonomyRow>;
}
