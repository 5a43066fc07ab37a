import { describe, it } from 'vitest'
import { back, expectOutcome, foreign, front, header, other, type Row } from './support/token-row.ts'

const encode = (text: string) => Buffer.from(text).toString('base64url')
const compact = (head: string, payload: string) => `${encode(head)}.${encode(payload)}.c2lnbmF0dXJl`

const headers: readonly Row[] = [
  ['I-02', 'PS256, which the client did not register', header({ alg: 'PS256' }), 'violation', 'PS256'],
  [
    'I-02',
    'PS256 announced by MobilePay',
    { ...header({ alg: 'PS256' }), document: { id_token_signing_alg_values_supported: ['PS256'] } },
    'violation',
  ],
  [
    'I-02',
    'PS256 announced by another',
    foreign({ ...header({ alg: 'PS256' }), document: { id_token_signing_alg_values_supported: ['PS256'] } }),
    'pass',
  ],
  [
    'I-02',
    'HS256 announced by another',
    foreign({ ...header({ alg: 'HS256' }), document: { id_token_signing_alg_values_supported: ['HS256'] } }),
    'violation',
  ],
  ['I-02', 'a list with the alg', foreign(header({ alg: ['RS256'] })), 'violation'],
  ['I-02', 'another alg elsewhere', other(header({ alg: 'none' })), 'violation', 'alg is \\"none'],
  ['I-03', 'no kid and one key', { ...header({ kid: undefined }), keys: [{}] }, 'pass'],
  ['I-03', 'no kid and two keys', header({ kid: undefined }), 'violation', 'kid is absent'],
  ['I-03', 'an empty kid and one key', { ...header({ kid: '' }), keys: [{}] }, 'violation', 'kid is'],
  ['I-03', 'a number for kid', header({ kid: 5 }), 'violation', 'kid is 5'],
  ['I-04', 'no typ', header({ typ: undefined }), 'pass'],
  ['I-04', 'typ that is no text', header({ typ: 5 }), 'violation', 'typ is 5'],
  [
    'I-04',
    'typ of an access token, in full',
    header({ typ: 'application/AT+JWT' }),
    'violation',
    'typ is application/AT+JWT',
  ],
  ['I-04', 'cty of a token within', header({ cty: 'application/jwt' }), 'violation', 'cty is application/jwt'],
  ['I-04', 'cty of something else', header({ cty: 'jwt+x' }), 'pass'],
  ['I-08', 'the client among others', front({ aud: ['integrator', 'other'] }), 'pass'],
  ['I-09', 'the client among others', front({ aud: ['integrator', 'other'] }), 'violation', 'aud contains \\"other'],
  ['I-09', 'the client alone in a list', front({ aud: ['integrator'] }), 'pass'],
  ['I-09', 'others alone', front({ aud: ['other'] }), 'pass'],
  ['I-10', 'one audience and no azp', front({ aud: ['integrator'] }), 'pass'],
  ['I-10', 'two audiences and no azp', front({ aud: ['integrator', 'b'] }), 'violation', 'azp is absent'],
  ['I-10', 'two audiences and azp', front({ aud: ['integrator', 'b'], azp: 'integrator' }), 'pass'],
  ['I-10', 'another azp', front({ azp: 'b' }), 'violation', 'azp is \\"b'],
  ['I-07', 'sub of 255 characters', front({ sub: 'x'.repeat(255) }), 'pass'],
  ['I-07', 'sub of 256 characters', front({ sub: 'x'.repeat(256) }), 'violation', '256 characters'],
  ['I-07', 'sub with a line break', front({ sub: 'a\nb' }), 'violation', 'not ASCII'],
  [
    'I-06',
    'the issuer of another vendor',
    foreign({
      ...front({ iss: 'https://a.example' }),
      ...back({ iss: 'https://a.example' }),
      document: { issuer: 'https://a.example' },
    }),
    'pass',
  ],
  ['I-06', 'a document that is wrong', { document: { issuer: 'https://a.example' } }, 'pass'],
]

const payload = '{"iss":"a","iss":"b"}'
const forms: readonly Row[] = [
  ['I-01', 'a member twice', { front: { compact: compact('{}', payload) } }, 'pass'],
  ['I-01', 'a byte order mark', { front: { compact: compact('{}', '\ufeff{}') } }, 'violation', 'byte order mark'],
  [
    'I-01',
    'stray bits',
    { back: { compact: `${compact('{}', '{}')}AB` } },
    'violation',
    'part 3 ends with bits of no octet',
  ],
  ['I-01', 'three octets', { back: { compact: `${encode('{}')}.${encode('{}')}.QUJD` } }, 'pass'],
  ['I-01', 'one part, elsewhere', other({ front: { compact: 'garbage' } }), 'violation', 'has 1 parts'],
  ['I-31', 'a member twice', { front: { compact: compact('{}', payload) } }, 'violation', 'names the member'],
  ['I-01', 'no token, elsewhere', other({ front: { compact: '' } }), 'pass'],
  ['I-31', 'one part', { front: { compact: 'garbage' } }, 'pass'],
  [
    'I-31',
    'a member twice, elsewhere',
    other({ back: { compact: compact('{}', payload) } }),
    'violation',
    'back ID token of other',
  ],
  ['I-35', 'enc in the header', header({ enc: 'A256GCM' }), 'violation', 'has enc in its header'],
  ['I-35', 'five parts, elsewhere', other({ front: { compact: 'a.b.c.d.e' } }), 'violation', 'five parts'],
]

const mails = { front: { claims: { sub: 'anna@klippe.example' } }, back: {} }
const told: readonly Row[] = [
  ['I-30', 'nothing', {}, 'pass'],
  ['I-30', 'a name in front', front({ name: 'Anna' }), 'violation', 'front ID token: name is there'],
  ['I-30', 'a name behind', back({ name: 'Anna' }), 'violation', 'back ID token: name is there'],
  ['I-30', 'a name behind that another’s scope asks for', foreign(back({ name: 'Anna' })), 'pass'],
  ['I-30', 'a name in front of another’s', foreign(front({ name: 'Anna' })), 'violation', 'front ID token: name'],
  [
    'I-30',
    'an e-mail address within a claim',
    front({ note: 'to a@b.example' }),
    'violation',
    'note tells of the person',
  ],
  ['I-30', 'the VAT number in a list', front({ groups: ['DK12345674'] }), 'violation', 'groups tells of'],
  [
    'I-30',
    'the VAT number that was asked for',
    { ...front({ g: 'DK99999999' }), asked: { merchant_vat: 'DK99999999' } },
    'violation',
  ],
  ['I-30', 'a short VAT number', { ...front({ g: 'DK123' }), asked: { merchant_vat: 'DK123' } }, 'pass'],
  ['I-30', 'an e-mail address for sub', mails, 'violation', 'sub is an e-mail address'],
  ['I-30', 'an e-mail address within sub', front({ sub: 'anna@klippe.example, baker' }), 'pass'],
  ['I-30', 'an e-mail address within the nonce', front({ nonce: 'a@b.example' }), 'pass'],
  ['I-30', 'a name elsewhere', other(front({ name: 'Anna' })), 'violation', 'of other answers'],
  ['I-33', 'a claim that is new', front({ tier: 'gold' }), 'violation', 'front: tier is new'],
  ['I-33', 'a claim that is gone', back({ idp: undefined }), 'violation', 'back: idp is gone'],
  ['I-33', 'a claim of MobilePay’s, of another’s', foreign({}), 'violation', 'front: idp is new'],
  [
    'I-33',
    'a registered claim, of another’s',
    foreign({ ...front({ sid: 's', idp: undefined }), ...back({ idp: undefined }) }),
    'pass',
  ],
]

const hashes: readonly Row[] = [
  ['I-17', 'no c_hash elsewhere', other(front({ c_hash: undefined })), 'violation', 'c_hash is absent'],
  ['I-17', 'an empty c_hash elsewhere', other(front({ c_hash: '' })), 'violation', 'c_hash is empty'],
  ['I-17', 'a number elsewhere', other(front({ c_hash: 5 })), 'violation', 'c_hash is a value of type number'],
  ['I-18', 'an empty c_hash', front({ c_hash: '' }), 'skip'],
  ['I-18', 'a number', front({ c_hash: 5 }), 'skip'],
  ['I-18', 'another c_hash elsewhere', other(front({ c_hash: 'x' })), 'violation', 'does not fit (1 characters)'],
  ['I-19', 'no at_hash in front', {}, 'inapplicable', 'at_hash (front)'],
  ['I-20', 'an at_hash that is empty', back({ at_hash: '' }), 'violation', 'does not fit (empty)'],
  ['I-20', 'an at_hash that is a number', back({ at_hash: 5 }), 'violation', 'a value of type number'],
  ['I-22', 'the hash of the state', front({ s_hash: 'BDpxh3TFcr2KJa2-sb_NXA' }), 'pass'],
  ['I-22', 'the hash of another', front({ s_hash: 'BDpxh3TFcr2KJa2-sb_NXB' }), 'violation', 's_hash does not fit'],
  ['I-23', 'a hash of nothing', front({ c_hash: 'x' }), 'skip'],
]

describe.each(Object.entries({ headers, forms, told, hashes }))('ID tokens, %s', (_what, rows) => {
  it.each(rows.map((row) => [row[0], row[1], row] as const))('%s: %s', (_id, _case, row) => expectOutcome(row))
})
