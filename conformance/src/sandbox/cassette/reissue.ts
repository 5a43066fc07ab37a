import type { AutomaticLogin } from '../../subjects/target.ts'
import { Disguise } from './disguise.ts'
import { learnSecrets } from './learn-secrets.ts'
import { ReissuedKeys } from './reissue-keys.ts'
import { compactJws, ReissuedTokens } from './reissue-tokens.ts'
import { digestOf } from './shape.ts'
import type { TapedResponse, TapeEntry } from './tape-entry.ts'

/** What stands for the names that a run logged in with. */
export const recordedNames = {
  clientId: 'integrator',
  clientSecret: 'recorded-client-secret',
  username: 'user@recording.example',
  password: 'recorded-password',
  merchantVat: { DK: 'DK12345674', FI: 'FI12345671' },
} as const

/**
 * Entries without anything of the recorded run that gives access to it: keys, tokens, codes, cookies and names are
 * replaced, each by one and the same, so that everything fits together as it did.
 */
export function reissue(entries: readonly TapeEntry[], login: AutomaticLogin | undefined): readonly TapeEntry[] {
  const keys = new ReissuedKeys()
  for (const text of entries.flatMap(textsIn)) keys.learn(text)
  const disguise = new Disguise(new Map([...keys.names, ...namesOf(login)]))
  const tokens = new ReissuedTokens(disguise, keys)
  for (const text of entries.flatMap(textsIn)) tokens.learn(text)
  for (const entry of entries) learnSecrets(entry, (value) => value.startsWith('eyJ') || disguise.learn(value))
  tokens.issueAll()
  const change = (text: string) => disguise.apply(text.replace(compactJws, (token) => tokens.of(token)))
  return entries.map((entry) => changed(entry, change))
}

function namesOf(login: AutomaticLogin | undefined): ReadonlyMap<string, string> {
  if (!login) return new Map()
  const { clientId, clientSecret, loginHint, password = '', merchantVat = '' } = login
  const vat = merchantVat.startsWith('FI') ? recordedNames.merchantVat.FI : recordedNames.merchantVat.DK
  return new Map([
    [clientId, recordedNames.clientId],
    [clientSecret, recordedNames.clientSecret],
    [loginHint, recordedNames.username],
    [password, recordedNames.password],
    [merchantVat, vat],
  ])
}

function textsIn(entry: TapeEntry): readonly string[] {
  if (entry.kind === 'exchange') return entry.response ? textsOf(entry.response) : []
  if (entry.kind === 'probe') return []
  const fields = entry.arrival.kind === 'callback' ? entry.arrival.fields.map(([, value]) => value) : []
  return [...fields, ...(entry.hops ?? []).flatMap(({ response }) => textsOf(response))]
}

function textsOf({ headers, body }: TapedResponse): readonly string[] {
  return [body, ...headers.map(([, value]) => value)]
}

function changed(entry: TapeEntry, change: (text: string) => string): TapeEntry {
  switch (entry.kind) {
    case 'probe':
      return entry
    case 'exchange':
      return {
        ...entry,
        sent: digestOf(change(entry.sent)),
        ...(entry.response && { response: changedResponse(entry.response, change) }),
      }
    case 'visit':
      return {
        ...entry,
        arrival: changedStrings(entry.arrival, change),
        ...(entry.hops && {
          hops: entry.hops.map(({ request, response }) => ({
            request: changedStrings(request, change),
            response: changedResponse(response, change),
          })),
        }),
      }
  }
}

function changedResponse(response: TapedResponse, change: (text: string) => string): TapedResponse {
  const body = change(response.body)
  const headers = response.headers.map(
    ([name, value]) => [name, name === 'content-length' ? String(Buffer.byteLength(body)) : change(value)] as const,
  )
  return { ...response, headers, body }
}

/** Every string in a value, however deep. */
function changedStrings<Value>(value: Value, change: (text: string) => string): Value {
  return JSON.parse(JSON.stringify(value), (_name, part) => (typeof part === 'string' ? change(part) : part))
}
