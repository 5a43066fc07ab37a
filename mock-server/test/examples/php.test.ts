import { describeWith } from '../support/require.ts'
import { connects } from './behaviour/connects.ts'
import { refreshes } from './behaviour/refreshes.ts'
import { refuses } from './behaviour/refuses.ts'
import { phpExample, phpTool } from './support/php.ts'
import { useStage } from './support/use-stage.ts'

describeWith([phpTool], 'examples/php', () => {
  const stage = useStage(() => phpExample)
  connects(stage)
  refuses(() => phpExample, stage)
  refreshes(stage)
})
