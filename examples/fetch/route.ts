// Plain Fetch handlers. In Next.js this file is lib/mobilepay.ts, and both app/mobilepay/start/route.ts and
// app/callback/route.ts say: export { GET, POST } from '@/lib/mobilepay'
import { mobilePayConsent } from '@mobilepay-oidc/client/fetch'
import { mobilepay, responseMode } from '../shared/setup.ts'

export const { GET, POST } = mobilePayConsent({
  client: mobilepay,
  consent: { scopes: ['invoice'] },
  responseMode,
  returnTo: '/connected',
  onConnected: ({ merchantId }) => console.log(`Connected ${merchantId}`),
})
