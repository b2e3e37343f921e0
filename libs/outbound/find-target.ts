import { lookup } from 'node:dns/promises';
import { type BlockList, isIP } from 'node:net';

import type { WebhookFault } from '@vitamill/domain';
import { mayCall } from './address-guard.js';

export interface TargetRules {
  /** Whether http: may be used, and not https: alone. */
  readonly allowHttp: boolean;
  /** Networks that may be called although they are private. */
  readonly allowedNetworks: BlockList;
  /** All addresses of a host name; the system's resolver unless told. */
  readonly resolve?: (hostname: string) => Promise<readonly string[]>;
}

/** Where a connection goes: the address that was checked, so that a second look-up cannot lead elsewhere. */
export interface Target {
  readonly url: URL;
  readonly address: string;
}

export class TargetError extends Error {
  override readonly name = 'TargetError';
  constructor(
    readonly fault: WebhookFault,
    message: string,
  ) {
    super(message);
  }
}

const MOST_CHARACTERS = 2_000;
/** Names that never lead to the internet (RFC 6761, RFC 6762, RFC 8375, and what clouds call their own). */
const LOCAL_NAMES = /(?:^|\.)(?:localhost|local|internal|intranet|lan|home\.arpa|localdomain)$/;

const resolveBySystem = async (hostname: string): Promise<string[]> =>
  (await lookup(hostname, { all: true, verbatim: true })).map(({ address }) => address);

/** The form of an address, without asking anybody. Throws `TargetError` with a sentence for its owner. */
export function readTargetUrl(text: string, { allowHttp }: Pick<TargetRules, 'allowHttp'>): URL {
  const refuse = (why: string): never => {
    throw new TargetError('refused_address', why);
  };
  if (text.length > MOST_CHARACTERS) refuse(`The URL may have ${MOST_CHARACTERS} characters.`);
  const url = URL.canParse(text) ? new URL(text) : refuse('This is no URL.');
  if (url.protocol !== 'https:' && !(allowHttp && url.protocol === 'http:'))
    refuse(allowHttp ? 'The URL must begin with https:// or http://.' : 'The URL must begin with https://.');
  if (url.username || url.password) refuse('The URL must not contain a user name or password.');
  url.hash = '';
  return url;
}

/**
 * Resolves the host once and gives the one address to connect to. A host that has a single address that may not be called
 * is refused: which one is taken is not to be left to chance. Throws `TargetError`.
 */
export async function findTarget(text: string, rules: TargetRules): Promise<Target> {
  const url = readTargetUrl(text, rules);
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const addresses = isIP(host) ? [host] : await resolveName(host, rules);
  const [address] = addresses;
  if (address === undefined) throw new TargetError('dns_failed', 'The host name has no address.');
  if (!addresses.every((each) => mayCall(each, rules.allowedNetworks)))
    throw new TargetError('refused_address', 'The URL leads to an address that is not public.');
  return { url, address };
}

async function resolveName(
  host: string,
  { resolve = resolveBySystem, allowedNetworks }: TargetRules,
): Promise<readonly string[]> {
  // Without an allowed network such a name could only be refused: then nobody needs to be asked.
  if (LOCAL_NAMES.test(host) && allowedNetworks.rules.length === 0)
    throw new TargetError('refused_address', 'The URL leads to a name that is not public.');
  try {
    return await resolve(host);
  } catch {
    throw new TargetError('dns_failed', 'The host name could not be resolved.');
  }
}
