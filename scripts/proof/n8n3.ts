/**
 * What docs/compatibility.md says of n8n 3, which comes as a container image only and was therefore read about, not run.
 * Each row names where it was read. Markdown.
 */
export const n8n3 = `
## n8n 3 (early access)

n8n 3 comes as a container image only, and could not be run here. What follows was **read, and not tried**, in November 2026, in
[n8n's list of breaking changes](https://docs.n8n.io/changelog/v30-breaking-changes/) ("list" below) and in the rules by which n8n's own
[Migration Report](https://github.com/n8n-io/n8n/tree/master/packages/cli/src/modules/breaking-changes/rules/v3) finds what is affected
("rule" below). The list names no helper of nodes that this package uses. It also announces "more secure credential behavior",
"tighter handling of risky resource names" and "key rotation enabled by default", without saying what they are.

| what n8n 3 changes | what it means for this package | read in |
| --- | --- | --- |
| Unverified community packages are off by default | This package is not verified yet. Set \`N8N_UNVERIFIED_PACKAGES_ENABLED=true\` in every process of n8n **before** the update: otherwise it cannot be installed, and one that is installed stops loading | list, rule \`unverified-packages\` |
| Docker is the only way to run it; npm has no runnable n8n any more | Keep \`~/.n8n/nodes\` on a volume, or set \`N8N_REINSTALL_MISSING_PACKAGES=true\`: a new container has no community packages otherwise. \`npm start\`, \`npm test\` and this page, which install n8n from npm, stay with n8n 2 | list, rule \`docker-only-deployment\` |
| Binary mode \`default\` (memory) is removed; such an n8n goes on with \`filesystem\` | Nothing to do in the workflows: in every other mode the package asks n8n for a file by its ID. Its own way for memory mode serves older n8n | list, rule \`in-memory-binary-data\` |
| \`~/.n8n/binaryData\` is renamed to \`~/.n8n/storage\` | The package never names the folder. Where workers share it as a volume, mount it under the new name, or set \`N8N_STORAGE_PATH\` | list, rule \`storage-path-rename\` |
| In queue mode, executions started in the editor always run on workers; \`OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS\` is gone | Uploads started by hand take memory and line of a worker, no longer of the main process | list, rule \`offload-manual-executions\` |
| **Always Output Data** on a step with several outputs adds an empty item only when all of them are empty | Concerns an api.video step whose **On Error** is _Continue (using error output)_: its first output stays empty when all items failed | list, rule \`always-output-data-multi-output\` |
| With \`N8N_SSRF_PROTECTION_ENABLED\`, n8n also blocks 100.64.0.0/10 and the IPv6 transition ranges | A file server or a Base URL in these ranges (some VPNs use them) has to be named in \`N8N_SSRF_ALLOWED_IP_RANGES\` or \`N8N_SSRF_ALLOWED_HOSTNAMES\` | list, rule \`ssrf-default-blocked-ranges\` |
| \`$getPairedItem\`, and the nodes Function, Function Item and Item Lists are removed | Neither the package nor the examples use them | list, rules \`get-paired-item\`, \`removed-nodes\` |
| Task runners run outside n8n only, and a task may take 60 s | Code steps only; the examples have none | list, rule \`task-runner-internal-mode\` |
| The editor no longer imports workflows from an address | Import the examples from a file, as the README says | list, rule \`workflow-import-url-removed\` |
| \`n8n-node dev\` runs n8n in a container (Docker or Podman), or uses one that runs elsewhere (\`--external-n8n\`); \`build\`, \`lint\` and \`release\` are unchanged | Concerns \`npm run dev\` alone; \`npm start\` is the way without a container | list |

n8n 2.36 and newer need Node 24 (\`engines\` in n8n's package.json, up to 2.41); which Node the image of n8n 3 has was not found.
`;
