import type { ExportJob } from '@vitamill/persistence';

/** Whether the time is over for which the file is kept. */
export const isOver = ({ expiresAt }: ExportJob): boolean => expiresAt !== null && expiresAt.getTime() <= Date.now();
