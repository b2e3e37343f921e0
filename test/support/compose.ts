import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export interface ComposeService {
  readonly image?: string;
  readonly build?: { readonly target?: string };
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly healthcheck?: unknown;
  readonly restart?: string;
  readonly deploy?: { readonly resources?: { readonly limits?: { readonly memory?: string } } };
}

export interface Compose {
  readonly name: string;
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

const folder = new URL('../../docker/', import.meta.url);

export const readDockerFile = (name: string): string => readFileSync(new URL(name, folder), 'utf8');

export const readCompose = (): Compose => parse(readDockerFile('compose.yaml'), { merge: true }) as Compose;

/** How docker/compose.yaml starts a service. */
export function startCommandOf(service: string): readonly string[] {
  const { command } = readCompose().services[service] ?? {};
  if (!command) throw new Error(`compose.yaml has no command for ${service}`);
  return command;
}
