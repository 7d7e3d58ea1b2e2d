import { firstThatFits, mostTasksShown, type PictureTask, type StreamTitles } from './picture.ts'
import { streamFlowcharts } from './stream-flowchart.ts'
import { taskFlowcharts } from './task-flowchart.ts'

export interface FlowchartPlan {
  readonly tasks: readonly PictureTask[]
  readonly streams: StreamTitles
}

/**
 * The dependency graph as Mermaid source, or that of the streams where the tasks are too many to read or do not fit. Undefined
 * where nothing fits, or where there are no tasks. Characters are UTF-16 code units.
 */
export function flowchart({ tasks, streams }: FlowchartPlan, mostCharacters: number): string | undefined {
  if (tasks.length === 0) return undefined
  const ofTasks = tasks.length > mostTasksShown ? [] : taskFlowcharts(tasks, streams)
  return firstThatFits([...ofTasks, ...streamFlowcharts(tasks, streams)], mostCharacters)
}
