type MessageListener = (event: { readonly data: unknown }) => void;

interface Message {
  readonly sourceName: string;
  readonly targetName: string;
  readonly action?: string;
  readonly callbackId?: number;
  readonly chunk?: { fnArray?: unknown[]; argsArray?: unknown[] };
}

// CallbackKind.DATA of pdf.js' message handler.
const CALLBACK_DATA = 1;

/**
 * One end of a channel between the two halves of pdf.js in one thread. Unlike pdf.js' own loopback it hands objects
 * over by reference: cloning every glyph and font program costs as much as reading them.
 */
export class DirectPort {
  private peer: DirectPort | null = null;
  private readonly listeners = new Set<MessageListener>();

  static pair(): [DirectPort, DirectPort] {
    const left = new DirectPort();
    const right = new DirectPort();
    left.peer = right;
    right.peer = left;
    return [left, right];
  }

  postMessage(message: Message): void {
    if (message.action === 'FontFallback' && message.callbackId !== undefined) {
      // Nobody draws: glyph outlines must not be built because no font could be loaded into a browser.
      this.deliver({
        sourceName: message.targetName,
        targetName: message.sourceName,
        callback: CALLBACK_DATA,
        callbackId: message.callbackId,
        data: null,
      });
      return;
    }
    const chunk = message.chunk;
    // The sender empties these arrays right after posting them.
    const data = chunk?.fnArray
      ? { ...message, chunk: { ...chunk, fnArray: chunk.fnArray.slice(), argsArray: chunk.argsArray?.slice() } }
      : message;
    this.peer?.deliver(data);
  }

  addEventListener(_type: 'message', listener: MessageListener, options?: { readonly signal?: AbortSignal }): void {
    if (options?.signal?.aborted) return;
    this.listeners.add(listener);
    options?.signal?.addEventListener('abort', () => this.listeners.delete(listener));
  }

  removeEventListener(_type: 'message', listener: MessageListener): void {
    this.listeners.delete(listener);
  }

  private deliver(data: unknown): void {
    queueMicrotask(() => {
      for (const listener of [...this.listeners]) listener({ data });
    });
  }
}
