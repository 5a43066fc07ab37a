import { MobilePayProgram } from '../mobilepay-program.ts'
import { runAsDriver } from '../serve-program.ts'

await runAsDriver(new MobilePayProgram())
