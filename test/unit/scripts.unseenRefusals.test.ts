import { expect, test } from 'vitest';
import { declaredRefusals, unseenRefusals } from '../../scripts/unseenRefusals.ts';

test('a code counts as seen wherever it was answered, a declaration only for its own request', () => {
  const { codes, declared } = unseenRefusals(['say:tooFast', 'react:muted', 'handshake:foreignOrigin']);
  for (const code of ['tooFast', 'muted', 'foreignOrigin']) expect(codes).not.toContain(code);
  expect(codes).toContain('banned');
  expect(declared).not.toContain('handshake:foreignOrigin');
  expect(declared).toContain('say:muted');
});

test('nothing is unseen once every declaration and every common code was', () => {
  const common = unseenRefusals(declaredRefusals()).codes.map((code) => `say:${code}`);
  expect(unseenRefusals([...declaredRefusals(), ...common])).toEqual({ codes: [], declared: [] });
});
