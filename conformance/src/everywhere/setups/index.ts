import type { Setup } from '../setup.ts'
import { container } from './container.ts'
import { inProcess } from './in-process.ts'
import { pathForm } from './path-form.ts'
import { proxy } from './proxy.ts'
import { realNames } from './real-names.ts'
import { redis } from './redis.ts'
import { sqlite } from './sqlite.ts'

/** Every way in which the mock is run and reached. The others are compared with the first. */
export const setups: readonly Setup[] = [inProcess, pathForm, realNames, proxy, container, redis, sqlite]
