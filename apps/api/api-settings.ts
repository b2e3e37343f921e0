import type { SecretKeys } from '@vitamill/cryptography';

export interface PeopleSettings {
  /** Signs the tokens of logins. */
  readonly tokenSecret: string;
  readonly accessTokenMinutes: number;
  readonly sessionDays: number;
  /** invited: an organisation begins with an operator, people come by invitation. */
  readonly signup: 'open' | 'invited';
  /** What links in mails begin with, without a slash at the end. */
  readonly linkUrl: string;
  /** Origins that a confirmed person may be sent on to. */
  readonly redirectOrigins: readonly string[];
  /** Opens the operator's routes; null: they are closed. */
  readonly operatorToken: string | null;
}

/** What of the configuration the HTTP side needs. */
export interface ApiSettings {
  readonly maxUploadBytes: number;
  /** Assets waiting at which uploads are refused with 503. */
  readonly maxQueueDepth: number;
  /** Milliseconds that a client may pause while it sends a body. */
  readonly bodyIdleMilliseconds: number;
  /** Milliseconds for a whole request to arrive. */
  readonly requestMilliseconds: number;
  /** Bytes that uploads in flight may take in memory together. */
  readonly spoolBytes: number;
  /** Synchronous parses at once; more are answered 503. */
  readonly maxParallelParses: number;
  /** Address that clients reach the API at, for the OpenAPI document; null: relative. */
  readonly publicUrl: string | null;
  /** Requests a minute and address to the routes of the class `authentication`. */
  readonly authenticationsPerMinute: number;
  /** Addresses or networks of the proxies whose X-Forwarded-For is believed; empty: nobody's. */
  readonly trustedProxies: readonly string[];
  /** Origins whose pages may call the API from a browser. */
  readonly corsOrigins: readonly string[];
  readonly secretKeys: SecretKeys;
  readonly webhookAllowHttp: boolean;
  /** Private networks that webhooks may go to, parted by commas. */
  readonly webhookAllowedNetworks: string | null;
  readonly people: PeopleSettings;
}

export const API_SETTINGS = Symbol('ApiSettings');
