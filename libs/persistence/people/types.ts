import type { Plan } from '../types.js';

export type MemberRole = 'owner' | 'admin' | 'member' | 'viewer';

export interface Person {
  readonly id: string;
  /** Lower case. */
  readonly email: string;
  readonly name: string | null;
  readonly emailConfirmedAt: Date | null;
  readonly createdAt: Date;
}

export interface Membership {
  readonly accountId: string;
  readonly organisation: string;
  readonly role: MemberRole;
}

export interface Member {
  readonly userId: string;
  readonly email: string;
  readonly name: string | null;
  readonly role: MemberRole;
  readonly createdAt: Date;
}

export interface Invitation {
  readonly id: string;
  readonly email: string;
  readonly role: MemberRole;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** A person at work for an organisation, as the session has it; the account is null for somebody who is in none. */
export interface SessionPerson {
  readonly sessionId: string;
  readonly person: Person;
  readonly account: {
    readonly id: string;
    readonly name: string;
    readonly plan: Plan;
    readonly ratePerMinute: number | null;
    readonly ratePerDay: number | null;
    readonly apiAccessEnabled: boolean;
    readonly role: MemberRole;
  } | null;
}
