import type { Fault } from '../fault.ts'
import { attackerKid, thumbprint } from './attacker-keys.ts'
import { type DraftChange, everyKind, forEachKind, front, type IdTokenRow } from './id-token-rows.ts'

const kidSpec = 'OIDCC 10.1; RFC 7515 4.1.4'

function setHeader(name: string, value: unknown): DraftChange {
  return (draft) => ({ ...draft, header: { ...draft.header, [name]: value } })
}

function dropHeader(name: string): DraftChange {
  return (draft) => {
    const { [name]: dropped, ...header } = draft.header
    return dropped === undefined ? undefined : { ...draft, header }
  }
}

const rows: readonly IdTokenRow[] = [
  {
    name: 'kid-missing',
    breaks: 'does not name its key, although there are several.',
    spec: kidSpec,
    of: everyKind,
    ids: { [front]: ['oidcc-client-test-kid-absent-multiple-jwks'] },
    change: dropHeader('kid'),
  },
  {
    name: 'kid-unknown',
    breaks: 'names a key that the key set does not have.',
    spec: kidSpec,
    of: everyKind,
    ids: { [front]: ['PD-026'] },
    change: setHeader('kid', 'no-such-key'),
  },
  {
    name: 'kid-injection',
    breaks: 'has a path and SQL for the name of its key.',
    spec: 'RFC 8725 3.10',
    ids: { [front]: ['MR-012'] },
    change: setHeader('kid', "../../../../dev/null' OR '1'='1"),
  },
  {
    name: 'kid-lower-case',
    breaks: 'names its key in lower case.',
    spec: kidSpec,
    change: (draft) => ({ ...draft, header: { ...draft.header, kid: String(draft.header.kid).toLowerCase() } }),
  },
  { name: 'kid-number', breaks: 'has a number for kid.', spec: kidSpec, change: setHeader('kid', 42) },
  { name: 'kid-null', breaks: 'has null for kid.', spec: kidSpec, change: setHeader('kid', null) },
  { name: 'kid-empty', breaks: 'has an empty kid.', spec: kidSpec, change: setHeader('kid', '') },
  {
    name: 'kid-of-other-key',
    breaks: 'names another key of the set than the one that signed.',
    spec: kidSpec,
    change(draft, { exchange: { world, stage } }) {
      const published = world.stage(stage).keys.published(world.settings.generation)
      const other = published.find(({ kid }) => kid !== draft.header.kid)
      return other && { ...draft, header: { ...draft.header, kid: other.kid } }
    },
  },
  {
    name: 'crit-unknown',
    breaks: 'demands an extension that nobody knows.',
    spec: 'RFC 7515 4.1.11',
    ids: { [front]: ['MR-010'] },
    change: (draft) => ({ ...draft, header: { ...draft.header, crit: ['exotic'], exotic: true } }),
  },
  {
    name: 'crit-empty',
    breaks: 'has an empty list of critical extensions.',
    spec: 'RFC 7515 4.1.11',
    change: setHeader('crit', []),
  },
  {
    name: 'b64-false',
    breaks: 'says that its payload is not encoded.',
    spec: 'RFC 7797 3',
    change: (draft) => ({ ...draft, header: { ...draft.header, crit: ['b64'], b64: false } }),
  },
  {
    name: 'jku-elsewhere',
    breaks: 'says where its keys are: elsewhere.',
    spec: 'RFC 7515 4.1.2; RFC 8725 3.10',
    change: (draft) => ({
      ...draft,
      header: { ...draft.header, kid: attackerKid, jku: 'https://evil.example/jwks' },
    }),
  },
  {
    name: 'x5u-elsewhere',
    breaks: 'says where its certificate is: elsewhere.',
    spec: 'RFC 7515 4.1.5; RFC 8725 3.10',
    change: (draft) => ({
      ...draft,
      header: { ...draft.header, kid: attackerKid, x5u: 'https://evil.example/certificate' },
    }),
  },
  {
    name: 'x5t-wrong',
    breaks: 'has the thumbprint of another certificate.',
    spec: 'RFC 7515 4.1.7',
    change: setHeader('x5t', thumbprint('another certificate')),
  },
  {
    name: 'typ-access-token',
    breaks: 'calls itself an access token.',
    spec: 'RFC 8725 3.11; RFC 9068 2.1',
    change: setHeader('typ', 'at+jwt'),
  },
  {
    name: 'typ-missing',
    breaks: 'has no typ.',
    spec: 'RFC 7519 5.1',
    isRight: true,
    change: dropHeader('typ'),
  },
  { name: 'alg-missing', breaks: 'has no alg.', spec: 'RFC 7515 4.1.1', change: dropHeader('alg') },
  { name: 'alg-null', breaks: 'has null for alg.', spec: 'RFC 7515 4.1.1', change: setHeader('alg', null) },
  { name: 'alg-array', breaks: 'has an array for alg.', spec: 'RFC 7515 4.1.1', change: setHeader('alg', ['RS256']) },
  {
    name: 'alg-lower-case',
    breaks: 'has its alg in lower case.',
    spec: 'RFC 7515 4.1.1',
    change: setHeader('alg', 'rs256'),
  },
  {
    name: 'header-duplicated-alg',
    breaks: 'has two members alg in its header, the last one none.',
    spec: 'RFC 7515 4; RFC 8725 2.3',
    change: (draft) => ({ ...draft, headerText: `${JSON.stringify(draft.header).slice(0, -1)},"alg":"none"}` }),
  },
  {
    name: 'header-not-json',
    breaks: 'has a header that is no JSON.',
    spec: 'RFC 7515 5.2',
    change: (draft) => ({ ...draft, headerText: 'header' }),
  },
]

/** What an ID token says of its own signature. */
export const idTokenHeaderFaults: readonly Fault[] = forEachKind(rows)
