/** In place of mediasoup-client's handlers that `device.ts` never chooses (config/vite.config.ts): 36 kB of script. */
const none = {
  createFactory(): never {
    throw new Error('this handler is not built in');
  },
};

export { none as ReactNative106, none as Safari12 };
