export const tabNames = ['why', 'request', 'response', 'tokens'] as const
export type TabName = (typeof tabNames)[number]

/** What the address of the page says: `#/WORLD`, `#/WORLD/ID` or `#/WORLD/ID/TAB`. */
export interface Route {
  readonly world: string
  readonly step: number | undefined
  readonly tab: TabName
}

export function readRoute(hash: string): Route {
  const [, world = '', step = '', tab] = hash.startsWith('#/') ? hash.split('/') : []
  return {
    world: decode(world) || 'default',
    step: /^[1-9]\d{0,14}$/.test(step) ? Number(step) : undefined,
    tab: tabNames.find((name) => name === tab) ?? 'why',
  }
}

export function writeRoute({ world, step, tab }: Route): string {
  const name = encodeURIComponent(world)
  return step === undefined ? `#/${name}` : `#/${name}/${step}/${tab}`
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
