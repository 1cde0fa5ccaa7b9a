/** A phone that vanished is noticed after this, whatever it sent; mediasoup allows 10 to 60 s. */
export const iceConsentTimeoutSeconds = 10;
