/** How to set up queue mode for uploads: what docs/scaling.md says whatever a run has shown. Markdown. */
export const guide = `
## What runs

| process | what it does | how many |
| --- | --- | --- |
| \`n8n start\` | editor, schedules, executions that are started in the editor (in n8n 3, and with \`OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS=true\`, workers run those as well) | one |
| \`n8n webhook\` | takes webhooks, and hands executions to the workers | one or more |
| \`n8n worker --concurrency=5\` | runs published workflows: here the uploads happen | as many as you like |
| Redis | the queue | one |
| PostgreSQL | workflows, credentials, executions | one |

The package has to be installed in each of n8n's processes. With \`N8N_REINSTALL_MISSING_PACKAGES=true\` n8n installs
by itself what was installed under **Settings > Community Nodes**; without it, put the package into the image.
n8n 3 also wants \`N8N_UNVERIFIED_PACKAGES_ENABLED=true\` in each of them ([compatibility.md](compatibility.md#n8n-3-early-access)).

## What to set

In every process of n8n, with the same values:

| setting | value | why |
| --- | --- | --- |
| \`EXECUTIONS_MODE\` | \`queue\` | |
| \`QUEUE_BULL_REDIS_HOST\`, \`QUEUE_BULL_REDIS_PORT\` | of Redis | |
| \`DB_TYPE\`, \`DB_POSTGRESDB_HOST\` and so on | \`postgresdb\`, of PostgreSQL | SQLite does not do for several processes |
| \`N8N_ENCRYPTION_KEY\` | one long random value | a worker with another one cannot read the credentials |
| \`WEBHOOK_URL\` | the address in front of the webhook processes | |
| \`N8N_DEFAULT_BINARY_DATA_MODE\` | \`filesystem\` | where earlier steps bring the files into n8n; see below |
| \`N8N_STORAGE_PATH\` | a folder that all processes share | a worker must find the file that another process has stored |

Also worth setting:

| setting | where | value | why |
| --- | --- | --- | --- |
| \`N8N_DISABLE_PRODUCTION_MAIN_PROCESS\` | main | \`true\` | webhooks go to the webhook processes alone |
| \`QUEUE_HEALTH_CHECK_ACTIVE\` | workers | \`true\` | \`/healthz/readiness\` tells your supervisor whether to start a worker again |
| \`N8N_GRACEFUL_SHUTDOWN_TIMEOUT\` | workers | seconds, 30 unless set | how long running uploads may go on when a worker is asked to end, such as for an update |
| \`DB_POSTGRESDB_POOL_SIZE\` | workers | as many as the concurrency, where files go through the database | n8n has 2 connections otherwise, and two files that are being read use them up |
| \`EXECUTIONS_DATA_MAX_AGE\` | all | hours | n8n keeps the files of an execution as long as the execution |

## Where the files are

| way | what n8n keeps | limit |
| --- | --- | --- |
| _File From_: **Web Address** | nothing, in any binary mode | 30 GiB, what api.video takes |
| an earlier step, binary mode \`filesystem\` on a shared folder | the file, as long as the execution | the disk |
| an earlier step, binary mode \`database\` (n8n's default in queue mode) | the file, in PostgreSQL | below 256 MiB a file; n8n holds each file in memory as a whole |

So let the upload read the file from its server wherever that is possible: it then needs no shared folder and no large
database, and any worker can go on where another one has stopped.

## Memory and concurrency

Each worker is a process of its own: all uploads in it share 64 MiB, however many and however large they are, and give
them back when the last one has ended. A larger _Memory Limit_ or _Chunk Size_ in a step counts for the worker that runs
it. The figures below tell what a process takes at the most, n8n's own memory included. A process at rest takes now 300 and now
490 MiB: V8, which runs n8n, makes its young generation up to 128 MiB large while n8n starts or works, and gives it back once it
rests, or not. So the growth of one file is what a process takes more than the most it had taken before any upload: 96 MiB
at most are allowed, however large the file is and how many go through one after the other. With several files at a time
256 MiB are allowed, and more where n8n holds files from its database.

\`--concurrency\` is the number of executions that a worker works on at the same time, and n8n advises against fewer than 5. For uploads 5
are enough: they share one line, and more of them make none faster. A worker more helps where each has a line of its own,
or where the processor is busy.

The workers know nothing of each other. Each sees in api.video's answers how much of the rate limit is left, slows down
before it is used up, and waits with chance in it after a refusal, so that they do not all come back at once.

## When a worker dies

n8n notices after one and a half to two and a half minutes that a worker is gone (each execution has a lock of a minute,
looked at every 30 seconds), ends its executions as failed, and **does not run them again**. What it keeps of them does not
tell which items they had, so its own Retry, in the list of executions, runs none of their steps; nor does _Retry On Fail_ help, as the
worker that would try again is gone. So let uploads be started in a way that may be repeated:

1. Give every upload a key in **Only Once**, made of what stands for the file: the ID in Google Drive, the row of a table.
2. Start all of them again later with the same keys, by a schedule. What is there is found, and what was interrupted goes
   on where it stopped.

[examples/library-on-workers.json](../examples/library-on-workers.json) does both: every hour it hands each source to any
worker. While an upload is still under way on another worker, the second one waits and does not send the file as well.

## Stop

The Stop of the editor reaches a worker only where the main process itself has started the execution, such as by a
schedule. An execution that came in by a webhook goes on to its end on the worker, although n8n 2.41.1 shows it as
stopped. To end it, restart the worker, and start the other uploads that were on it again with their keys.
`;
