import type { DocumentFormat } from '@vitamill/domain';

export interface DetectedFormat {
  readonly format: DocumentFormat;
  readonly contentType: string;
}
