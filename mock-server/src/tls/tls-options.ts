/** How the mock serves TLS beside http. */
export interface TlsOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number | undefined
  /** A certificate of one's own in PEM, chain included; with `key`, in place of the local CA's. */
  readonly certificate?: string | undefined
  /** Its private key in PEM. */
  readonly key?: string | undefined
}

/** Where a mock is reached over TLS, under MobilePay's real host names. */
export interface MockTls {
  /** This machine's own name; the path form is there as well. */
  readonly url: string
  readonly port: number
  /** What clients must trust, in PEM; undefined with a certificate of one's own. */
  readonly ca: string | undefined
  /** The file that `ca` was read from. */
  readonly caPath: string | undefined
  /** The real host names that its certificate is for: have them resolve to this machine. */
  readonly hosts: readonly string[]
}
