import type { ErrorEntry } from './error-entry.ts'

/** The other side could not be reached, or answered that it can not serve now; repeating later may help. */
export const networkErrors = {
  'request-failed': {
    what: 'the request did not reach MobilePay or brought no answer',
    causes: [
      'no network, DNS failure or refused connection',
      'a TLS failure, often a proxy that replaces certificates',
    ],
    remedy: 'Check the connection from this machine to the host named in the details, and try again.',
    spec: 'RFC 9110 section 15',
  },
  'request-timed-out': {
    what: 'MobilePay did not answer in time',
    causes: ['the service is slow', 'a firewall drops the packets'],
    remedy: 'Try again; raise timeoutMs where the network is known to be slow.',
    spec: 'MobilePayClientOptions.timeoutMs',
  },
  'request-aborted': {
    what: 'the request was aborted by the caller’s signal',
    causes: ['the AbortSignal that the call was given fired'],
    remedy:
      'None needed where the abort was wanted. A refresh, a redemption or a revocation that had begun goes on, and what it brings is stored.',
    spec: 'Fetch, AbortSignal',
  },
  'refresh-busy': {
    what: 'another process is refreshing the tokens of this connection, and took longer than is waited for',
    causes: ['a process ended in the middle of a refresh', 'MobilePay or the store is slow'],
    remedy: 'Try again: the lease of a process that has ended runs out within seconds.',
    spec: 'RFC 6749 section 6',
  },
  'service-unavailable': {
    what: 'MobilePay answered that it can not serve the request now',
    causes: ['an outage or maintenance', 'a rate limit'],
    remedy: 'Try again later, with growing pauses.',
    spec: 'RFC 9110 section 15.6; RFC 6585 section 4',
  },
} as const satisfies Record<string, ErrorEntry>
