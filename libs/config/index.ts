export { ApiConfig, ServiceConfig, WorkerConfig } from './configuration.js';
export { documentConfiguration } from './document-configuration.js';
export { invocationFolder } from './invocation-folder.js';
export { ConfigError, loadApiConfig, loadWorkerConfig } from './load-config.js';
