/** Told to clients. */
export const MCP_VERSION = '1.0.0';
