// Made from schema/phase.schema.json by scripts/generate.ts. Change the schema, then run "npm run generate".
/** The keys that each map of the file may have, by the map's path in the file, with * for any entry. */
export const keysByLevel: ReadonlyMap<string, readonly string[]> = new Map([
  [
    "",
    [
      "phase",
      "title",
      "goal",
      "start_date",
      "target_date",
      "timezone",
      "workdays",
      "slots",
      "after",
      "milestone",
      "manager",
      "operators",
      "spawn",
      "on_dropped",
      "models",
      "allocation",
      "defaults",
      "streams",
      "tasks",
      "heartbeat",
      "retry",
      "review",
      "spawn_limit",
      "report",
      "slack",
      "files"
    ]
  ],
  [
    "/models/*",
    [
      "workflow",
      "inputs",
      "assign",
      "logins"
    ]
  ],
  [
    "/defaults",
    [
      "priority",
      "effort",
      "complexity"
    ]
  ],
  [
    "/streams/*",
    [
      "title",
      "slots"
    ]
  ],
  [
    "/tasks/*",
    [
      "id",
      "title",
      "stream",
      "priority",
      "effort",
      "complexity",
      "model",
      "depends_on",
      "assignees",
      "labels",
      "description",
      "acceptance_criteria",
      "paths",
      "issue",
      "formerly",
      "final"
    ]
  ],
  [
    "/heartbeat",
    [
      "stall_after",
      "release_after"
    ]
  ],
  [
    "/retry",
    [
      "max_attempts",
      "backoff"
    ]
  ],
  [
    "/review",
    [
      "holds_slot",
      "decide_after"
    ]
  ],
  [
    "/spawn_limit",
    [
      "per_day",
      "failures_in_a_row"
    ]
  ],
  [
    "/report",
    [
      "every",
      "at"
    ]
  ],
  [
    "/slack",
    [
      "channel",
      "mention",
      "announce"
    ]
  ],
  [
    "/files",
    [
      "branch",
      "progress",
      "jobs",
      "backlog"
    ]
  ]
])

/** What to say of a text that does not match, by pattern. */
export const patternMessages: ReadonlyMap<string, string> = new Map([
  [
    "^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$",
    "An id has 1 to 32 letters, digits, dots, underscores or hyphens, and begins with a letter or digit."
  ],
  [
    "^[^\\S\\r\\n]*\\S.*$",
    "Write it as one line with at least one visible character."
  ],
  [
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    "Write a date as year-month-day, such as 2026-02-22."
  ],
  [
    "^[A-Za-z0-9][A-Za-z0-9_-]*(\\[bot\\])?$",
    "Write a GitHub login as in its profile's address, without @."
  ],
  [
    "^[^/\\\\\\s][^/\\\\\\r\\n]*\\.ya?ml$",
    "Write the file name alone, such as worker.yml, of a workflow in .github/workflows."
  ],
  [
    "^(?!0+(\\.0+)?[hdw]$)[0-9]{1,4}(\\.[0-9]{1,2})?[hdw]$",
    "Write working time above 0 as a number and h, d or w, such as 4h, 0.5d, 3d or 1w (8h are 1d, 5d are 1w)."
  ],
  [
    "^[^\\S\\r\\n]*[^\\s,][^,\\r\\n]*$",
    "Write a label's name as one line, without commas."
  ],
  [
    "^(?!0+(\\.0+)?[mhdw]$)[0-9]{1,4}(\\.[0-9]{1,2})?[mhdw]$",
    "Write clock time above 0 as a number and m, h, d or w, such as 15m, 4h or 2d."
  ],
  [
    "^([01][0-9]|2[0-3]):[0-5][0-9]$",
    "Write a time of day from \"00:00\" to \"23:59\", with two digits for the hour."
  ],
  [
    "^#?[^\\s#@<>&|]{1,80}$",
    "Write a channel's name or id, such as \"#general\", without spaces."
  ],
  [
    "^[UWS][A-Z0-9]{2,20}$",
    "Write the member id as Slack shows it under \"Copy member ID\", such as U012AB3CD."
  ],
  [
    "^[^\\s~^:?*\\[\\\\\\u0000-\\u0020\\u007f]+$",
    "Write the name of a branch, without spaces and without any of ~ ^ : ? * [ \\."
  ]
])

/** The pattern of keys whose texts look like numbers, or nearly: of these a number is told what form they have. */
export const formsByKey: ReadonlyMap<string, string> = new Map([
  [
    "start_date",
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
  ],
  [
    "target_date",
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
  ],
  [
    "effort",
    "^(?!0+(\\.0+)?[hdw]$)[0-9]{1,4}(\\.[0-9]{1,2})?[hdw]$"
  ],
  [
    "stall_after",
    "^(?!0+(\\.0+)?[mhdw]$)[0-9]{1,4}(\\.[0-9]{1,2})?[mhdw]$"
  ],
  [
    "release_after",
    "^(?!0+(\\.0+)?[mhdw]$)[0-9]{1,4}(\\.[0-9]{1,2})?[mhdw]$"
  ],
  [
    "backoff",
    "^(?!0+(\\.0+)?[mhdw]$)[0-9]{1,4}(\\.[0-9]{1,2})?[mhdw]$"
  ],
  [
    "decide_after",
    "^(?!0+(\\.0+)?[mhdw]$)[0-9]{1,4}(\\.[0-9]{1,2})?[mhdw]$"
  ],
  [
    "every",
    "^(?!0+(\\.0+)?[mhdw]$)[0-9]{1,4}(\\.[0-9]{1,2})?[mhdw]$"
  ],
  [
    "at",
    "^([01][0-9]|2[0-3]):[0-5][0-9]$"
  ]
])

/** Keys whose numbers are ids or names: read as they are written, so that 1.10 does not become 1.1. */
export const textKeys: ReadonlySet<string> = new Set([
  "after",
  "allocation",
  "depends_on",
  "formerly",
  "id",
  "inputs",
  "milestone",
  "model",
  "phase",
  "stream"
])

/** Keys of lists that have each entry once. */
export const uniqueLists: ReadonlySet<string> = new Set([
  "after",
  "announce",
  "assign",
  "assignees",
  "depends_on",
  "labels",
  "logins",
  "manager",
  "mention",
  "operators",
  "paths",
  "workdays"
])
