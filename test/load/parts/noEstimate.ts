type Capabilities = {
  codecs?: { rtcpFeedback?: { type: string }[] }[];
  headerExtensions?: { uri: string }[];
};

const feedbacks = ['transport-cc', 'goog-remb'];
const extensions = ['transport-wide-cc', 'abs-send-time'];

/** Capabilities without bandwidth estimation, so that viewers get all that they ask for and forwarding alone is measured. */
export function withoutEstimate<T extends Capabilities>({ codecs = [], headerExtensions = [], ...rest }: T): T {
  return {
    ...rest,
    codecs: codecs.map((codec) => ({
      ...codec,
      rtcpFeedback: codec.rtcpFeedback?.filter(({ type }) => !feedbacks.includes(type)),
    })),
    headerExtensions: headerExtensions.filter(({ uri }) => !extensions.some((each) => uri.includes(each))),
  } as unknown as T;
}
