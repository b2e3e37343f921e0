import type { ChildProcess } from 'node:child_process';

export function initialisePostgres(options: {
  folder: string;
  user: string;
  password: string;
  /** Whether the new files are forced to the disk; they are unless told. */
  sync?: boolean;
}): Promise<void>;

export function startPostgres(options: {
  folder: string;
  port: number;
  /** Settings such as `fsync=off`. */
  flags?: readonly string[];
  logFile: string;
}): Promise<ChildProcess>;

export function stopPostgres(child: ChildProcess): Promise<void>;

export function createDatabase(options: { url: string; name: string }): Promise<void>;
