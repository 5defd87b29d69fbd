/** The tests that look at less of the same, each time `.ci/run` runs. By the name of the proof. */
export const SHORT_FORMS: Readonly<Record<string, string>> = {
	versions: '`test/n8nVersions/versions.test.ts`',
	security: '`test/n8n/security.test.ts`',
	queue: '`test/queue/killed.long.test.ts`',
	modes: '`test/integration/binaryModes.test.ts`',
	place: '`test/n8n/place.test.ts`',
	crowds: '`test/soak/crowd.test.ts`',
	soak: '`test/soak/soak.test.ts`',
};
