import { type Static, Type } from 'typebox'
import { ListenError } from '../../listen.ts'
import { CertificateError } from '../../tls/certificate-error.ts'
import type { MockTls } from '../../tls/tls-options.ts'
import { command, worldNamed } from '../command.ts'
import { ControlError } from '../problem.ts'
import { closedObject, inWorld } from '../schemas.ts'

const TlsSchema = closedObject({
  url: Type.String({ description: "This machine's own name; the path form is there as well." }),
  port: Type.Integer(),
  hosts: Type.Array(Type.String(), { description: 'Real host names: have them resolve to this machine.' }),
  ca: Type.Optional(
    Type.String({ description: 'What clients must trust, in PEM; not with a certificate of your own.' }),
  ),
  caPath: Type.Optional(Type.String()),
})

const openTls = command({
  name: 'tls.open',
  summary: "Open a port that leads into a world under MobilePay's real host names; it closes with the world",
  method: 'POST',
  path: '/worlds/{world}/tls',
  input: closedObject({
    ...inWorld,
    port: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 65_535, description: '0, the default, takes any free one.' }),
    ),
    certificate: Type.Optional(
      Type.String({ description: "Your own in PEM, chain included, in place of the local CA's." }),
    ),
    key: Type.Optional(Type.String({ description: 'Its private key in PEM.' })),
  }),
  output: TlsSchema,
  takesNoTurn: true,
  example: { port: 0 },
  run: async (mock, { world, ...options }) => {
    const opened = mock.openTls(worldNamed(mock, world), options)
    return describeTls(await opened.catch((error: unknown) => Promise.reject(refusal(error))))
  },
})

function describeTls({ url, port, hosts, ca, caPath }: MockTls): Static<typeof TlsSchema> {
  return {
    url,
    port,
    hosts: [...hosts],
    ...(ca === undefined ? {} : { ca }),
    ...(caPath === undefined ? {} : { caPath }),
  }
}

function refusal(error: unknown): unknown {
  if (error instanceof ListenError)
    return new ControlError(409, error.message, [{ field: 'port', allowed: 'a free one' }])
  if (!(error instanceof CertificateError)) return error
  return new ControlError(422, error.message, [{ field: 'certificate', allowed: 'one in PEM, beside its key' }])
}

export const tlsCommands = [openTls] as const
