export { ApiConfig } from './api-config.js';
export { documentConfiguration } from './document-configuration.js';
export { invocationFolder } from './invocation-folder.js';
export { ConfigError, loadApiConfig, loadMcpConfig, loadWorkerConfig } from './load-config.js';
export { checkOcrEngine, ocrSettingsOf } from './ocr-engine.js';
export { ServiceConfig } from './service-config.js';
export { WorkerConfig } from './worker-config.js';
