import { describe, expect, it } from 'vitest';
import { outageReason } from '../../server/registry/outageReasons.ts';

const down = [
  "READONLY You can't write against a read only replica.",
  "OOM command not allowed when used memory > 'maxmemory'. script: ab12, on @user_script:5.",
  'ERR Error running script (call to f_ab12): @user_script:6: @user_script: 6: -MISCONF Redis is configured to save RDB',
  "EXECABORT Transaction discarded because of: READONLY You can't write against a read only replica.",
  'LOADING Redis is loading the dataset in memory',
  'UNBLOCKED force unblock from blocking operation, instance state changed (master -> replica?)',
  'ERR max number of clients reached',
  'Command timed out',
  'connect ECONNREFUSED 127.0.0.1:6379',
  'Reached the max retries per request limit (which is 2).',
  'Command aborted due to connection close',
];
const defects = [
  'WRONGTYPE Operation against a key holding the wrong kind of value',
  "ERR unknown command 'OOM'",
  'ERR Error running script (call to f_ab12): @user_script:6: attempt to index a nil value READONLY',
  'EXECABORT Transaction discarded because of previous errors.',
  'Unexpected token B in JSON: BUSY',
];

describe('an error of Redis', () => {
  it.each(down)('is an outage: %s', (message) => expect(outageReason(new Error(message))).toMatch(/Redis/));
  it.each(defects)('is a defect: %s', (message) => expect(outageReason(new Error(message))).toBeNull());
  it('is an outage if a transaction was not run because its commands were refused', () => {
    const error = new Error('EXECABORT Transaction discarded because of previous errors.');
    const previousErrors = [new Error('NOREPLICAS Not enough good replicas to write.')];
    expect(outageReason(Object.assign(error, { previousErrors }))).toMatch(/too few replicas/);
  });
});
