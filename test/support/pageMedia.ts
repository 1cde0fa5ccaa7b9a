import type { BrowserContext, Page } from 'playwright-core';

declare global {
  interface Window {
    __connections?: RTCPeerConnection[];
  }
}

/** Remembers the media connections of this person's pages, to read their statistics. */
export async function watchConnections(person: BrowserContext): Promise<void> {
  await person.addInitScript(() => {
    const Original = RTCPeerConnection;
    window.__connections = [];
    window.RTCPeerConnection = class extends Original {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        window.__connections?.push(this);
      }
    };
  });
}

/** Bytes received so far, headers and retransmissions included. */
export const bytesReceived = (page: Page): Promise<number> => sumOf(page, 'inbound-rtp', 'Received');
/** Without bandwidth probes. */
export const mediaReceived = (page: Page): Promise<number> => sumOf(page, 'inbound-rtp', 'Received', 'probator');
export const bytesSent = (page: Page): Promise<number> => sumOf(page, 'outbound-rtp', 'Sent');

function sumOf(page: Page, type: 'inbound-rtp' | 'outbound-rtp', what: 'Received' | 'Sent', but = ''): Promise<number> {
  return page.evaluate(
    async ([type, what, but]) => {
      let sum = 0;
      for (const connection of window.__connections ?? []) {
        if (connection.connectionState === 'closed') continue;
        for (const entry of (await connection.getStats()).values()) {
          if (entry.type === type && (but === '' || entry.mid !== but))
            sum += (entry[`bytes${what}`] ?? 0) + (entry[`headerBytes${what}`] ?? 0);
        }
      }
      return sum;
    },
    [type, what, but] as const,
  );
}

/** Frames sent of the largest announced layer. */
export const largestFramesSent = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const layers = new Map<number, number>();
    for (const connection of window.__connections ?? []) {
      if (connection.connectionState === 'closed') continue;
      for (const entry of (await connection.getStats()).values()) {
        if (entry.type === 'outbound-rtp' && entry.kind === 'video') layers.set(entry.encodingIndex, entry.framesSent);
      }
    }
    return layers.get(Math.max(...layers.keys())) ?? 0;
  });

/** Lines of the remote descriptions of all connections. */
export const sdpLines = (page: Page): Promise<number> =>
  page.evaluate(() =>
    (window.__connections ?? [])
      .filter(({ connectionState }) => connectionState !== 'closed')
      .reduce((sum, { remoteDescription }) => sum + (remoteDescription?.sdp.split('\n').length ?? 0), 0),
  );
