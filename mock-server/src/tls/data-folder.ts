import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'

type Environment = Readonly<Record<string, string | undefined>>

/** Where the mock keeps what outlives it: `MOBILEPAY_MOCK_DATA`, or the user's data folder. */
export function dataFolder(env: Environment = process.env, platform: string = process.platform): string {
  return env.MOBILEPAY_MOCK_DATA || join(userData(env, platform), 'mobilepay-mock')
}

/** The local CA's certificate, which clients are to trust. */
export function authorityPath(folder: string = dataFolder()): string {
  return join(folder, 'ca', 'ca.pem')
}

function userData(env: Environment, platform: string): string {
  if (platform === 'win32') return env.LOCALAPPDATA || join(homedir(), 'AppData', 'Local')
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support')
  // The XDG Base Directory Specification has relative ones ignored.
  const named = env.XDG_DATA_HOME ?? ''
  return isAbsolute(named) ? named : join(homedir(), '.local', 'share')
}
