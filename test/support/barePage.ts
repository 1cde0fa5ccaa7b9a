import type { Browser } from 'playwright-core';
import { type Size, sizes } from './browser.ts';

export type BarePage = {
  /** The value of an expression in the page, as JSON. */
  evaluate<T>(expression: string): Promise<T>;
  close(): Promise<void>;
};

type Answer = { id?: number; result?: object; error?: { message: string } };

/**
 * A page in its own profile without devtools attached, as users have it: Playwright's tools make the browser read scripts
 * twice. `script` runs before the page's own.
 */
export async function openBarePage(
  browser: Browser,
  url: string,
  script: string,
  { width, height }: Size = sizes.desktop,
): Promise<BarePage> {
  const tools = await browser.newBrowserCDPSession();
  const { browserContextId } = await tools.send('Target.createBrowserContext');
  const { targetId } = await tools.send('Target.createTarget', { url: 'about:blank', browserContextId });
  const { sessionId } = await tools.send('Target.attachToTarget', { targetId, flatten: false });

  const waiting = new Map<number, (answer: Answer) => void>();
  tools.on('Target.receivedMessageFromTarget', (received) => {
    if (received.sessionId !== sessionId) return;
    const answer = JSON.parse(received.message) as Answer;
    if (answer.id !== undefined) waiting.get(answer.id)?.(answer);
  });
  let asked = 0;
  const ask = async (method: string, params: object): Promise<object> => {
    asked += 1;
    const id = asked;
    const answered = new Promise<Answer>((resolve) => waiting.set(id, resolve));
    await tools.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method, params }) });
    const { result, error } = await answered;
    waiting.delete(id);
    if (!result) throw new Error(`${method}: ${error?.message}`);
    return result;
  };

  const features = [{ name: 'prefers-reduced-motion', value: 'reduce' }];
  await ask('Emulation.setEmulatedMedia', { features });
  await ask('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
  await ask('Page.enable', {});
  await ask('Page.addScriptToEvaluateOnNewDocument', { source: script });
  await ask('Page.navigate', { url });
  return {
    async evaluate<T>(expression: string) {
      const { result } = (await ask('Runtime.evaluate', { expression, returnByValue: true })) as {
        result: { value: T };
      };
      return result.value;
    },
    async close() {
      await tools.send('Target.closeTarget', { targetId });
      await tools.send('Target.disposeBrowserContext', { browserContextId });
      await tools.detach();
    },
  };
}
