/** In place of what `device.ts` never chooses of mediasoup-client (config/vite.config.ts): 60 kB of script. */
const none = {
  createFactory(): never {
    throw new Error('this handler is not built in');
  },
};

export { none as FakeHandler, none as ReactNative106, none as Safari12 };
