import type { MemberRole } from '@vitamill/persistence';

/** Scopes of API keys and what they open. */
export const SCOPES = {
  'files:write': 'Upload and delete files',
  'files:read': 'List files, read their status and the originals',
  'data:read': 'Read master records and display rows',
  'data:write': 'Correct and label records',
  'parse:execute': 'Parse a file synchronously',
  'match:execute': 'Match CVs against jobs and screen candidates; implies match:read',
  'match:read': 'Read matches, screenings and their progress',
  'jobs:read': 'Read the tracked jobs',
  'jobs:write': 'Create, change and delete tracked jobs',
  'keys:manage': 'List, create and revoke API keys',
  'webhooks:manage': 'Set up webhooks, read and replay deliveries',
  'privacy:manage': 'Set the retention, export and erase persons, read the audit log',
  'usage:read': 'Read credits, quota and usage',
} as const;
export type Scope = keyof typeof SCOPES;

/** `*`, a scope, or all of a group: `jobs:*`. */
export type GrantedScope = Scope | '*' | `${string}:*`;

const IMPLIED: Partial<Record<Scope, readonly Scope[]>> = { 'match:execute': ['match:read'] };
const ALL = Object.keys(SCOPES) as Scope[];

/** Whether a key may be given this scope. */
export const isGrantable = (scope: string): scope is GrantedScope =>
  scope === '*' ||
  ALL.includes(scope as Scope) ||
  (scope.endsWith(':*') && ALL.some((known) => known.startsWith(scope.slice(0, -1))));

/** The scopes that granted ones come to: groups spelled out, implied ones added. Unknown ones open nothing. */
export function expandScopes(granted: readonly string[]): Scope[] {
  const covers = (grant: string, scope: Scope) =>
    grant === '*' || grant === scope || (grant.endsWith(':*') && scope.startsWith(grant.slice(0, -1)));
  const opened = ALL.filter((scope) => granted.some((grant) => covers(grant, scope)));
  return [...new Set(opened.flatMap((scope) => [scope, ...(IMPLIED[scope] ?? [])]))];
}

/** Roles in an organisation; each may do what those after it may. */
export const ROLES = ['owner', 'admin', 'member', 'viewer'] as const satisfies readonly MemberRole[];
export type Role = MemberRole;

const READ_ONLY: readonly Scope[] = ['files:read', 'data:read', 'match:read', 'jobs:read', 'usage:read'];
const MANAGING: readonly Scope[] = ['keys:manage', 'webhooks:manage', 'privacy:manage'];
/** What a person may do by role. */
export const ROLE_SCOPES: Readonly<Record<Role, readonly Scope[]>> = {
  owner: ALL,
  admin: ALL,
  member: ALL.filter((scope) => !MANAGING.includes(scope)),
  viewer: READ_ONLY,
};
