/** Certificates cannot be read, made or used; the message says what to do. */
export class CertificateError extends Error {
  override readonly name = 'CertificateError'
}
