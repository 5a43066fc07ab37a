import type { CheckContext } from '../check-context.ts'
import { burning, otherCase } from './burning.ts'
import { invalidGrant, invalidGrantOrRequest, type Probe } from './probe.ts'

/** Addresses that are nearly that of the authorization request, all of them others (RFC 3986 6.2.1). */
const nearlyRight: Readonly<Record<string, (uri: string) => string>> = {
  'redirect_uri with more behind it': (uri) => `${uri}more`,
  'redirect_uri with a query added': (uri) => `${uri}?more=1`,
  'redirect_uri in other letter case': otherCase,
  'redirect_uri with another path': (uri) => new URL('/another/path', uri).href,
  'redirect_uri encoded twice': encodeURIComponent,
  'redirect_uri with a slash more or less at its end': (uri) => (uri.endsWith('/') ? uri.slice(0, -1) : `${uri}/`),
  'redirect_uri of another scheme': (uri) => (uri.startsWith('https:') ? 'http:' : 'https:') + uri.replace(/^.*?:/, ''),
  'redirect_uri with another port': withAnotherPort,
  'redirect_uri with a space behind it': (uri) => `${uri} `,
}

function withAnotherPort(uri: string): string {
  const url = new URL(uri)
  url.port = url.port === '8443' ? '9443' : '8443'
  return url.href
}

export const wrongRedirectUri: readonly Probe[] = [
  burning('another redirect_uri', invalidGrant, () => ({ redirect_uri: 'https://other.example/callback' })),
  ...Object.entries(nearlyRight).map(([what, change]) =>
    burning(what, invalidGrant, ({ request }) => ({ redirect_uri: change(request.get('redirect_uri') ?? '') })),
  ),
]

/** Another address of the client's own, where it has several. */
export function anotherOfTheClient({ flow }: CheckContext): readonly Probe[] {
  return (flow.login().moreRedirectUris ?? [])
    .slice(0, 1)
    .map((uri) => burning('another registered redirect_uri', invalidGrant, () => ({ redirect_uri: uri })))
}

export const missingRedirectUri: readonly Probe[] = [
  burning('without redirect_uri', invalidGrantOrRequest, () => ({ redirect_uri: undefined })),
  burning('with an empty redirect_uri', invalidGrantOrRequest, () => ({ redirect_uri: '' })),
]
