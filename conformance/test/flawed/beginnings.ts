import { randomBytes } from 'node:crypto'
import type { ConsentWish } from '../../src/drivers/client-driver.ts'
import type { Flaw } from '../support/flawed-program.ts'
import { challenge, instead, proves, replies, sends, text } from './loosely.ts'

const few = Array.from({ length: 400 }, () => randomBytes(24).toString('base64url'))

/** Clients that begin a consent wrongly: with what they send the browser away with, and whom they refuse. */
export const beginningFlaws: readonly Flaw[] = [
  {
    flaw: 'four hundred states by turns',
    seenBy: 'RP-04',
    ...sends(({ memory }) => {
      const turn = Number(memory.get('turn') ?? 0)
      memory.set('turn', turn + 1)
      return { state: text(few[turn % few.length]) }
    }),
  },
  {
    flaw: 'the last state again',
    seenBy: 'RP-04',
    ...sends(({ memory }) => {
      const turn = Number(memory.get('turn') ?? 0)
      memory.set('turn', turn + 1)
      const state = turn === 500 ? text(memory.get('state of before')) : randomBytes(24).toString('base64url')
      memory.set('state of before', state)
      return { state }
    }),
  },
  {
    flaw: 'a second consent of one browser is refused',
    seenBy: 'RP-04',
    ...replies('start', (reply, input) =>
      text((input as ConsentWish).cookies) === '' ? reply : { outcome: 'rejected', code: 'consent-pending' },
    ),
  },
  {
    flaw: 'one nonce for all consents',
    seenBy: 'RP-05',
    ...sends(({ memory }) => {
      const nonce = memory.get('one nonce') ?? randomBytes(24).toString('base64url')
      memory.set('one nonce', nonce)
      return { nonce: text(nonce) }
    }),
  },
  { flaw: 'nonces of few bits', seenBy: 'RP-05', ...sends(() => ({ nonce: randomBytes(10).toString('hex') })) },
  {
    flaw: 'a verifier of 42 characters',
    seenBy: 'RP-06',
    ...proves(() => randomBytes(32).toString('base64url').slice(1)),
  },
  {
    flaw: 'a verifier of 129 characters',
    seenBy: 'RP-06',
    ...proves(() => `${randomBytes(96).toString('base64url')}x`),
  },
  {
    flaw: 'a verifier with a character that is not unreserved',
    seenBy: 'RP-06',
    ...proves(() => `${randomBytes(32).toString('base64url')}+`),
  },
  {
    flaw: 'a verifier of zeros and ones',
    seenBy: 'RP-06',
    ...proves(() => Array.from(randomBytes(64), (byte) => byte % 2).join('')),
  },
  {
    flaw: 'the challenge method twice',
    seenBy: 'RP-07',
    start: (url) => url.searchParams.append('code_challenge_method', 'S256'),
  },
  {
    flaw: 'a challenge in hexadecimal',
    seenBy: 'RP-07',
    start: (url) => {
      const challenge = Buffer.from(text(url.searchParams.get('code_challenge')), 'base64url').toString('hex')
      url.searchParams.set('code_challenge', challenge)
    },
  },
  {
    flaw: 'a challenge with padding',
    seenBy: 'RP-10',
    start: (url) => url.searchParams.set('code_challenge', `${url.searchParams.get('code_challenge')}=`),
  },
  {
    flaw: 'the response type twice',
    seenBy: 'RP-01',
    start: (url) => url.searchParams.append('response_type', 'code id_token'),
  },
  { flaw: 'no response mode', seenBy: 'RP-02', start: (url) => url.searchParams.delete('response_mode') },
  {
    flaw: 'a scope less',
    seenBy: 'RP-03',
    start: (url) => url.searchParams.set('scope', text(url.searchParams.get('scope')).replace(/ \S+$/, '')),
  },
  {
    flaw: 'a redirect URI of the login with a slash more',
    seenBy: 'RP-08',
    start: (url) => url.searchParams.set('redirect_uri', `${url.searchParams.get('redirect_uri')}/`),
  },
  {
    flaw: 'every merchant_vat is refused',
    seenBy: 'RP-09',
    ...replies('start', (reply, input) =>
      (input as ConsentWish).merchantVat === undefined ? reply : { outcome: 'rejected', code: 'merchant-vat-invalid' },
    ),
  },
  {
    flaw: 'a merchant_vat is cleaned up',
    seenBy: 'RP-09',
    ...instead('start', (input) => {
      const wish = input as ConsentWish
      const merchantVat = text(wish.merchantVat).toUpperCase().replace(/[ -]/g, '')
      return wish.merchantVat === undefined ? wish : { ...wish, merchantVat }
    }),
  },
  {
    flaw: 'a nonce that is the hash of state',
    seenBy: 'RP-05',
    ...sends((_known, url) => ({ nonce: challenge(text(url.searchParams.get('state'))) })),
  },
]
