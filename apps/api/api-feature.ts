import type { Provider, Type } from '@nestjs/common';
import type { ApiParts } from './api-parts.js';
import type { Operations } from './openapi/operation.js';

/** One part of the API that stands on its own: what it serves, over what, and how OpenAPI describes it. */
export interface ApiFeature {
  /** Heading of its operations in the OpenAPI document. */
  readonly tag: string;
  readonly controllers: readonly Type[];
  readonly providers: (parts: ApiParts) => readonly Provider[];
  readonly operations: Operations;
  /** OpenAPI component schemas by name; names are unique over all features. */
  readonly schemas: Readonly<Record<string, object>>;
}
