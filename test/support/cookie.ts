import { randomBytes } from 'node:crypto';
import { request } from 'node:http';

const upgrade = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' };

/** The `Set-Cookie` header that the server sends on a new socket. */
export function cookieHeaderOf(url: string, headers: Record<string, string> = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const key = randomBytes(16).toString('base64');
    const asked = request(`${url}/socket.io/?EIO=4&transport=websocket`, {
      headers: { ...upgrade, 'sec-websocket-key': key, ...headers },
    });
    asked.once('upgrade', (response, socket) => {
      socket.destroy();
      resolve(response.headers['set-cookie']?.[0] ?? '');
    });
    asked.once('response', ({ statusCode }) => reject(new Error(`answered ${statusCode}`)));
    asked.once('error', reject);
    asked.end();
  });
}

/** The `Cookie` header of a new browser. */
export async function newCookie(url: string, headers: Record<string, string> = {}): Promise<string> {
  return (await cookieHeaderOf(url, headers)).split(';')[0] ?? '';
}
