import { createHash, createHmac, randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';

/** The part of TURN (RFC 8656) over UDP that is needed to test what a relay permits. */

const magic = 0x2112a442;
const methods = { allocate: 0x003, refresh: 0x004, createPermission: 0x008, send: 0x016 };
const attributes = {
  username: 0x0006,
  integrity: 0x0008,
  error: 0x0009,
  peer: 0x0012,
  data: 0x0013,
  realm: 0x0014,
  nonce: 0x0015,
  requestedTransport: 0x0019,
};
const indication = 0x0010;
const answerWithinMs = 5_000;

export type Credentials = { username: string; credential: string };
type Attribute = [name: keyof typeof attributes, value: Buffer];

function attributeOf([name, value]: Attribute): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(attributes[name], 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value, Buffer.alloc(-value.length & 3)]);
}

function messageOf(type: number, list: Attribute[], key?: Buffer): Buffer {
  const body = Buffer.concat(list.map(attributeOf));
  const head = Buffer.alloc(20);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(body.length + (key ? 24 : 0), 2);
  head.writeUInt32BE(magic, 4);
  randomBytes(12).copy(head, 8);
  const message = Buffer.concat([head, body]);
  if (!key) return message;
  return Buffer.concat([message, attributeOf(['integrity', createHmac('sha1', key).update(message).digest()])]);
}

function readAttribute(message: Buffer, name: keyof typeof attributes): Buffer | null {
  for (let at = 20; at + 4 <= message.length; ) {
    const length = message.readUInt16BE(at + 2);
    if (message.readUInt16BE(at) === attributes[name]) return message.subarray(at + 4, at + 4 + length);
    at += 4 + length + (-length & 3);
  }
  return null;
}

/** XOR-encoded IPv4 address and port. */
function addressOf(address: string, port: number): Buffer {
  const value = Buffer.alloc(8);
  value[1] = 1;
  value.writeUInt16BE(port ^ (magic >>> 16), 2);
  const plain = Buffer.from(address.split('.').map(Number)).readUInt32BE();
  value.writeUInt32BE((plain ^ magic) >>> 0, 4);
  return value;
}

/** 0 for success, else the error code. */
function codeOf(answer: Buffer): number {
  const error = readAttribute(answer, 'error');
  return error ? (error[2] ?? 0) * 100 + (error[3] ?? 0) : 0;
}

export function createTurnClient(port: number, { username, credential }: Credentials) {
  const socket = createSocket('udp4');
  let realm = Buffer.alloc(0);
  let nonce = Buffer.alloc(0);

  const ask = (message: Buffer) =>
    new Promise<Buffer>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('the relay does not answer')), answerWithinMs);
      const listen = (answer: Buffer) => {
        if (!answer.subarray(8, 20).equals(message.subarray(8, 20))) return;
        clearTimeout(timer);
        socket.off('message', listen);
        resolve(answer);
      };
      socket.on('message', listen);
      socket.send(message, port, '127.0.0.1');
    });
  const request = async (method: keyof typeof methods, list: Attribute[]): Promise<number> => {
    const key = createHash('md5').update(`${username}:${realm}:${credential}`).digest();
    const named: Attribute[] = [...list, ['username', Buffer.from(username)], ['realm', realm], ['nonce', nonce]];
    return codeOf(await ask(messageOf(methods[method], named, key)));
  };

  return {
    /** A relayed port, for UDP (17) or TCP (6). */
    async allocate(transport = 17): Promise<number> {
      const wish: Attribute = ['requestedTransport', Buffer.from([transport, 0, 0, 0])];
      const challenge = await ask(messageOf(methods.allocate, [wish]));
      realm = Buffer.from(readAttribute(challenge, 'realm') ?? '');
      nonce = Buffer.from(readAttribute(challenge, 'nonce') ?? '');
      return request('allocate', [wish]);
    },
    permit: (address: string) => request('createPermission', [['peer', addressOf(address, 9)]]),
    send(address: string, to: number, data: string): void {
      const list: Attribute[] = [
        ['peer', addressOf(address, to)],
        ['data', Buffer.from(data)],
      ];
      socket.send(messageOf(methods.send | indication, list), port, '127.0.0.1');
    },
    close: () => socket.close(),
  };
}
