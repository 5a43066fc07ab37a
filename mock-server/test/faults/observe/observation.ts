import { hash } from 'node:crypto'
import type { Answer } from './http.ts'
import { type Json, readObject, repeatedMembers } from './json-members.ts'
import type { Names } from './names.ts'
import { signatureVerdict } from './verify-signature.ts'

/** Everything that was seen: path → value. */
export type Seen = ReadonlyMap<string, string>

/** Headers that say nothing of the provider. */
const ignored = new Set(['date', 'keep-alive', 'connection'])
const longest = 300

/** Takes down what a world does. */
export class Observation {
  readonly seen = new Map<string, string>()
  readonly names: Names

  constructor(names: Names) {
    this.names = names
  }

  /** Takes down a text; a long one by its beginning, length and digest. */
  text(path: string, value: string): void {
    const text = this.names.normalise(value)
    const digest = () => hash('sha256', text).slice(0, 8)
    this.seen.set(path, text.length > longest ? `${text.slice(0, longest)}… (${text.length}, #${digest()})` : text)
  }

  /** Takes down a value as JSON. */
  value(path: string, value: unknown): void {
    this.text(path, JSON.stringify(value) ?? 'undefined')
  }

  members(path: string, members: Json): void {
    for (const [name, value] of Object.entries(members)) this.value(`${path}.${name}`, value)
  }

  /** Takes down status and headers. */
  head(path: string, { status, headers, failure }: Answer): void {
    if (failure !== undefined) this.text(`${path}.failure`, failure)
    if (status === 0) return
    this.text(`${path}.status`, String(status))
    for (const [name, value] of headers) {
      const key = `${path}.headers.${name.toLowerCase()}`
      if (ignored.has(name.toLowerCase())) continue
      const before = this.seen.get(key)
      this.text(key, before === undefined ? value : `${before} | ${value}`)
    }
  }

  /** Takes down an answer that ought to be a JSON object, and returns its members. */
  json(path: string, answer: Answer): Json {
    this.head(path, answer)
    const object = readObject(answer.body)
    if (!object) {
      if (answer.body !== '') this.text(`${path}.body`, answer.body)
      return {}
    }
    this.members(`${path}.body`, object)
    if (answer.body.length > 100_000) this.text(`${path}.length`, String(answer.body.length))
    this.#repeated(path, answer.body)
    return object
  }

  /** Takes down a JWT, its signature judged. */
  jwt(path: string, token: unknown): void {
    if (token === undefined) return
    if (typeof token === 'string') this.#compact(path, token)
    else this.value(path, token)
  }

  #compact(path: string, token: string): void {
    const parts = token.split('.')
    const [header = '', payload = '', signature = ''] = parts
    const [headerText, payloadText] = [header, payload].map((part) => Buffer.from(part, 'base64url').toString('utf8'))
    const [headerMembers, claims] = [readObject(headerText ?? ''), readObject(payloadText ?? '')]
    if (parts.length !== 3 || !headerMembers || !claims) {
      this.text(path, `${parts.length} parts, unreadable`)
      return
    }
    if (!/^[\w-]+\.[\w-]+\.[\w-]*$/.test(token)) this.text(`${path}.alphabet`, 'not base64url')
    this.members(`${path}.header`, headerMembers)
    this.names.learn(claims.jti, 'jti')
    this.members(`${path}.claims`, claims)
    this.#repeated(`${path}.header`, headerText ?? '')
    this.#repeated(`${path}.claims`, payloadText ?? '')
    const verdict = signatureVerdict(headerMembers, `${header}.${payload}`, Buffer.from(signature, 'base64url'))
    this.text(`${path}.signature`, verdict)
  }

  #repeated(path: string, text: string): void {
    const repeated = repeatedMembers(text)
    if (repeated.length > 0) this.text(`${path}.repeated`, repeated.join(', '))
  }
}
