import type { Client } from 'pg';

export function accountId(number: number): string;
export function accountShares(accounts: number): number[];
export function makeDataSet(
  connect: () => Promise<Client>,
  options: {
    readonly rows: number;
    readonly accounts: number;
    readonly connections?: number;
    readonly forExports?: boolean;
  },
): Promise<void>;
