declare module 'pdfjs-dist/legacy/build/pdf.worker.mjs' {
  /** The worker half of pdf.js; it may run on any object that behaves like a MessagePort. */
  export const WorkerMessageHandler: { initializeFromPort(port: unknown): void };
}
