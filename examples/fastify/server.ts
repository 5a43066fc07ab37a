// A merchant's consent with Fastify. How to run it: examples/README.md
import { mobilePayConsent } from '@mobilepay-oidc/client/fastify'
import fastify from 'fastify'
import { connected, home } from '../shared/pages.ts'
import { announce, mobilepay, port, responseMode } from '../shared/setup.ts'

const app = fastify()

await app.register(
  mobilePayConsent({
    client: mobilepay,
    consent: { scopes: ['invoice'] },
    responseMode,
    returnTo: '/connected',
    onConnected: ({ merchantId }) => console.log(`Connected ${merchantId}`),
  }),
)

app.get('/', (_request, reply) => reply.type('text/html').send(home('Fastify')))
app.get('/connected', async (_request, reply) => reply.type('text/html').send(await connected()))

await app.listen({ port, host: 'localhost' })
announce(app.server.address())
