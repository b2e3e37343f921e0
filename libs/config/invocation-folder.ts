/** The folder in which the user typed the command: npm runs scripts in the project's own. */
export const invocationFolder = (): string => process.env.INIT_CWD ?? process.cwd();
