declare global {
  interface Window {
    /** What a socket's text is replaced by. */
    __alterSent?: (text: string) => string;
  }
}

/** Runs in pages: what a socket sends goes through `__alterSent` first, by WebSocket or by polling. */
export function alterSent(): void {
  for (const { prototype } of [WebSocket, XMLHttpRequest] as { prototype: { send(data: unknown): void } }[]) {
    const { send } = prototype;
    prototype.send = function (data) {
      return send.call(this, typeof data === 'string' ? (window.__alterSent?.(data) ?? data) : data);
    };
  }
}
