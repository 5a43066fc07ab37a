import { exampleApp, exampleClient } from './application.ts'

/** JWTs, the handles of codes and refresh tokens, and what only two parties know, as it is and as it is sent. */
const patterns: readonly RegExp[] = [
  /eyJ[\w-]{20,}/,
  /[0-9A-F]{64}/i,
  ...[exampleClient.clientSecret, exampleApp.secret].flatMap(spellings),
]

function spellings(secret: string): RegExp[] {
  return [secret, encodeURIComponent(secret)].map((text) => new RegExp(text.replace(/[^\w]/g, '\\$&')))
}

/** @returns the secrets in a text */
export function secretsIn(text: string): readonly string[] {
  return patterns.flatMap((pattern) => pattern.exec(text)?.[0] ?? [])
}
