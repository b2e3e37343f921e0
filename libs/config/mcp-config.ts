import { FromEnvironment } from './setting.js';

/** apps/mcp */
export class McpConfig {
  @FromEnvironment({
    name: 'MCP_API_URL',
    type: 'url',
    schemes: ['http', 'https'],
    default: 'http://127.0.0.1:3000',
    description: 'Address of the API; CV_MATCH_API_URL is read too',
  })
  apiUrl!: string;

  @FromEnvironment({
    name: 'MCP_API_KEY',
    type: 'text',
    secret: true,
    optional: true,
    description: 'API key to work with over stdio; CV_MATCH_API_KEY is read too. Over HTTP each request brings its own',
  })
  apiKey!: string | null;

  @FromEnvironment({
    name: 'MCP_TRANSPORT',
    type: 'choice',
    choices: ['stdio', 'http'],
    default: 'stdio',
    description: 'stdio: started by the assistant; http: streamable HTTP at /mcp',
  })
  transport!: 'stdio' | 'http';

  @FromEnvironment({
    name: 'MCP_HTTP_PORT',
    type: 'integer',
    min: 0,
    max: 65_535,
    default: 3_100,
    description: 'Port of streamable HTTP; 0 takes any',
  })
  httpPort!: number;

  @FromEnvironment({
    name: 'MCP_HTTP_HOST',
    type: 'text',
    default: '127.0.0.1',
    description: 'Address to listen on; 0.0.0.0 in a container',
  })
  httpHost!: string;
}
