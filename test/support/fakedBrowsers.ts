/** Scripts that run before a page's own, so that it meets another browser or device. */

/** As a browser in which nobody has been asked for the camera. */
export function unasked(): void {
  Object.defineProperty(navigator.permissions, 'query', { value: async () => ({ state: 'prompt' }) });
}
export function denied(): void {
  Object.defineProperty(navigator.mediaDevices, 'getUserMedia', {
    value: () => Promise.reject(new DOMException('denied', 'NotAllowedError')),
  });
}
/** As a link that is opened inside an app. */
export function inInstagram(): void {
  const userAgent = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Mobile/22F76 Instagram 380.0.0';
  Object.defineProperty(navigator, 'userAgent', { value: userAgent });
}

export function tooOld(): void {
  Reflect.deleteProperty(window, 'ResizeObserver');
}
export function withoutWebRtc(): void {
  Reflect.deleteProperty(window, 'RTCPeerConnection');
}
/** As a device that decodes half of what comes. */
export function busy(): void {
  sessionStorage.clear();
  const { getStats } = RTCPeerConnection.prototype;
  RTCPeerConnection.prototype.getStats = async function () {
    const halved = [...(await getStats.call(this))].map(([id, entry]) => {
      const { framesDecoded } = entry;
      return [id, framesDecoded ? { ...entry, framesDecoded: Math.round(framesDecoded / 2) } : entry] as const;
    });
    return new Map(halved) as unknown as RTCStatsReport;
  };
}
