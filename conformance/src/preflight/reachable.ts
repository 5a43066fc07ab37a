import type { Outcome } from '../checks/outcome.ts'
import { type HttpResponse, mediaTypeOf, TransportError, textOf } from '../subjects/http.ts'
import type { Target } from '../subjects/target.ts'
import { fine, misconfigured, type PreflightCheck } from './preflight-check.ts'

const certificate = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|ERR_TLS_CERT_ALTNAME_INVALID/
const notTls = /ERR_SSL|EPROTO|WRONG_VERSION_NUMBER|PACKET_LENGTH/

/** PRE-01: somebody is there, and it is a provider. */
export const reachable: PreflightCheck = {
  id: 'PRE-01',
  title: 'The discovery document can be reached: name, connection, TLS, and something that is a document',
  blocks: 'everything',
  async run(context) {
    const { target } = context
    try {
      return judgeAnswer(await context.discoveryResponse(), target)
    } catch (error) {
      if (error instanceof TransportError) return judgeSilence(error.message, target)
      throw error
    }
  },
}

/** MobilePay's real hosts may be gone for good, which no configuration mends. */
function isRealMobilePay({ environment, addresses }: Target): boolean {
  return environment !== undefined && addresses.base === undefined
}

function retired(seen: string): Outcome {
  return { kind: 'inconclusive', reason: `RETIRED: the service seems to be gone. ${seen}` }
}

function unreachable(seen: string): Outcome {
  return { kind: 'inconclusive', reason: `UNREACHABLE: ${seen}` }
}

function judgeSilence(message: string, target: Target): Outcome {
  const { host } = new URL(target.discoveryUrl)
  const expected = `an answer from ${host}`
  if (/ENOTFOUND/.test(message)) {
    if (isRealMobilePay(target)) return retired(`DNS knows no ${host}, or this machine asks no DNS (${message}).`)
    const mend = 'Correct the host name, or name its address with --resolve.'
    return misconfigured({ field: '--url', reason: `DNS knows no ${host}.`, expected, actual: message, mend })
  }
  if (certificate.test(message)) {
    const mend = 'Name the authority that issued it with --ca, or use the name that the certificate is for.'
    const reason = `the certificate of ${host} is not trusted here.`
    return misconfigured({ field: '--url, TLS', reason, expected: 'a trusted certificate', actual: message, mend })
  }
  if (notTls.test(message)) {
    const mend = 'Write http:// instead of https://, or name the port that speaks TLS.'
    return misconfigured({ field: '--url', reason: `${host} speaks no TLS.`, expected: 'TLS', actual: message, mend })
  }
  return unreachable(`${message}.`)
}

function judgeAnswer(response: HttpResponse, target: Target): Outcome {
  const { status } = response
  const seen = describe(response)
  if (status >= 502 && status <= 504) return unreachable(`${seen}.`)
  const isPage = status === 200 && /html/.test(mediaTypeOf(response)) && !/^\s*[{[]/.test(textOf(response))
  const isGone = status === 404 || status === 410 || (status >= 300 && status < 400)
  if (!isPage && !isGone) return fine(seen)
  if (isRealMobilePay(target)) return retired(`Its address answered ${seen}.`)
  return misconfigured({
    field: '--url',
    reason: 'there is no discovery document at this address.',
    expected: '200 with a JSON document',
    actual: seen,
    mend: 'Give the address of the document, which ends in /.well-known/openid-configuration.',
  })
}

function describe(response: HttpResponse): string {
  const { status, headers } = response
  const type = mediaTypeOf(response) || 'no content type'
  const title = /<title>([^<]{1,80})/i.exec(textOf(response))?.[1]?.trim()
  const location = headers.get('location')
  const details = [
    ...(title ? [`the page "${title}"`] : []),
    ...(location ? [`to ${URL.parse(location, 'https://relative.invalid')?.host ?? 'nowhere'}`] : []),
  ]
  return [`${status} (${type})`, ...details].join(', ')
}
