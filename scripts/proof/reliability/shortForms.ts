/** The tests that look at less of the same, each time `.ci/run` runs. By the name of the proof. */
export const SHORT_FORMS: Readonly<Record<string, string>> = {
	versions: '`test/n8nVersions/versions.test.ts`',
	crowds: '`test/soak/crowd.test.ts`',
	soak: '`test/soak/soak.test.ts`',
};
