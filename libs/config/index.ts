export { ApiConfig, ServiceConfig, WorkerConfig } from './configuration.js';
export { documentConfiguration } from './document-configuration.js';
export { invocationFolder } from './invocation-folder.js';
export { ConfigError, loadApiConfig, loadMcpConfig, loadWorkerConfig } from './load-config.js';
export { checkOcrEngine, ocrSettingsOf } from './ocr-engine.js';
