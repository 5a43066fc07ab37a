import type { AdapterPayload } from 'oidc-provider'
import type { Artifact } from './engine-job.ts'

/** Reads what the engine stored for a code or a refresh token. */
export function toArtifact(id: string, payload: AdapterPayload, amr: readonly string[]): Artifact {
  return {
    id,
    clientId: payload.clientId ?? '',
    grantId: payload.grantId ?? '',
    scopes: (payload.scope ?? '').split(' ').filter(Boolean),
    subject: { sub: payload.accountId ?? '', authTime: payload.authTime ?? 0, amr },
    nonce: payload.nonce,
    redirectUri: payload.redirectUri,
    codeChallenge: payload.codeChallenge,
  }
}
