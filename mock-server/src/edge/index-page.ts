import { environmentNames, environments } from '@mobilepay-oidc/fixtures'
import { renderIndexPage } from '../pages/index.ts'
import { defaultWorldName, type World } from '../world/world.ts'

/** The page at the mock's root: where everything is, and who may log in. */
export function renderIndex(world: World, origin: string): string {
  const base = world.name === defaultWorldName ? origin : origin.slice(0, -`/w/${world.name}`.length)
  return renderIndexPage({
    consoleUrl: `${base}/_mock/#/${world.name}`,
    environments: environmentNames.map((name) => ({
      name,
      discoveryUrl: environments[name].discovery.url.replace('https://', `${origin}/`),
    })),
    clients: world.clients,
    users: world.users.map((user) => ({ ...user, merchants: world.merchantsOf(user) })),
  })
}
